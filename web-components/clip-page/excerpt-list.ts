import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Clip } from '#contract/clips';
import { excerptRoutes, type Excerpt } from '#contract/excerpts';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import { failed } from '#elements/kit/states';
import { formatRange, formatSeconds, parseTime } from '#elements/kit/time';

/** Which end of an excerpt is set. */
export type ExcerptPoint = 'start' | 'end';

/** An excerpt as it is typed: a new one, or a change of that with this id. */
interface Typed {
  id: string | undefined;
  title: string;
  start: string;
  end: string;
}

/** How long a new excerpt is until its end is chosen. */
const FIRST_SECONDS = 20;

/** The wish to watch an excerpt alone; without one, the whole clip. */
export class ExcerptRequest extends Event {
  static readonly eventName = 'lookfor-excerpt-request';
  readonly excerpt: Excerpt | undefined;

  constructor(excerpt: Excerpt | undefined) {
    super(ExcerptRequest.eventName, OUTWARD);
    this.excerpt = excerpt;
  }
}

/**
 * The excerpts that were made of a clip. A new one is made where the clip stands, and plays at
 * once.
 *
 * @tag lookfor-excerpt-list
 * @fires lookfor-excerpt-request - the wish to watch one alone
 */
@customElement('lookfor-excerpt-list')
export class LookforExcerptList extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      header {
        display: flex;
        align-items: baseline;
        gap: var(--lf-2);
        padding-block-end: var(--lf-2);
        border-block-end: var(--lf-line);
      }
      h2 {
        flex: 1;
        font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
      }
      li {
        padding-block: var(--lf-3);
        border-block-end: var(--lf-line);
      }
      li[aria-current] {
        border-inline-start: 3px solid var(--lf-accent);
        padding-inline-start: var(--lf-2);
      }
      .plain.watch {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: var(--lf-3);
        align-items: start;
        inline-size: 100%;
        color: var(--lf-ink);
        font-weight: 400;
      }
      .watch b {
        display: block;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .watch:hover b {
        text-decoration: underline;
      }
      .picture {
        display: grid;
        place-items: center;
        inline-size: 100%;
        aspect-ratio: 16 / 9;
        border-radius: var(--lf-radius-s);
        background: var(--lf-sunken);
        overflow: hidden;
      }
      .picture > * {
        grid-area: 1 / 1;
      }
      .picture img {
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      p,
      .facts {
        color: var(--lf-ink-2);
      }
      .facts {
        font-size: var(--lf-text-s);
      }
      li .acts {
        padding-inline-start: calc(5.5rem + var(--lf-3));
      }
      header + p {
        padding-block: var(--lf-3);
      }
      form {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--lf-2) var(--lf-3);
        padding-block: var(--lf-3);
        border-block-end: var(--lf-line);
      }
      label {
        color: var(--lf-ink-2);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .point {
        display: grid;
        gap: var(--lf-1);
      }
      .acts {
        display: flex;
        gap: var(--lf-3);
      }
      .hint {
        font-size: var(--lf-text-s);
      }
      .wrong {
        color: var(--lf-danger);
        font-size: var(--lf-text-s);
      }
    `,
  ];

  @state() private excerpts: readonly Excerpt[] = [];
  @state() private draft: Typed | undefined;
  @state() private problem: unknown;

  @property({ attribute: false }) clip: Clip | undefined;
  /** Where the clip stands, in seconds. */
  @property({ type: Number }) seconds = 0;
  /** The excerpt that is watched. */
  @property() current = '';

  #loading = new Task(this, {
    args: () => [this.clip?.id, this.clip?.state] as const,
    task: async ([clipId, made], { signal }) => {
      if (!clipId || made !== 'ready') return;
      const params = { clipId };
      const reply = await this.api.call(excerptRoutes.listExcerpts, { params }, { signal });
      this.excerpts = reply.excerpts;
    },
  });

  /** Sets a point of the excerpt that is being made, or begins one there. */
  setPoint(point: ExcerptPoint, seconds: number): void {
    if (this.clip?.state !== 'ready') return;
    const time = formatSeconds(seconds);
    if (this.draft) this.draft = { ...this.draft, [point]: time };
    else this.#begin(point === 'start' ? seconds : Math.max(0, seconds - FIRST_SECONDS), seconds);
    this.announce(point === 'start' ? msg(str`From ${time}`) : msg(str`To ${time}`));
  }

  #begin(startSeconds: number, endSeconds: number): void {
    const longest = this.clip?.durationSeconds ?? Infinity;
    const end = endSeconds > startSeconds ? endSeconds : startSeconds + FIRST_SECONDS;
    this.problem = undefined;
    this.draft = {
      ...{ id: undefined, title: '' },
      start: formatSeconds(startSeconds),
      end: formatSeconds(Math.min(end, longest)),
    };
  }

  #change({ id, title, startSeconds, endSeconds }: Excerpt): void {
    this.problem = undefined;
    this.draft = { id, title, start: formatSeconds(startSeconds), end: formatSeconds(endSeconds) };
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('#title')?.focus(),
    );
  }

  readonly #handleSave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { clip, draft } = this;
    if (!clip || !draft) return;
    const [startSeconds, endSeconds] = [parseTime(draft.start), parseTime(draft.end)];
    if (startSeconds === null || endSeconds === null || endSeconds <= startSeconds) {
      this.problem = 'order';
      return;
    }
    try {
      const body = { title: draft.title, startSeconds, endSeconds };
      const made = draft.id
        ? await this.api.call(excerptRoutes.changeExcerpt, {
            params: { excerptId: draft.id },
            body,
          })
        : await this.api.call(excerptRoutes.addExcerpt, { params: { clipId: clip.id }, body });
      this.draft = undefined;
      const others = this.excerpts.filter(({ id }) => id !== made.id);
      this.excerpts = [...others, made].sort((a, b) => a.startSeconds - b.startSeconds);
      this.announce(
        draft.id ? msg('The excerpt is changed.') : msg('The excerpt is made and plays at once.'),
      );
      // One that is watched is asked for again, or the old points would go on playing.
      if (this.current === made.id) this.dispatchEvent(new ExcerptRequest(undefined));
      this.dispatchEvent(new ExcerptRequest(made));
    } catch (error) {
      this.problem = error;
    }
  };

  async #remove(excerpt: Excerpt): Promise<void> {
    try {
      await this.api.call(excerptRoutes.removeExcerpt, { params: { excerptId: excerpt.id } });
      this.excerpts = this.excerpts.filter(({ id }) => id !== excerpt.id);
      if (this.current === excerpt.id) this.dispatchEvent(new ExcerptRequest(undefined));
    } catch (error) {
      this.problem = error;
    }
  }

  #renderPoint(name: 'start' | 'end', label: string): TemplateResult | typeof nothing {
    const { draft } = this;
    if (!draft) return nothing;
    return html`<div class="point">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        inputmode="numeric"
        autocomplete="off"
        .value=${draft[name]}
        @input=${(event: Event) =>
          (this.draft = { ...draft, [name]: (event.target as HTMLInputElement).value })}
      />
      <button
        type="button"
        @click=${() => (this.draft = { ...draft, [name]: formatSeconds(this.seconds) })}
      >
        ${msg('Where it stands')}
      </button>
    </div>`;
  }

  #renderDraft(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (!draft) return nothing;
    return html`<form @submit=${this.#handleSave}>
      <label class="wide" for="title">${msg('What it shows')}</label>
      <input
        id="title"
        class="wide"
        maxlength="300"
        autocomplete="off"
        .value=${draft.title}
        @input=${(event: Event) =>
          (this.draft = { ...draft, title: (event.target as HTMLInputElement).value })}
      />
      ${this.#renderPoint('start', msg('From'))} ${this.#renderPoint('end', msg('To'))}
      <div class="acts wide">
        <button type="submit">${draft.id ? msg('Change it') : msg('Make the excerpt')}</button>
        <button type="button" class="plain" @click=${() => (this.draft = undefined)}>
          ${msg('Cancel')}
        </button>
      </div>
      <p class="wide hint">${msg('I and O set the points while the clip plays.')}</p>
    </form>`;
  }

  override render() {
    const { clip } = this;
    if (clip?.state !== 'ready') return nothing;
    return html`
      <header>
        <h2>${msg('Excerpts')}</h2>
        <button class="plain act" @click=${() => this.#begin(this.seconds, 0)}>
          ${msg('Make one')}
        </button>
      </header>
      ${this.#renderDraft()}
      ${
        this.problem
          ? html`<p class="wrong" role="alert">
              ${
                this.problem === 'order'
                  ? msg('The end must come after the beginning.')
                  : problemWords(this.problem)
              }
            </p>`
          : nothing
      }
      ${this.#loading.render({
        error: (error) => failed(error, () => void this.#loading.run()),
        complete: () =>
          this.excerpts.length === 0 && !this.draft
            ? html`<p>${msg('None yet. An excerpt plays by itself; the rest stays closed.')}</p>`
            : html`<ul>
                ${this.excerpts.map((excerpt) => this.#renderExcerpt(excerpt))}
              </ul>`,
      })}
    `;
  }

  #renderExcerpt(excerpt: Excerpt): TemplateResult {
    const { id, startSeconds, endSeconds, isMine, isShared, posterUrl } = excerpt;
    const range = formatRange(startSeconds, endSeconds);
    const title = excerpt.title || range;
    const seconds = Math.round(endSeconds - startSeconds);
    const length =
      seconds === 1 ? msg(str`${range}, 1 second`) : msg(str`${range}, ${seconds} seconds`);
    const isCurrent = id === this.current;
    return html`<li aria-current=${isCurrent ? 'true' : nothing}>
      <button
        class="plain watch"
        aria-label=${title}
        aria-describedby=${`about-${id}`}
        @click=${() => this.dispatchEvent(new ExcerptRequest(isCurrent ? undefined : excerpt))}
      >
        <span class="picture"
          >${posterUrl ? html`<img src=${posterUrl} alt="" loading="lazy" />` : nothing}</span
        >
        <span
          ><b>${title}</b
          ><span class="facts" id=${`about-${id}`}
            >${length}${isShared ? '' : ` · ${msg('only for you')}`}</span
          ></span
        >
      </button>
      ${
        isMine
          ? html`<div class="acts">
              <button
                class="plain act"
                aria-label=${msg(str`Change the excerpt ${title}`)}
                @click=${() => this.#change(excerpt)}
              >
                ${msg('Change')}
              </button>
              <button
                class="plain act"
                aria-label=${msg(str`Remove the excerpt ${title}`)}
                @click=${() => void this.#remove(excerpt)}
              >
                ${msg('Remove')}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-excerpt-list': LookforExcerptList;
  }
  interface HTMLElementEventMap {
    'lookfor-excerpt-request': ExcerptRequest;
  }
}
