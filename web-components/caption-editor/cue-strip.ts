import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssFacts } from '#elements/kit/css-facts';
import { LookforElement } from '#elements/kit/element';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { EditedCue } from './cue-edits.rules.ts';
import { CueChosen } from './events.ts';

/** Seconds of the clip that are in sight before and after the frame that is shown. */
const REACH_SECONDS = 6;

/**
 * The lines around the frame that is shown, as they lie in time: for the eye and the mouse. The list
 * says the same to everybody.
 *
 * @tag lookfor-cue-strip
 * @fires lookfor-cue-chosen - a line was pressed
 */
@customElement('lookfor-cue-strip')
export class LookforCueStrip extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        position: relative;
        block-size: 2.5rem;
        overflow: hidden;
        border-block: var(--lf-line);
        background: var(--lf-sunken);
        --second: calc(100% / 12);
      }
      i {
        position: absolute;
        inset-block: 0.3rem;
        inset-inline-start: calc((var(--from) - var(--now, 0) + 6) * var(--second));
        inline-size: calc(var(--for) * var(--second));
        padding-inline: 4px;
        overflow: hidden;
        border: 1px solid var(--lf-field);
        border-radius: var(--lf-radius-s);
        background: var(--lf-surface);
        color: var(--lf-ink-2);
        font-size: var(--lf-text-xs);
        font-style: normal;
        line-height: 1.75rem;
        text-overflow: ellipsis;
        white-space: nowrap;
        cursor: pointer;
      }
      i.current {
        border-color: var(--lf-accent);
        background: var(--lf-accent-soft);
        color: var(--lf-accent-strong);
      }
      .now {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 50%;
        inline-size: 1.5px;
        background: var(--lf-noticed);
        pointer-events: none;
      }
    `,
  ];

  @property({ attribute: false }) cues: readonly EditedCue[] = [];
  @property({ attribute: 'current-id' }) currentId = '';
  @property({ attribute: false }) controller!: PlaybackController;

  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.controller.follow(this);
    this.#stop = this.controller.onFrame((seconds) => this.#show(seconds));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  #show(seconds: number): void {
    this.style.setProperty('--now', seconds.toFixed(3));
  }

  override render() {
    const now = this.controller.currentSeconds;
    this.#show(now);
    const near = this.cues.filter(
      ({ startSeconds, endSeconds }) =>
        endSeconds > now - 2 * REACH_SECONDS && startSeconds < now + 2 * REACH_SECONDS,
    );
    return html`${near.map(
        (cue) =>
          html`<i
            aria-hidden="true"
            class=${cue.id === this.currentId ? 'current' : ''}
            ${cssFacts({ '--from': cue.startSeconds, '--for': cue.endSeconds - cue.startSeconds })}
            @click=${() => this.dispatchEvent(new CueChosen(cue.id))}
            >${cue.text}</i
          >`,
      )}<span class="now"></span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-cue-strip': LookforCueStrip;
  }
}
