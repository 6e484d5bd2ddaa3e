import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Post } from '#contract/seminars';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { formatClock, formatInstant } from '#elements/kit/time';
import { momentTalkStyles } from './moment-talk.styles.ts';
import { elsewhereOf, postsAt, wordsAndTimes } from './moment-talk.rules.ts';
import { MomentChoose } from './events.ts';
import type { SeminarController } from './seminar-controller.ts';

/** The wish to see the clip at a time that somebody wrote. */
export class TalkSeek extends Event {
  static readonly eventName = 'lookfor-talk-seek';
  readonly seconds: number;

  constructor(seconds: number) {
    super(TalkSeek.eventName, OUTWARD);
    this.seconds = seconds;
  }
}

/** What is being written besides a new post. */
type Open = { kind: 'edit' | 'hide'; postId: string } | null;

/**
 * Talk about one moment (T3). Everybody who may see it can write, and change or take back what
 * they wrote; who leads the course may hide a post and says why. It is never counted as work.
 *
 * @tag lookfor-moment-talk
 * @fires lookfor-moment-choose {MomentChoose} - another moment that is spoken of is wished
 * @fires lookfor-talk-seek {TalkSeek} - a time that stands in a post is wished
 */
@customElement('lookfor-moment-talk')
export class LookforMomentTalk extends LookforElement {
  static override styles = [LookforElement.styles, momentTalkStyles];

  @query('.new textarea') private newWords!: HTMLTextAreaElement;

  /** What was said, newest last; a new array when anything changed. */
  @property({ attribute: false }) posts: readonly Post[] = [];
  /** The moment that is spoken of; null while none is chosen. */
  @property({ attribute: false }) stretch: readonly [number, number] | null = null;
  /** Says, changes, removes and hides. */
  @property({ attribute: false }) seminar: SeminarController | undefined;
  /** What others write arrives by itself. */
  @property({ type: Boolean, attribute: 'is-cut-off' }) isCutOff = false;
  /** Somebody who leads the course. */
  @property({ type: Boolean, attribute: 'may-hide' }) mayHide = false;

  @state() private open: Open = null;
  @state() private error: unknown;
  @state() private isSending = false;

  /** The id of what is being written: trying again must not say it twice. */
  #newId = crypto.randomUUID();

  readonly #handleNew = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const body = this.newWords.value.trim();
    const { stretch } = this;
    if (!body || !stretch || this.isSending) return;
    this.isSending = true;
    await this.#attempt(async () => {
      await this.seminar?.write(this.#newId, stretch, body);
      this.#newId = crypto.randomUUID();
      this.newWords.value = '';
    });
    this.isSending = false;
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open) {
      event.preventDefault();
      this.open = null;
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).closest('form')?.requestSubmit();
  };

  #handleChange(event: SubmitEvent, post: Post): void {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('words');
    const words = (field as HTMLInputElement | HTMLTextAreaElement).value.trim();
    const kind = this.open?.kind;
    if (!words) return;
    void this.#attempt(async () => {
      if (kind === 'hide') await this.seminar?.hide(post.id, words);
      else await this.seminar?.write(post.id, [post.startSeconds, post.endSeconds], words);
      this.open = null;
    });
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await act();
    } catch (error) {
      this.error = error;
    }
  }

  override render() {
    const { stretch } = this;
    const here = stretch ? postsAt(this.posts, stretch) : [];
    return html`${
      stretch
        ? html`<h3>
              ${msg('Talk about this moment')}
              ${here.length > 0 ? html`<span>${here.length}</span>` : nothing}
            </h3>
            <ol>
              ${repeat(
                here,
                ({ id }) => id,
                (post) => html`<li>${this.#renderPost(post)}</li>`,
              )}
            </ol>
            ${this.#renderNew()}`
        : nothing
    }
    ${this.#renderElsewhere(stretch)}`;
  }

  #renderPost(post: Post): TemplateResult {
    if (this.open?.postId === post.id) return this.#renderOpen(post, this.open.kind);
    const name = post.isMine ? msg('You') : post.name || msg('Somebody');
    const time = formatInstant(post.writtenAt);
    return html`<div class="by">
        <b>${name}</b>
        ${post.fromLead && !post.isMine ? html`<span>${msg('leads the course')}</span>` : nothing}
        <time datetime=${post.writtenAt}>${time}</time>
        ${post.editedAt ? html`<span>${msg('changed')}</span>` : nothing} ${this.#renderActs(post)}
      </div>
      ${
        post.hidden
          ? html`<p class="hidden">
              ${msg(str`Hidden by who leads the course: ${post.hidden.reason}`)}
            </p>`
          : nothing
      }
      ${post.body ? html`<p class="words">${this.#renderWords(post.body)}</p>` : nothing}`;
  }

  /** Times in what people wrote play the clip there. */
  #renderWords(body: string): (string | TemplateResult)[] {
    return wordsAndTimes(body).map(({ words, seconds }) =>
      seconds === null
        ? words
        : html`<button class="plain" @click=${() => this.dispatchEvent(new TalkSeek(seconds))}>
            ${words}
          </button>`,
    );
  }

  #renderActs(post: Post): TemplateResult | typeof nothing {
    const open = (kind: 'edit' | 'hide') => () => (this.open = { kind, postId: post.id });
    if (post.isMine)
      return html`<span class="acts">
        <button
          class="icon-only"
          aria-label=${msg('Change')}
          title=${msg('Change')}
          @click=${open('edit')}
        >
          ${icon('edit')}
        </button>
        <button
          class="icon-only"
          aria-label=${msg('Take back')}
          title=${msg('Take back')}
          @click=${() => void this.#attempt(async () => this.seminar?.remove(post.id))}
        >
          ${icon('trash')}
        </button>
      </span>`;
    if (!this.mayHide) return nothing;
    return html`<span class="acts">
      ${
        post.hidden
          ? html`<button
              class="quiet"
              @click=${() => void this.#attempt(async () => this.seminar?.hide(post.id, null))}
            >
              ${msg('Show again')}
            </button>`
          : html`<button class="quiet" @click=${open('hide')}>${msg('Hide')}</button>`
      }
    </span>`;
  }

  #renderOpen(post: Post, kind: 'edit' | 'hide'): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.#handleChange(event, post)}>
      ${
        kind === 'edit'
          ? html`<textarea
              name="words"
              rows="2"
              maxlength="4000"
              aria-label=${msg('What you say')}
              .value=${post.body}
              @keydown=${this.#handleKey}
            ></textarea>`
          : html`<input
              name="words"
              maxlength="300"
              aria-label=${msg('Why it is hidden')}
              placeholder=${msg('Why? Everybody reads this')}
              @keydown=${this.#handleKey}
            />`
      }
      <button>${kind === 'edit' ? msg('Save') : msg('Hide')}</button>
      <button type="button" class="quiet" @click=${() => (this.open = null)}>
        ${msg('Cancel')}
      </button>
    </form>`;
  }

  #renderNew(): TemplateResult {
    return html`<form class="new" @submit=${this.#handleNew}>
      <textarea
        rows="1"
        maxlength="4000"
        aria-label=${msg('Write about this moment')}
        placeholder=${msg('Write about this moment')}
        @keydown=${this.#handleKey}
      ></textarea>
      <button ?disabled=${this.isSending}>${msg('Send')}</button>
      ${
        this.error
          ? html`<p class="wrong" role="alert">${problemWords(this.error)}</p>`
          : this.isCutOff
            ? html`<p class="hint">
                ${msg('No connection at the moment: what others write comes later.')}
              </p>`
            : nothing
      }
    </form>`;
  }

  /** A quiet count of what is said at other moments. */
  #renderElsewhere(stretch: readonly [number, number] | null): TemplateResult | typeof nothing {
    const others = elsewhereOf(this.posts, stretch);
    if (others.length === 0) return nothing;
    return html`<p class="elsewhere">
      <span>${msg('Talk at other moments:')}</span>
      ${others.map(({ at, count }) => {
        const time = formatClock(at[0]);
        return html`<button class="plain" @click=${() => this.dispatchEvent(new MomentChoose(at))}>
          ${count === 1 ? time : msg(str`${time} (${count})`)}
        </button>`;
      })}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-moment-talk': LookforMomentTalk;
  }
  interface HTMLElementEventMap {
    'lookfor-talk-seek': TalkSeek;
  }
}
