import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MaskBox, MaskPlan } from '#contract/masking';
import { regionAt } from '#contract/shared/mask-plan';
import { BOX_STYLES, SOUND_MASKS } from '#contract/vocabulary';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { formatRange, formatSeconds } from '#elements/kit/time';
import { MaskChange, MaskMoment, MaskSelect } from './events.ts';
import {
  EMPTY_PLAN,
  hasKey,
  withEdge,
  without,
  withoutKey,
  withPath,
  withStyle,
  type Selected,
} from './mask-edit.rules.ts';
import { boxStyleWords, soundMaskWords } from './mask-words.ts';

/**
 * The box or the silence that is chosen: how it masks, from when to when, and for a box where it
 * goes.
 *
 * @tag lookfor-mask-chosen
 * @fires lookfor-mask-change - it was changed, followed or removed
 * @fires lookfor-mask-select - with none, when it was removed
 * @fires lookfor-mask-moment - the wish to see where following came to an end
 */
@customElement('lookfor-mask-chosen')
export class LookforMaskChosen extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        display: grid;
        gap: var(--lf-3);
        padding-block-start: var(--lf-3);
        border-block-start: var(--lf-line);
      }
      h3 {
        font-weight: 600;
      }
      .row,
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
        align-items: center;
      }
      .choices {
        gap: 0 var(--lf-3);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: var(--lf-1);
        min-block-size: 1.875rem;
        cursor: pointer;
      }
      .hint {
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
    `,
  ];

  /** How far the box has been followed; undefined when none is. */
  @state() private followedSeconds: number | undefined;
  /** What came of following, and for which box. */
  @state() private outcome: { at: number; words: string } | undefined;

  /** The film on this device. */
  @property({ attribute: false }) file: File | undefined;
  @property({ attribute: false }) plan: MaskPlan = EMPTY_PLAN;
  @property({ attribute: false }) selected: Selected | undefined;
  /** Where the film stands. */
  @property({ type: Number }) seconds = 0;

  #stop = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  #change(plan: MaskPlan): void {
    this.dispatchEvent(new MaskChange(plan, true));
  }

  #remove(selected: Selected): void {
    this.#stop.abort();
    this.#change(without(this.plan, selected));
    this.dispatchEvent(new MaskSelect(undefined));
  }

  /** Lets a box follow what it holds, from where the film stands. */
  async #follow(box: MaskBox, at: number): Promise<void> {
    const { file, seconds } = this;
    if (!file) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.followedSeconds = seconds;
    const words = await this.#followThrough(file, box, at, signal);
    this.followedSeconds = undefined;
    if (!this.isConnected) return;
    this.outcome = { at, words };
    this.announce(words);
  }

  async #followThrough(file: File, box: MaskBox, at: number, signal: AbortSignal): Promise<string> {
    try {
      const { followThrough } = await import('./follow-film.ts');
      const { path, untilSeconds, isLost } = await followThrough(
        file,
        regionAt(box, this.seconds),
        { fromSeconds: this.seconds, toSeconds: box.range[1] },
        { signal, onSeconds: (seconds) => (this.followedSeconds = seconds) },
      );
      if (!this.isConnected) return '';
      if (path.length > 1) this.#change(withPath(this.plan, at, path));
      this.dispatchEvent(new MaskMoment(untilSeconds));
      const until = formatSeconds(untilSeconds);
      return isLost
        ? msg(str`Lost at ${until}. Put the box there again, and go on from there.`)
        : msg(str`Followed to ${until}. Watch it once, and correct what is wrong.`);
    } catch {
      return msg('This browser cannot follow it. Place the box by hand.');
    }
  }

  #renderBox(box: MaskBox, at: number): TemplateResult {
    const { followedSeconds, outcome } = this;
    return html`<p class="hint">
        ${msg('Go on in the film and move the box again: in between it follows.')}
      </p>
      ${
        followedSeconds === undefined
          ? html`<div class="row">
              <button @click=${() => void this.#follow(box, at)}>
                ${msg('Follow it from here')}
              </button>
            </div>`
          : html`<div class="row">
              <span>${msg(str`Following: ${formatSeconds(followedSeconds)}`)}</span>
              <button @click=${() => this.#stop.abort()}>${msg('Stop')}</button>
            </div>`
      }
      ${outcome?.at === at ? html`<p class="hint">${outcome.words}</p>` : nothing}
      ${
        box.keys.length > 1 && hasKey(box, this.seconds)
          ? html`<div class="row">
              <button @click=${() => this.#change(withoutKey(this.plan, at, this.seconds))}>
                ${msg('Not placed here')}
              </button>
            </div>`
          : nothing
      }`;
  }

  override render() {
    const { plan, selected, seconds } = this;
    if (!selected) return nothing;
    const { kind, at } = selected;
    const box = kind === 'box' ? plan.boxes[at] : undefined;
    const chosen = box ?? plan.sounds[at];
    if (!chosen) return nothing;
    const name = box ? msg(str`Box ${at + 1}`) : msg(str`Words ${at + 1}`);
    const styles: [string, string][] = box
      ? BOX_STYLES.map((style) => [style, boxStyleWords(style)])
      : SOUND_MASKS.map((style) => [style, soundMaskWords(style)]);
    return html`<section aria-label=${name}>
      <h3>${name}</h3>
      <div class="choices" role="radiogroup" aria-label=${msg('How it is masked')}>
        ${styles.map(
          ([style, words]) =>
            html`<label
              ><input
                type="radio"
                name="style"
                .checked=${chosen.style === style}
                @change=${() => this.#change(withStyle(plan, selected, style))}
              />${words}</label
            >`,
        )}
      </div>
      <p>${formatRange(...chosen.range)}</p>
      <div class="row">
        <button @click=${() => this.#change(withEdge(plan, selected, 'start', seconds))}>
          ${msg('Begins here')} <kbd>I</kbd>
        </button>
        <button @click=${() => this.#change(withEdge(plan, selected, 'end', seconds))}>
          ${msg('Ends here')} <kbd>O</kbd>
        </button>
      </div>
      ${box ? this.#renderBox(box, at) : nothing}
      <div class="row">
        <button @click=${() => this.#remove(selected)}>
          ${icon('trash')} ${msg(str`Remove ${name}`)}
        </button>
      </div>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-mask-chosen': LookforMaskChosen;
  }
}
