import { msg } from '@lit/localize';
import 'media-chrome/dist/media-mute-button.js';
import 'media-chrome/dist/media-play-button.js';
import 'media-chrome/dist/media-time-range.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssFacts } from '#elements/kit/css-facts';
import { OUTWARD } from '#elements/kit/events';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { currentLocale } from '#elements/kit/locale';
import { formatClock, formatSeconds } from '#elements/kit/time';
import { giveControlsTheNonce } from './control-styles-nonce.ts';
import { likelyLanguage } from './descriptions.rules.ts';
import { CaptionsChange, DescriptionsChange } from './events.ts';
import type { PlaybackController } from './playback-controller.ts';
import { playerControlsStyles } from './player-controls.styles.ts';
import { speakToControls } from './player-words.ts';
import { PLAYBACK_RATES, rateWords } from './shuttle.rules.ts';

giveControlsTheNonce([
  'media-play-button',
  'media-mute-button',
  'media-time-range',
  'media-tooltip',
  'media-preview-thumbnail',
  'media-preview-time-display',
  'media-preview-chapter-display',
]);

/** A stretch that is marked above the progress line. */
export interface Band {
  startSeconds: number;
  endSeconds: number;
  /** `closed` is hatched: it may not be seen (consent was withdrawn). `masked` is a quiet line. */
  kind: 'excerpt' | 'closed' | 'masked';
}

/** Captions that a person may choose. */
export interface CaptionChoice {
  language: string;
  label: string;
}

/** How the controls look. */
export type ControlsLook = 'bar' | 'compact' | 'row';

/**
 * The controls of one clip: media-chrome's parts, our brain. They carry no state of their own;
 * what is wished goes to the `PlaybackController`.
 *
 * @tag lookfor-player-controls
 * @slot actions - buttons of a workspace, in the middle of the row
 * @fires lookfor-captions-change {CaptionsChange} - captions were chosen or switched off
 * @fires lookfor-descriptions-change {DescriptionsChange} - the audio description was chosen or switched off
 * @fires lookfor-enlarge-request - the picture shall fill the screen, or be small again
 */
@customElement('lookfor-player-controls')
export class LookforPlayerControls extends LookforElement {
  static override styles = [LookforElement.styles, playerControlsStyles];

  /** What is played. */
  @property({ attribute: false }) controller!: PlaybackController;
  /** `bar`: two lines on the stage; `compact`: one line on the stage; `row`: on paper. */
  @property() look: ControlsLook = 'bar';
  @property({ attribute: false }) captions: readonly CaptionChoice[] = [];
  /** Language of the captions that show; '' for none. */
  @property() captionsLanguage = '';
  /** Language that was chosen last; '' when none ever was. */
  @property() lastLanguage = '';
  /** Audio descriptions that may be chosen. */
  @property({ attribute: false }) descriptions: readonly CaptionChoice[] = [];
  /** Language of the audio description that is read; '' for none. */
  @property() descriptionsLanguage = '';
  @property() lastDescriptions = '';
  /** The task asks to watch without sound. */
  @property({ type: Boolean, attribute: 'sound-off' }) soundOff = false;
  @property({ type: Boolean }) enlarged = false;
  /** Stretches marked above the progress line. */
  @property({ attribute: false }) bands: readonly Band[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.controller.follow(this);
  }

  override render() {
    const language = speakToControls();
    switch (this.look) {
      case 'bar':
        return html`<div class="on-stage bar">
          ${this.#renderScrubber(language)}
          <div class="line">
            ${this.#renderPlay(language)}
            <button
              class="control"
              aria-label=${msg('Back 5 seconds')}
              @click=${() => this.controller.skip(-5)}
            >
              ${icon('replay')}
            </button>
            ${this.#renderClock()} <slot name="actions"></slot>${this.#renderRate()}
            ${this.#renderCaptions()} ${this.#renderDescriptions()} ${this.#renderSound(language)}
            ${this.#renderEnlarge()}
          </div>
        </div>`;
      case 'compact':
        return html`<div class="on-stage compact">
          ${this.#renderPlay(language)}
          <span class="clock">${formatClock(this.controller.currentSeconds)}</span>
          ${this.#renderScrubber(language)}
          <span class="clock">${formatClock(this.controller.endSeconds)}</span>
          ${this.#renderCaptions()} ${this.#renderDescriptions()}
        </div>`;
      case 'row':
        return html`<div class="row">
          ${this.#renderRoundPlay()}
          <button class="control" @click=${() => this.controller.skip(-1)}>
            <span>${msg('−1 s')}<span class="unseen">, ${msg('back 1 second')}</span></span>
          </button>
          <button class="control" @click=${() => this.controller.skip(1)}>
            <span>${msg('+1 s')}<span class="unseen">, ${msg('on 1 second')}</span></span>
          </button>
          ${this.#renderClock()}
          <slot name="actions"></slot>
          ${this.#renderRate()} ${this.#renderCaptions()} ${this.#renderDescriptions()}
          ${this.soundOff ? this.#renderSoundOff() : nothing} ${this.#renderEnlarge()}
        </div>`;
    }
  }

  #renderPlay(language: string): TemplateResult {
    return html`<media-play-button
      notooltip
      medialang=${language}
      ?mediapaused=${!this.controller.isPlaying}
      @mediaplayrequest=${this.#handlePlay}
      @mediapauserequest=${this.#handlePause}
    >
      <svg slot="play" class="icon" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M5 3.5v11l9.5-5.5z" />
      </svg>
      <svg slot="pause" class="icon" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M5 4h2.5v10H5zM10.5 4H13v10h-2.5z" />
      </svg>
    </media-play-button>`;
  }

  #renderRoundPlay(): TemplateResult {
    const { isPlaying, shuttleSpeed } = this.controller;
    const isMoving = isPlaying || shuttleSpeed !== 0;
    return html`<button
      class="play"
      aria-label=${isMoving ? msg('Pause') : msg('Play')}
      @click=${() => this.controller.toggle()}
    >
      ${icon(isMoving ? 'pause' : 'play')}
    </button>`;
  }

  #renderScrubber(language: string): TemplateResult {
    const { controller } = this;
    const { startSeconds, endSeconds, buffered } = controller;
    const isWhole = startSeconds === 0;
    return html`<div class="scrubber">
      <media-time-range
        medialang=${language}
        ?mediapaused=${!controller.isPlaying}
        mediaseekable="${startSeconds}:${endSeconds}"
        mediacurrenttime=${controller.currentSeconds}
        mediaplaybackrate=${controller.rate}
        mediabuffered=${
          isWhole ? buffered.map(([start, end]) => `${start}:${end}`).join(' ') || nothing : nothing
        }
        @mediaseekrequest=${this.#handleSeek}
        @mediapreviewrequest=${(event: Event) => event.stopPropagation()}
      ></media-time-range>
      ${this.bands.map((band) => this.#renderBand(band, endSeconds - startSeconds))}
    </div>`;
  }

  #renderBand(band: Band, spanSeconds: number): TemplateResult {
    const from = (band.startSeconds - this.controller.startSeconds) / spanSeconds;
    const length = (band.endSeconds - band.startSeconds) / spanSeconds;
    const place = { 'inset-inline-start': `${from * 100}%`, 'inline-size': `${length * 100}%` };
    return html`<i class="band ${band.kind}" ${cssFacts(place)}></i>`;
  }

  #renderClock(): TemplateResult {
    const { currentSeconds, endSeconds } = this.controller;
    if (this.look !== 'row') {
      return html`<span class="clock"
        >${formatClock(currentSeconds)} / ${formatClock(endSeconds)}</span
      >`;
    }
    return html`<span class="clock"
      ><b>${formatSeconds(currentSeconds)}</b> <span>/ ${formatClock(endSeconds)}</span></span
    >`;
  }

  #renderRate(): TemplateResult {
    const { rate, shuttleSpeed } = this.controller;
    const chooseRate = (event: Event) =>
      this.controller.setRate(Number((event.target as HTMLSelectElement).value));
    return html`<select aria-label=${msg('Speed')} @change=${chooseRate}>
      ${PLAYBACK_RATES.map(
        (one) =>
          html`<option value=${one} .selected=${one === rate}>
            ${one === rate && Math.abs(shuttleSpeed) > 1 ? `${shuttleSpeed}×` : rateWords(one)}
          </option>`,
      )}
    </select>`;
  }

  #renderCaptions(): TemplateResult | typeof nothing {
    return this.#renderTrackChoice({
      offered: this.captions,
      shown: this.captionsLanguage,
      last: this.lastLanguage,
      letters: msg('CC'),
      words: msg('Captions'),
      choose: (language) => this.dispatchEvent(new CaptionsChange(language)),
    });
  }

  #renderDescriptions(): TemplateResult | typeof nothing {
    return this.#renderTrackChoice({
      offered: this.descriptions,
      shown: this.descriptionsLanguage,
      last: this.lastDescriptions,
      letters: msg('AD', { desc: 'short for audio description, on a button of the player' }),
      words: msg('Audio description'),
      choose: (language) => this.dispatchEvent(new DescriptionsChange(language)),
    });
  }

  /** A switch, or a list where there are several languages and room for one. */
  #renderTrackChoice(choice: {
    offered: readonly CaptionChoice[];
    shown: string;
    last: string;
    letters: string;
    words: string;
    choose: (language: string) => void;
  }): TemplateResult | typeof nothing {
    const { offered, shown, letters, words, choose } = choice;
    if (offered.length === 0) return nothing;
    if (offered.length === 1 || this.look === 'compact') {
      const wanted = likelyLanguage(offered, [choice.last, currentLocale()]);
      return html`<button
        class="control track"
        title=${words}
        aria-pressed=${shown !== ''}
        @click=${() => choose(shown ? '' : wanted)}
      >
        <span>${letters}<span class="unseen">, ${words}</span></span>
      </button>`;
    }
    return html`<span class="control track tracks ${shown ? 'shown' : ''}" title=${words}>
      <span aria-hidden="true">${letters}</span>
      <select
        aria-label="${letters}, ${words}"
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
      >
        <option value="" .selected=${shown === ''}>
          ${letters}: ${msg('off', { desc: 'captions or audio description are not shown' })}
        </option>
        ${offered.map(
          ({ language, label }) =>
            html`<option value=${language} .selected=${language === shown}>
              ${offered === this.descriptions ? `${letters}: ${label}` : label}
            </option>`,
        )}
      </select>
    </span>`;
  }

  #renderSound(language: string): TemplateResult {
    if (this.soundOff) return this.#renderSoundOff();
    return html`<media-mute-button
      notooltip
      medialang=${language}
      mediavolumelevel=${this.controller.isMuted ? 'off' : 'high'}
      @mediamuterequest=${(event: Event) => this.#setMuted(event, true)}
      @mediaunmuterequest=${(event: Event) => this.#setMuted(event, false)}
    >
      <span slot="high">${icon('sound')}</span><span slot="off">${icon('sound-off')}</span>
    </media-mute-button>`;
  }

  #renderSoundOff(): TemplateResult {
    return html`<span class="sound-off">${msg('Sound is off in this pass')}</span>`;
  }

  #renderEnlarge(): TemplateResult | typeof nothing {
    // The LMS may not allow its frame to fill the screen.
    if (!document.fullscreenEnabled) return nothing;
    return html`<button
      class="control"
      aria-label=${this.enlarged ? msg('Make small again') : msg('Enlarge')}
      @click=${() => this.dispatchEvent(new Event('lookfor-enlarge-request', OUTWARD))}
    >
      ${icon(this.enlarged ? 'shrink' : 'enlarge')}
    </button>`;
  }

  #handlePlay(event: Event): void {
    event.stopPropagation();
    void this.controller.play();
  }

  #handlePause(event: Event): void {
    event.stopPropagation();
    this.controller.pause();
  }

  #handleSeek(event: CustomEvent<number>): void {
    event.stopPropagation();
    this.controller.seek(event.detail);
  }

  #setMuted(event: Event, isMuted: boolean): void {
    event.stopPropagation();
    this.controller.setMuted(isMuted);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-player-controls': LookforPlayerControls;
  }
}
