import { msg, str } from '@lit/localize';
import { Task as Loading } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { courseRoutes, type Course } from '#contract/launch';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { formatInstant } from '#elements/kit/time';
import { coursePageStyles } from './course-page.styles.ts';
import { countWords } from './course-words.ts';
import type { AssignRoleRequest } from './events.ts';
import './copy-line.ts';
import './course-people.ts';
import './course-tasks.ts';

/**
 * A course as those see it who teach or mark there: its tasks, and its people with what the LMS
 * says and what was named here. Lecturers read the roster again and name assessors.
 *
 * @tag lookfor-course-page
 * @fires lookfor-navigate {NavigateRequest} - to a task, or to the builder
 */
@customElement('lookfor-course-page')
export class LookforCoursePage extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, coursePageStyles];

  /** The course as the server last told it. */
  @state() private course: Course | undefined;
  @state() private isReading = false;
  @state() private busyPersonId: string | null = null;
  /** What went wrong with the last change; the page stays as it was. */
  @state() private wrong: unknown;

  #loading = new Loading(this, {
    task: async ([api], { signal }) => {
      this.course = await api.call(courseRoutes.getCourse, {}, { signal });
      if (this.course.rosterIsStale && may(this.session, 'course.manage')) void this.#refresh();
    },
    args: () => [this.api] as const,
  });

  /** An old roster is read again by itself; when the LMS is away, the page says how old it is. */
  async #refresh(): Promise<void> {
    const fresh = await this.api
      .call(courseRoutes.readRoster, { body: { onlyIfStale: true } })
      .catch(() => undefined);
    if (fresh) this.course = fresh;
  }

  #readRoster = async (): Promise<void> => {
    if (this.isReading) return;
    this.isReading = true;
    this.wrong = undefined;
    try {
      this.course = await this.api.call(courseRoutes.readRoster, { body: {} });
      this.announce(msg(str`The roster was read: ${countWords(this.course.people)}.`));
    } catch (error) {
      this.wrong = error;
    } finally {
      this.isReading = false;
    }
  };

  #handleAssign = async ({ personId, role }: AssignRoleRequest): Promise<void> => {
    this.busyPersonId = personId;
    this.wrong = undefined;
    try {
      this.course = await this.api.call(courseRoutes.assignRole, {
        params: { personId },
        body: { role },
      });
      this.announce(msg('Saved.'));
    } catch (error) {
      this.wrong = error;
      // A new list shows again what still holds.
      if (this.course) this.course = { ...this.course, people: [...this.course.people] };
    } finally {
      this.busyPersonId = null;
    }
  };

  override render() {
    if (this.course) return this.#renderCourse(this.course);
    return html`<div class="waiting">
      ${this.#loading.render({
        pending: () => loading(),
        error: (error) => failed(error, () => void this.#loading.run()),
      })}
    </div>`;
  }

  #renderCourse(course: Course): TemplateResult {
    return html`<header>
        <h1 tabindex="-1">${course.title || msg('This course')}</h1>
        <p>${countWords(course.people)}</p>
        ${this.#renderRoster(course)}
      </header>
      ${
        this.wrong === undefined
          ? nothing
          : html`<p class="wrong-line" role="alert">${problemWords(this.wrong)}</p>`
      }
      ${
        may(this.session, 'course.manage')
          ? html`<lookfor-copy-line .api=${this.api}></lookfor-copy-line>`
          : nothing
      }
      <div class="columns">
        <lookfor-course-tasks .api=${this.api} .session=${this.session}></lookfor-course-tasks>
        <lookfor-course-people
          .people=${course.people}
          ?may-assign=${may(this.session, 'course.manage')}
          .busyPersonId=${this.busyPersonId}
          @lookfor-assign-role=${this.#handleAssign}
        ></lookfor-course-people>
      </div>`;
  }

  #renderRoster(course: Course): TemplateResult | typeof nothing {
    if (!may(this.session, 'course.manage')) return nothing;
    if (!course.rosterOffered) {
      return html`<p class="read">
        ${msg('The LMS offers no roster: people appear when they first open Lookfor.')}
      </p>`;
    }
    const readAt = course.rosterReadAt;
    return html`<p class="read" aria-live="polite">
      ${
        this.isReading
          ? msg('Reading the roster…')
          : readAt === null
            ? msg('The roster was not read yet.')
            : msg(str`Roster read: ${formatInstant(readAt)}`)
      }
      <button class="quiet" ?disabled=${this.isReading} @click=${this.#readRoster}>
        ${readAt === null ? msg('Read it') : msg('Read again')}
      </button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-course-page': LookforCoursePage;
  }
}
