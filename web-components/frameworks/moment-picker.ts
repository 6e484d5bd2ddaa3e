import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { openDialog } from '#elements/kit/open-dialog';
import { formatSeconds, parseTime } from '#elements/kit/time';
import { calmDialogStyles } from '#elements/observation/calm-dialog.styles';
import '#elements/player/clip-player';
import { isKeyTaken } from '#elements/player/key.rules';
import { PlaybackController } from '#elements/player/playback-controller';
import '#elements/task-builder/clip-choice';
import type { ClipChosen } from '#elements/task-builder/clip-choice';

/** A moment of a clip. */
export interface PickedMoment {
  clipId: string;
  startSeconds: number;
  endSeconds: number;
}

/** Somebody chose a moment of a clip. */
export class MomentPicked extends Event {
  static readonly eventName = 'lookfor-moment-picked';
  readonly moment: PickedMoment;

  constructor(moment: PickedMoment) {
    super(MomentPicked.eventName, OUTWARD);
    this.moment = moment;
  }
}

/**
 * Chooses a moment: first a clip of those that one may use, then where it begins and ends, while it
 * plays. Keys: `I` begins here, `O` ends here, besides those of the clip; both times can be typed.
 *
 * @tag lookfor-moment-picker
 * @fires lookfor-moment-picked {MomentPicked} - a moment was chosen
 */
@customElement('lookfor-moment-picker')
export class LookforMomentPicker extends LookforElement {
  static override styles = [
    LookforElement.styles,
    calmDialogStyles,
    css`
      dialog {
        inline-size: min(52rem, 100% - 2rem);
      }
      /* In a low frame the picture gives way, so that both times and the way out stay in sight. */
      lookfor-player {
        inline-size: min(100%, max(16rem, (var(--lf-sight, 100dvh) - 22rem) * 16 / 9));
        margin-inline: auto;
      }
      .times {
        display: grid;
        grid-template-columns: repeat(2, auto 6rem) 1fr;
        justify-items: start;
        align-items: center;
        gap: var(--lf-2);
        margin-block: var(--lf-2) var(--lf-4);
      }
      .times input {
        inline-size: 6rem;
        margin-inline-end: var(--lf-4);
        font-variant-numeric: tabular-nums;
      }
      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--lf-2);
        margin-block-start: var(--lf-4);
      }
      footer .quiet {
        margin-inline-end: auto;
        padding-inline: 0;
      }
      @media (hover: none) {
        kbd {
          display: none;
        }
      }
      @media (max-width: 640px) {
        .times {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
          justify-items: stretch;
        }
        .times input {
          inline-size: 100%;
          margin: 0;
        }
        .times .quiet {
          grid-column: 1 / -1;
        }
        footer .primary {
          flex: 1 0 100%;
          order: -1;
        }
        footer button {
          flex: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) moment: Partial<PickedMoment> = {};

  @query('dialog') private dialog!: HTMLDialogElement | null;
  @state() private clipId = '';
  @state() private startSeconds: number | null = null;
  @state() private endSeconds: number | null = null;
  #playing = new PlaybackController(this);
  /** Where the film shall stand when it is there; undefined: where it is. */
  #opensAtSeconds: number | undefined;

  /** Opens it, at the moment that is chosen already if there is one. */
  async show(): Promise<void> {
    const { clipId = '', startSeconds = null, endSeconds = null } = this.moment;
    [this.clipId, this.startSeconds, this.endSeconds] = [clipId, startSeconds, endSeconds];
    this.#opensAtSeconds = startSeconds ?? undefined;
    await this.updateComplete;
    await openDialog(this.dialog);
  }

  protected override updated(): void {
    const seconds = this.#opensAtSeconds;
    if (seconds === undefined || !this.clipId || !this.#playing.isReady) return;
    this.#opensAtSeconds = undefined;
    this.#playing.seek(seconds);
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @keydown=${this.#handleKey}
      @close=${() => (this.clipId = '')}
    >
      <h2 id="title" tabindex="-1">${msg('A moment of a clip')}</h2>
      ${
        this.clipId
          ? this.#renderMoment()
          : html`<lookfor-clip-choice
                .api=${this.api}
                @lookfor-clip-chosen=${(event: ClipChosen) => {
                  event.stopPropagation();
                  [this.startSeconds, this.endSeconds] = [null, null];
                  void this.#turnTo(event.clip.id);
                  this.#opensAtSeconds = undefined;
                }}
              ></lookfor-clip-choice>
              <footer>
                <button type="button" @click=${() => this.dialog?.close()}>${msg('Cancel')}</button>
              </footer>`
      }
    </dialog>`;
  }

  /** To a clip, or back to all of them: what was pressed is gone, the focus begins at the top. */
  async #turnTo(clipId: string): Promise<void> {
    this.clipId = clipId;
    await this.updateComplete;
    this.renderRoot.querySelector('h2')?.focus({ preventScroll: true });
    this.dialog?.scrollTo({ top: 0 });
  }

  #renderMoment(): TemplateResult {
    const { startSeconds, endSeconds } = this;
    const isWhole = startSeconds !== null && endSeconds !== null && endSeconds > startSeconds;
    return html`<lookfor-player
        .api=${this.api}
        .localStore=${this.localStore}
        clip-id=${this.clipId}
        controls="row"
        .controller=${this.#playing}
      ></lookfor-player>
      <div class="times">
        <button type="button" @click=${this.#begin}>${msg('Begins here')} <kbd>I</kbd></button>
        ${this.#renderTime(msg('Begins at'), startSeconds, (seconds) => (this.startSeconds = seconds))}
        <button type="button" @click=${this.#end}>${msg('Ends here')} <kbd>O</kbd></button>
        ${this.#renderTime(msg('Ends at'), endSeconds, (seconds) => (this.endSeconds = seconds))}
        ${
          isWhole
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => void this.#playing.playStretch([startSeconds, endSeconds])}
              >
                ${msg('Play it')}
              </button>`
            : nothing
        }
      </div>
      <footer>
        <button type="button" class="quiet" @click=${() => void this.#turnTo('')}>
          ${msg('Another clip')}
        </button>
        <button type="button" @click=${() => this.dialog?.close()}>${msg('Cancel')}</button>
        <button type="button" class="primary" ?disabled=${!isWhole} @click=${this.#handlePick}>
          ${msg('Use this moment')}
        </button>
      </footer>`;
  }

  #renderTime(
    label: string,
    seconds: number | null,
    set: (seconds: number) => void,
  ): TemplateResult {
    return html`<input
      class="entry"
      type="text"
      aria-label=${label}
      autocomplete="off"
      placeholder="–"
      .value=${seconds === null ? '' : formatSeconds(seconds + 0.0005)}
      @change=${(event: Event) => {
        const typed = parseTime((event.target as HTMLInputElement).value);
        if (typed !== null && typed <= this.#playing.durationSeconds) set(typed);
        this.requestUpdate();
      }}
    />`;
  }

  readonly #begin = (): void => {
    this.startSeconds = this.#playing.currentSeconds;
    this.announce(formatSeconds(this.startSeconds));
  };

  readonly #end = (): void => {
    this.endSeconds = this.#playing.currentSeconds;
    this.announce(formatSeconds(this.endSeconds));
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!this.clipId || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (this.#playing.handleKey(event) || isKeyTaken(event.key, event.composedPath())) return;
    const deed = { i: this.#begin, o: this.#end }[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed();
  };

  readonly #handlePick = (): void => {
    const { clipId, startSeconds, endSeconds } = this;
    if (startSeconds === null || endSeconds === null) return;
    this.#playing.pause();
    this.dispatchEvent(new MomentPicked({ clipId, startSeconds, endSeconds }));
    this.dialog?.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-moment-picker': LookforMomentPicker;
  }
  interface HTMLElementEventMap {
    'lookfor-moment-picked': MomentPicked;
  }
}
