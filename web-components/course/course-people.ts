import { msg, str } from '@lit/localize';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CoursePerson } from '#contract/launch';
import { ASSIGNABLE_ROLES, type AssignableRole } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { formatInstant } from '#elements/kit/time';
import { coursePeopleStyles } from './course-people.styles.ts';
import { isStaff, platformWords, roleWord } from './course-words.ts';
import { AssignRoleRequest } from './events.ts';

/**
 * Who marks in a course: what the LMS says about each person, and what a lecturer named. The LMS
 * cannot tell who marks, so a lecturer does, and no roster undoes it.
 *
 * @tag lookfor-course-people
 * @fires lookfor-assign-role {AssignRoleRequest} - a role was chosen or taken back
 */
@customElement('lookfor-course-people')
export class LookforCoursePeople extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, coursePeopleStyles];

  @query('#who') private who!: HTMLInputElement | null;

  @state() private showsAll = false;
  /** What is wrong with the name that was typed. */
  @state() private wrong = '';

  /** Everybody in the course. */
  @property({ attribute: false }) people: readonly CoursePerson[] = [];
  /** Whether roles may be named here. */
  @property({ type: Boolean, attribute: 'may-assign' }) mayAssign = false;
  /** The person whose role is on its way to the server. */
  @property({ attribute: 'busy-person-id' }) busyPersonId: string | null = null;

  #assign(personId: string, role: AssignableRole | null): void {
    this.dispatchEvent(new AssignRoleRequest(personId, role));
  }

  #handleSelect(event: Event, person: CoursePerson): void {
    const select = event.target as HTMLSelectElement;
    const role = ASSIGNABLE_ROLES.find((candidate) => candidate === select.value);
    if (role) this.#assign(person.personId, role);
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = this.who?.value.trim().toLocaleLowerCase() ?? '';
    if (typed === '') return;
    const found = this.#others().filter(({ name }) => name.toLocaleLowerCase() === typed);
    const [person] = found;
    if (!person) {
      this.wrong = msg('Nobody in this course has this name.');
    } else if (found.length > 1) {
      this.wrong = msg('Several people have this name. Choose in the list of all people.');
      this.showsAll = true;
    } else {
      this.wrong = '';
      if (this.who) this.who.value = '';
      this.#assign(person.personId, 'assessor');
    }
  };

  /** People of whom an assessor could still be made. */
  #others(): CoursePerson[] {
    return this.people.filter(({ role, isMe }) => !isMe && !isStaff(role));
  }

  override render() {
    const staff = this.people.filter(({ role, assignedRole }) => isStaff(role) || assignedRole);
    const shown = this.showsAll ? this.people : staff;
    const toggle = () => {
      this.showsAll = !this.showsAll;
    };
    return html`<section aria-labelledby="marks">
      <div class="titled">
        <h2 id="marks">${msg('Who marks')}</h2>
        ${
          this.people.length > staff.length
            ? html`<button class="quiet" aria-expanded=${this.showsAll} @click=${toggle}>
                ${
                  this.showsAll
                    ? msg('Show who teaches or marks')
                    : msg(str`Show all ${this.people.length} people`)
                }
              </button>`
            : nothing
        }
      </div>
      <p class="lead">
        ${
          this.mayAssign
            ? msg(
                'The LMS says who teaches and who learns. Who marks is for you to say; it holds in this course only.',
              )
            : msg(
                'The LMS says who teaches and who learns; a lecturer of the course says who marks.',
              )
        }
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Person')}</th>
            <th scope="col">${msg('The LMS says')}</th>
            <th scope="col">${msg('In Lookfor')}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((person) => this.#renderPerson(person))}
        </tbody>
      </table>
      ${this.mayAssign && this.#others().length > 0 ? this.#renderSomebodyElse() : nothing}
    </section>`;
  }

  #renderPerson(person: CoursePerson): TemplateResult {
    const isNamed = person.assignedRole !== null;
    return html`<tr class=${isNamed ? 'named' : ''}>
        <th scope="row">
          <b>${person.name}</b>${person.isMe ? html`, ${msg('you')}` : nothing}
          ${
            person.groups.length > 0
              ? html`<span class="muted small">${person.groups.join(', ')}</span>`
              : nothing
          }
          ${
            person.hasLaunched
              ? nothing
              : html`<span class="muted small">${msg('has not opened Lookfor yet')}</span>`
          }
        </th>
        <td><span class="narrow-label">${msg('LMS:')}</span> ${platformWords(person)}</td>
        <td>${this.#renderRole(person)}</td>
      </tr>
      ${isNamed ? this.#renderReason(person) : nothing}`;
  }

  #renderRole(person: CoursePerson): TemplateResult {
    // Nobody locks themselves out of their own course.
    if (!this.mayAssign || person.isMe) return html`${roleWord(person.role)}`;
    const isKnown = ASSIGNABLE_ROLES.some((role) => role === person.role);
    return html`<select
      aria-label=${msg(str`${person.name} in Lookfor`)}
      ?disabled=${this.busyPersonId === person.personId}
      .value=${person.role}
      @change=${(event: Event) => this.#handleSelect(event, person)}
    >
      ${
        isKnown
          ? nothing
          : html`<option value=${person.role} selected>${roleWord(person.role)}</option>`
      }
      ${ASSIGNABLE_ROLES.map(
        (role) =>
          html`<option value=${role} ?selected=${role === person.role}>${roleWord(role)}</option>`,
      )}
    </select>`;
  }

  #renderReason(person: CoursePerson): TemplateResult {
    const role = roleWord(person.role).toLocaleLowerCase();
    const day = person.assignedAt ? formatInstant(person.assignedAt) : '';
    const learns = person.platformRoles.some((word) => word === 'Learner' || word === 'Member');
    return html`<tr class="why">
      <td colspan="3">
        ${msg(str`Named ${role} here: ${day}. A new roster will not undo it.`)}
        ${
          learns && isStaff(person.role)
            ? msg('Hands in nothing here and is not counted among the students.')
            : nothing
        }
        ${
          this.mayAssign
            ? html`<button
                class="quiet"
                aria-label=${msg(str`Take back: ${person.name}`)}
                ?disabled=${this.busyPersonId === person.personId}
                @click=${() => this.#assign(person.personId, null)}
              >
                ${msg('Take back')}
              </button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  #renderSomebodyElse(): TemplateResult {
    return html`<form class="field" @submit=${this.#handleSubmit}>
      <label for="who">${msg('Somebody else from the course')}</label>
      <div class="entry">
        <input
          id="who"
          list="names"
          autocomplete="off"
          placeholder=${msg('Name')}
          aria-invalid=${this.wrong !== ''}
          aria-describedby="who-wrong"
        />
        <button>${msg('Make assessor')}</button>
      </div>
      <p class="wrong" id="who-wrong" role="alert">${this.wrong}</p>
      <datalist id="names">
        ${this.#others().map(({ name }) => html`<option value=${name}></option>`)}
      </datalist>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-course-people': LookforCoursePeople;
  }
}
