import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { teamRoutes, type TaskTeams } from '#contract/teams';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { asInCourse, dealt, moved, peopleWithout, type WantedTeam } from './teams.rules.ts';

const SIZES = [2, 3, 4, 5];

/**
 * Who works on a task together in this course: groups of the course, or made here. Saved with each
 * change; a group that has begun stays.
 *
 * @tag lookfor-task-teams
 */
@customElement('lookfor-task-teams')
export class LookforTaskTeams extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: block;
        margin-block-end: var(--lf-5);
      }
      h3 {
        font-weight: 600;
      }
      .team {
        padding-block: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      .team header {
        display: flex;
        align-items: center;
        gap: var(--lf-2);
        padding: 0;
      }
      .hint {
        color: var(--lf-ink-3);
        font-size: var(--lf-text-s);
      }
      .team input {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 2rem;
        padding-inline: 6px;
        border: 1px solid var(--lf-rule);
        border-radius: var(--lf-radius-s);
        background: none;
        font: inherit;
        font-weight: 600;
      }
      .team input:hover,
      .team input:focus {
        border-color: var(--lf-field);
      }
      .team ul {
        margin: 0;
        padding: 0 0 0 6px;
        list-style: none;
      }
      .person {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--lf-3);
        min-block-size: 2rem;
      }
      .person select {
        max-inline-size: 9rem;
        min-block-size: 1.75rem;
        border: 1px solid var(--lf-rule);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
        color: var(--lf-ink-2);
        font: inherit;
        font-size: var(--lf-text-s);
      }
      .team .state {
        padding: 0;
        color: var(--lf-ink-3);
        font-size: var(--lf-text-s);
        white-space: nowrap;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-1) var(--lf-3);
        align-items: center;
        padding-block: var(--lf-2);
      }
      .wrong {
        color: var(--lf-danger);
      }
    `,
  ];

  @property({ attribute: 'task-id' }) taskId = '';
  @state() private known: TaskTeams | undefined;
  @state() private problem: unknown;

  #loaded = new Loading(this, {
    task: async ([api, taskId], { signal }) => {
      this.known = await api.call(teamRoutes.listTeams, { params: { taskId } }, { signal });
    },
    args: () => [this.api, this.taskId] as const,
  });

  override render() {
    if (this.known) return this.#renderTeams(this.known);
    return this.#loaded.render({
      initial: () => loading(),
      pending: () => loading(),
      error: (error) => failed(error, () => void this.#loaded.run()),
      complete: () => nothing,
    });
  }

  #renderTeams(known: TaskTeams): TemplateResult {
    const without = peopleWithout(known);
    const mayManage = may(this.session, 'course.manage');
    return html`<h3>${msg('Groups')}</h3>
      ${mayManage && known.groupsByVisit ? this.#renderSource(known, without.length) : nothing}
      ${repeat(
        known.teams,
        ({ id }) => id,
        (team) => this.#renderTeam(known, team, mayManage),
      )}
      ${
        without.length > 0
          ? html`<div class="team">
              <p><b>${msg('In no group yet')}</b></p>
              ${
                without.some(({ courseGroup }) => courseGroup)
                  ? html`<p class="hint">
                      ${msg('Who is in a group of the course works in it from the first visit on.')}
                    </p>`
                  : nothing
              }
              <ul>
                ${without.map(({ personId }) => this.#renderPerson(known, personId, '', mayManage))}
              </ul>
            </div>`
          : nothing
      }
      ${mayManage ? this.#renderWays(known, without.length) : nothing}
      ${this.problem ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>` : nothing}`;
  }

  /** Where the LMS tells little about its groups: when they come, and that they have no names. */
  #renderSource({ teams }: TaskTeams, without: number): TemplateResult {
    const isNameless = teams.some(({ courseGroupId }) => courseGroupId !== null);
    return html`<p class="hint">
      ${
        without > 0
          ? msg('A group of your LMS appears here when the first of its members opens the task.')
          : nothing
      }
      ${
        isNameless
          ? msg(
              'Your LMS does not tell what its groups are called. A name that you give one here holds in the whole course.',
            )
          : nothing
      }
    </p>`;
  }

  #renderTeam(
    known: TaskTeams,
    team: TaskTeams['teams'][number],
    mayManage: boolean,
  ): TemplateResult {
    const { id, name, personIds, hasBegun, isHandedIn } = team;
    const words = isHandedIn ? msg('handed in') : hasBegun ? msg('at work') : '';
    return html`<div class="team">
      <header>
        ${
          mayManage
            ? html`<input
                maxlength="300"
                aria-label=${msg(str`Name of the group ${name}`)}
                .value=${name}
                @change=${(event: Event) => this.#rename(known, team, event)}
              />`
            : html`<b>${name}</b>`
        }
        <span class="state">${words}</span>
        ${
          mayManage && !hasBegun
            ? html`<button
                class="icon-only"
                aria-label=${msg(str`Remove the group ${name}`)}
                @click=${() => this.#save(known.teams.filter((one) => one.id !== id))}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </header>
      <ul>
        ${personIds.map((personId) => this.#renderPerson(known, personId, id, mayManage && !isHandedIn))}
      </ul>
    </div>`;
  }

  #renderPerson(
    known: TaskTeams,
    personId: string,
    teamId: string,
    mayMove: boolean,
  ): TemplateResult {
    const person = known.people.find((one) => one.personId === personId);
    const name = person?.name || msg('Somebody who has left');
    const open = known.teams.filter(({ isHandedIn }) => !isHandedIn);
    return html`<li class="person">
      <span>${name}</span>
      ${
        mayMove && open.length > 0
          ? html`<select
              aria-label=${msg(str`Group of ${name}`)}
              .value=${live(teamId)}
              @change=${(event: Event) => this.#move(known, personId, event)}
            >
              <option value="" ?selected=${teamId === ''}>${msg('no group')}</option>
              ${open.map(
                (team) =>
                  html`<option value=${team.id} ?selected=${team.id === teamId}>
                    ${team.name}
                  </option>`,
              )}
            </select>`
          : nothing
      }
    </li>`;
  }

  #renderWays(known: TaskTeams, without: number): TemplateResult {
    const inCourse = peopleWithout(known).filter(({ courseGroup }) => courseGroup).length;
    return html`<div class="ways">
      <button class="quiet" @click=${() => this.#save([...known.teams, this.#newTeam(known)])}>
        ${msg('New group')}
      </button>
      ${
        inCourse > 0
          ? html`<button
              class="quiet"
              @click=${() => this.#save(asInCourse(known, () => crypto.randomUUID()))}
            >
              ${msg('As the groups of the course are')}
            </button>`
          : nothing
      }
      ${
        without > 1
          ? SIZES.filter((size) => size <= without).map(
              (size) =>
                html`<button class="quiet" @click=${() => this.#deal(known, size)}>
                  ${msg(str`In groups of ${size}`)}
                </button>`,
            )
          : nothing
      }
    </div>`;
  }

  #newTeam({ teams }: TaskTeams): WantedTeam {
    const name = groupName(teams.length + 1);
    return { id: crypto.randomUUID(), name, courseGroupId: null, personIds: [] };
  }

  #deal(known: TaskTeams, size: number): void {
    const made = dealt(peopleWithout(known), size, known.teams.length, {
      name: groupName,
      newId: () => crypto.randomUUID(),
      random: Math.random,
    });
    void this.#save([...known.teams, ...made]);
  }

  #move({ teams }: TaskTeams, personId: string, event: Event): void {
    const teamId = (event.currentTarget as HTMLSelectElement).value;
    void this.#save(moved(teams, personId, teamId));
  }

  #rename({ teams }: TaskTeams, { id, name: before }: WantedTeam, event: Event): void {
    const field = event.currentTarget as HTMLInputElement;
    const name = field.value.trim();
    // Not by drawing it anew: that would take from somebody what they are just typing.
    field.value = name || before;
    if (name === '' || name === before) return;
    void this.#save(teams.map((team) => (team.id === id ? { ...team, name } : team)));
  }

  async #save(teams: readonly WantedTeam[]): Promise<void> {
    try {
      this.known = await this.api.call(teamRoutes.saveTeams, {
        params: { taskId: this.taskId },
        body: {
          teams: teams.map(({ id, name, courseGroupId, personIds }) => ({
            ...{ id, name, courseGroupId, personIds },
          })),
        },
      });
      this.problem = undefined;
    } catch (error) {
      this.problem = error;
      // Somebody may have begun meanwhile.
      await this.#loaded.run();
    }
  }
}

function groupName(number: number): string {
  return msg(str`Group ${number}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-task-teams': LookforTaskTeams;
  }
}
