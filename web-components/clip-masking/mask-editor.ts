import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MaskPlan } from '#contract/masking';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { loading } from '#elements/kit/states';
import { formatSeconds } from '#elements/kit/time';
import { MaskDone, type MaskChange, type MaskMoment, type MaskSelect } from './events.ts';
import {
  EMPTY_PLAN,
  proceed,
  redo,
  undo,
  withEdge,
  withSound,
  type History,
  type Selected,
} from './mask-edit.rules.ts';
import { maskEditorStyles } from './mask-editor.styles.ts';
import './mask-chosen.ts';
import './mask-out.ts';
import type { MaskRendering } from './mask-out.ts';
import './mask-stage.ts';
import type { LookforMaskStage, MaskStageState } from './mask-stage.ts';
import './mask-timeline.ts';

const FRAME_SECONDS = 0.04;

/**
 * Marks faces and names in a film before it leaves the room: boxes that move, words that are
 * silenced, seen at once as others will see them. Then the browser makes the masked film, or the
 * server is ordered to.
 *
 * @tag lookfor-mask-editor
 * @fires lookfor-mask-done - with the file to upload and what is masked in it; with none to leave
 */
@customElement('lookfor-mask-editor')
export class LookforMaskEditor extends LookforElement {
  static override styles = [LookforElement.styles, maskEditorStyles];

  @query('lookfor-mask-stage') private stage!: LookforMaskStage | null;
  @query('h2') private heading!: HTMLElement;
  @state() private history: History = { past: [], now: EMPTY_PLAN, future: [] };
  /** What a pointer is moving right now. */
  @state() private moving: MaskPlan | undefined;
  @state() private selected: Selected | undefined;
  @state() private seconds = 0;
  /** Null when this browser cannot show the film. */
  @state() private durationSeconds: number | null | undefined;
  /** The masked film is being made: nothing can be changed meanwhile. */
  @state() private isRendering = false;
  @state() private src = '';

  /** The film on this device. */
  @property({ attribute: false }) file: File | undefined;

  get #plan(): MaskPlan {
    return this.moving ?? this.history.now;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    URL.revokeObjectURL(this.src);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('file') || !this.file) return;
    URL.revokeObjectURL(this.src);
    this.src = URL.createObjectURL(this.file);
    this.history = { past: [], now: EMPTY_PLAN, future: [] };
    this.selected = undefined;
    this.durationSeconds = undefined;
  }

  protected override firstUpdated(): void {
    this.heading.focus();
  }

  #proceed(plan: MaskPlan): void {
    this.moving = undefined;
    this.history = proceed(this.history, plan);
  }

  readonly #handleChange = (event: MaskChange): void => {
    if (event.isDone) this.#proceed(event.plan);
    else this.moving = event.plan;
  };

  readonly #handleSelect = (event: MaskSelect): void => {
    this.selected = event.selected;
  };

  readonly #handleMoment = (event: MaskMoment): void => {
    // What comes from the timeline is a wish; the stage then says where it stands.
    if (event.target !== this.stage) this.stage?.seek(event.seconds);
    else this.seconds = event.seconds;
  };

  readonly #handleStage = ({ durationSeconds }: MaskStageState): void => {
    this.durationSeconds = durationSeconds;
  };

  readonly #handleRendering = (event: MaskRendering): void => {
    this.isRendering = event.isRendering;
  };

  readonly #handleSound = (): void => {
    const plan = withSound(this.#plan, this.seconds, this.durationSeconds ?? this.seconds + 1);
    this.#proceed(plan);
    this.selected = { kind: 'sound', at: plan.sounds.length - 1 };
  };

  readonly #handleUndo = (): void => {
    this.history = undo(this.history);
    this.#letGoOfNothing();
  };

  readonly #handleRedo = (): void => {
    this.history = redo(this.history);
    this.#letGoOfNothing();
  };

  #letGoOfNothing(): void {
    const { selected } = this;
    const { boxes, sounds } = this.history.now;
    const count = selected?.kind === 'box' ? boxes.length : sounds.length;
    if (selected && selected.at >= count) this.selected = undefined;
  }

  #edge(edge: 'start' | 'end'): void {
    if (this.selected) this.#proceed(withEdge(this.#plan, this.selected, edge, this.seconds));
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const from = event.composedPath()[0] as HTMLElement;
    if (this.isRendering || from.matches('input:not([type=radio], [type=range]), select, textarea'))
      return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    if (isUndo) {
      event.preventDefault();
      return event.shiftKey ? this.#handleRedo() : this.#handleUndo();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#actOf(event.key, from);
    if (!act) return;
    event.preventDefault();
    act();
  };

  #actOf(key: string, from: HTMLElement): (() => void) | undefined {
    const by = (step: number) => () => this.stage?.seek(this.seconds + step);
    // Radio buttons have arrows of their own, buttons their space bar.
    const isControl = from.matches('button:not(.box), input');
    switch (key) {
      case ' ':
        return isControl ? undefined : () => void this.stage?.toggle();
      case 'ArrowLeft':
        return from.matches('input') ? undefined : by(-1);
      case 'ArrowRight':
        return from.matches('input') ? undefined : by(1);
      case ',':
        return by(-FRAME_SECONDS);
      case '.':
        return by(FRAME_SECONDS);
      case 'b':
        return () => void this.stage?.addBox();
      case 's':
        return this.#handleSound;
      case 'i':
        return () => this.#edge('start');
      case 'o':
        return () => this.#edge('end');
      default:
        return undefined;
    }
  }

  #renderDesk(durationSeconds: number | undefined): TemplateResult {
    const plan = this.#plan;
    const { past, future } = this.history;
    return html`<div
      class="desk"
      @lookfor-mask-change=${this.#handleChange}
      @lookfor-mask-select=${this.#handleSelect}
      @lookfor-mask-moment=${this.#handleMoment}
      ?inert=${this.isRendering}
    >
      <lookfor-mask-stage
        .src=${this.src}
        .plan=${plan}
        .selected=${this.selected}
        .seconds=${this.seconds}
        @lookfor-mask-stage-state=${this.#handleStage}
      ></lookfor-mask-stage>
      <div class="wide">
        <div class="row">
          <button @click=${() => void this.stage?.toggle()}>
            ${icon('play')} ${msg('Play or pause')}
          </button>
          <span class="time"
            >${formatSeconds(this.seconds)} / ${formatSeconds(durationSeconds ?? 0)}</span
          >
        </div>
        <lookfor-mask-timeline
          .plan=${plan}
          .selected=${this.selected}
          .seconds=${this.seconds}
          .durationSeconds=${durationSeconds ?? 0}
        ></lookfor-mask-timeline>
      </div>
      <aside>
        ${durationSeconds === undefined ? loading(msg('Opening the film…')) : nothing}
        <div class="row">
          <button @click=${() => void this.stage?.addBox()}>
            ${icon('plus')} ${msg('Box')} <kbd>B</kbd>
          </button>
          <button @click=${this.#handleSound}>
            ${icon('sound-off')} ${msg('Silence')} <kbd>S</kbd>
          </button>
        </div>
        <div class="row">
          <button aria-disabled=${past.length === 0} @click=${this.#handleUndo}>
            ${msg('Undo')}
          </button>
          <button aria-disabled=${future.length === 0} @click=${this.#handleRedo}>
            ${msg('Redo')}
          </button>
        </div>
        ${
          this.selected
            ? html`<lookfor-mask-chosen
                .file=${this.file}
                .plan=${plan}
                .selected=${this.selected}
                .seconds=${this.seconds}
              ></lookfor-mask-chosen>`
            : html`<p class="hint">
                ${msg('Draw a box over a face, or press B. Press S where a name is said.')}
              </p>`
        }
      </aside>
    </div>`;
  }

  override render() {
    const { file, durationSeconds } = this;
    return html`<section @keydown=${this.#handleKey}>
      <header class="head">
        <h2 tabindex="-1">
          ${msg('Mask before it leaves the room')} <small>${file?.name ?? ''}</small>
        </h2>
        <p>${msg('What you cover or silence here is gone from the film for good.')}</p>
      </header>
      ${
        durationSeconds === null
          ? html`<p class="wrong" role="alert">
                ${msg('This browser cannot show this file, so nothing can be marked in it. Nothing has been sent. Convert it to MP4, or try another browser.')}
              </p>
              <p>
                <button @click=${() => this.dispatchEvent(new MaskDone())}>
                  ${msg('Do not upload')}
                </button>
              </p>`
          : html`${this.#renderDesk(durationSeconds)}
              <lookfor-mask-out
                .file=${file}
                .plan=${this.#plan}
                .durationSeconds=${durationSeconds ?? 0}
                @lookfor-mask-rendering=${this.#handleRendering}
              ></lookfor-mask-out>`
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-mask-editor': LookforMaskEditor;
  }
}
