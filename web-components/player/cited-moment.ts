import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Span } from '#contract/common-shapes';
import { cssFacts } from '#elements/kit/css-facts';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { formatClock, formatRange, machineDuration } from '#elements/kit/time';
import { citedMomentStyles } from './cited-moment.styles.ts';
import './clip-frame.ts';
import './clip-player.ts';
import type { LookforPlayer } from './clip-player.ts';
import type { PlaybackRefused } from './events.ts';
import { isSameSpan, playbackOf } from './playback-source.ts';
import { closingWords, isClosing } from './refusal-words.ts';
import { stretchToPlay } from './thumbnail.rules.ts';

/** A code on a moment: its name and its hue, 1 to 8 (tokens.css). */
export interface MomentCode {
  label: string;
  hue: number;
}

/**
 * A moment of a clip that somebody cites: its frame, played in place, the note, clip and time,
 * codes, and where it lies in the clip. When the clip is closed, an honest note stands there and
 * the words stay. Members have the names of the contract's `Citation`.
 *
 * @tag lookfor-cited-moment
 * @slot extra - after time and codes, such as "cited ¶1"
 * @fires lookfor-playback-refused {PlaybackRefused} - the clip may not be played
 */
@customElement('lookfor-cited-moment')
export class LookforCitedMoment extends LookforElement {
  static override styles = [LookforElement.styles, citedMomentStyles];

  @property({ attribute: 'clip-id' }) clipId = '';
  @property({ attribute: 'clip-title' }) clipTitle = '';
  @property({ type: Number, attribute: 'start-seconds' }) startSeconds = 0;
  @property({ type: Number, attribute: 'end-seconds' }) endSeconds = 0;
  /** The excerpt that it is a moment of; its times are the excerpt's. */
  @property({
    attribute: false,
    hasChanged: (one, other) => !isSameSpan(one as Span, other as Span),
  })
  excerpt: Span | null | undefined;
  /** What the observer wrote. */
  @property() note = '';
  /** Pseudonym of the child in focus. */
  @property() child: string | null = null;
  @property({ attribute: false }) codes: readonly MomentCode[] = [];
  /** `wide` fills a column, `beside` has its words at the side, `line` is one of a list. */
  @property() size: 'wide' | 'beside' | 'line' = 'wide';
  /** Only the picture, with a "Play 0:17"; the words stand elsewhere. */
  @property({ type: Boolean }) bare = false;
  /** An error code when it is known already that the clip is closed. */
  @property() refusal = '';

  @query('lookfor-player') private player: LookforPlayer | null | undefined;
  @state() private isPlayed = false;
  @state() private isNear = false;
  @state() private foundRefusal = '';

  #near = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.isNear = true;
    },
    { rootMargin: '240px' },
  );

  #playback = new Task(this, {
    task: async ([api, clipId, isAsked, excerpt]) => {
      if (!clipId || !isAsked) return undefined;
      try {
        return await playbackOf(api, { clipId, excerpt: excerpt ?? null });
      } catch (error) {
        // Anything else is asked for again by the player, which says what is wrong.
        if (error instanceof ApiError && isClosing(error.code)) this.foundRefusal = error.code;
        return undefined;
      }
    },
    args: () => [this.api, this.clipId, this.isNear && !this.refusal, this.excerpt] as const,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#near.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near.disconnect();
  }

  /** Plays the moment in place; a list opens it. */
  async play(): Promise<void> {
    this.isPlayed = true;
    await this.updateComplete;
    await this.player?.updateComplete;
    // The button that was pressed is gone.
    this.player?.focus({ preventScroll: true });
    await this.player?.play();
  }

  /** Stops playing, and closes a moment that was opened in a list. */
  stop(): void {
    this.player?.pause();
    if (this.size === 'line') this.isPlayed = false;
  }

  override render() {
    const refusal = this.refusal || this.foundRefusal;
    if (refusal) return this.#renderTombstone(refusal);
    if (this.bare) return html`<figure class=${this.size}>${this.#renderPicture()}</figure>`;
    const openness = this.isPlayed ? 'open' : 'still';
    return html`<figure class="${this.size} ${openness} whole">
      ${this.#renderPicture()}
      <figcaption>
        ${this.size === 'line' ? this.#renderSource() : nothing}
        ${this.note ? html`<p class="note">${this.note}</p>` : nothing}
        ${this.size === 'line' ? this.#renderChips() : this.#renderSource()}
        <slot name="extra"></slot>
      </figcaption>
    </figure>`;
  }

  #renderPicture(): TemplateResult {
    const words = this.#lengthWords();
    const frame = (slot?: 'poster') =>
      html`<lookfor-clip-frame
        slot=${slot ?? nothing}
        label=""
        .thumbnails=${this.#playback.value?.thumbnails ?? null}
        .seconds=${this.startSeconds}
      ></lookfor-clip-frame>`;
    if (this.size === 'line' && !this.isPlayed) {
      return html`<div class="picture">
        <button class="plain thumbnail" aria-label=${words} @click=${() => this.play()}>
          ${frame()}
        </button>
      </div>`;
    }
    const [start, end] = stretchToPlay(
      this.startSeconds,
      this.endSeconds,
      this.#playback.value?.durationSeconds,
    );
    return html`<div class="picture">
      <lookfor-player
        .api=${this.api}
        .clipId=${this.clipId}
        .excerpt=${this.excerpt}
        .startSeconds=${start}
        .endSeconds=${end}
        .controls=${this.bare && !this.isPlayed ? 'none' : 'compact'}
        ?lazy=${!this.isPlayed && !this.isNear}
        @lookfor-playback-refused=${(event: PlaybackRefused) => (this.foundRefusal = event.code)}
        >${frame('poster')}
        ${
          this.bare && !this.isPlayed
            ? html`<button slot="over" class="start pill" @click=${this.play}>
                ${icon('play')} ${msg('Play')} ${formatClock(this.#lengthSeconds())}
                <span class="unseen">, ${words}</span>
              </button>`
            : nothing
        }</lookfor-player
      >
    </div>`;
  }

  #renderSource(): TemplateResult {
    const length = this.endSeconds - this.startSeconds;
    const time = html`<time datetime=${machineDuration(length)}
      >${formatRange(this.startSeconds, this.endSeconds)}</time
    >`;
    if (this.size === 'line') return html`<p class="source">${time}</p>`;
    return html`<div class="source">
      <b>${this.clipTitle}</b> ${this.#renderWithin()} ${time} ${this.#renderChips()}
    </div>`;
  }

  #renderWithin(): TemplateResult | typeof nothing {
    const durationSeconds = this.#playback.value?.durationSeconds;
    if (!durationSeconds) return nothing;
    const duration = formatClock(durationSeconds);
    const place = {
      'inset-inline-start': `${(this.startSeconds / durationSeconds) * 100}%`,
      'inline-size': `${((this.endSeconds - this.startSeconds) / durationSeconds) * 100}%`,
    };
    return html`<span class="within" title=${msg(str`Where this moment lies in ${duration}`)}
      ><i ${cssFacts(place)}></i
    ></span>`;
  }

  #renderChips(): TemplateResult | typeof nothing {
    if (!this.child && this.codes.length === 0) return nothing;
    return html`<div class="chips">
      ${this.child ? html`<span class="chip outlined">${this.child}</span>` : nothing}
      ${this.codes.map(({ label, hue }) => {
        const colours = {
          '--code': `var(--lf-code-${hue})`,
          '--code-soft': `var(--lf-code-${hue}-soft)`,
        };
        return html`<span class="chip" ${cssFacts(colours)}>${label}</span>`;
      })}
    </div>`;
  }

  #renderTombstone(code: string): TemplateResult {
    const time = formatRange(this.startSeconds, this.endSeconds);
    return html`<div class="tombstone" role="note">
      <span class="hatch"></span>
      <p>
        <b>${msg('A moment was cited here.')}</b> ${closingWords(code)}
        ${this.clipTitle ? html`<span class="muted">${this.clipTitle}, ${time}.</span>` : nothing}
        ${msg('The author’s words are unchanged.')}
      </p>
      ${this.bare ? nothing : this.#renderOwn()}
    </div>`;
  }

  /** What the observer wrote and chose is theirs, whatever became of the picture. */
  #renderOwn(): TemplateResult | typeof nothing {
    if (!this.note && !this.child && this.codes.length === 0) return nothing;
    return html`<div class="own">
      ${this.note ? html`<p class="note">${this.note}</p>` : nothing} ${this.#renderChips()}
    </div>`;
  }

  #lengthSeconds(): number {
    const [start, end] = stretchToPlay(this.startSeconds, this.endSeconds);
    return Math.max(1, Math.round(end - start));
  }

  #lengthWords(): string {
    const seconds = this.#lengthSeconds();
    return msg(str`Play this moment, ${seconds} seconds`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-cited-moment': LookforCitedMoment;
  }
}
