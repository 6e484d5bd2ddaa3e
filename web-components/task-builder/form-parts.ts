import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { TaskGap } from '#contract/tasks';
import { icon } from '#elements/kit/icons';
import { gapWords } from './gap-words.ts';

/** One of a few, side by side. `name` is unique in its shadow root. */
export function choices<Value extends string>(
  name: string,
  chosen: Value,
  options: readonly { value: Value; words: string }[],
  choose: (value: Value) => void,
): TemplateResult {
  return html`<div class="choices">
    ${options.map(
      ({ value, words }) =>
        html`<label
          ><input
            class="unseen"
            type="radio"
            name=${name}
            value=${value}
            .checked=${live(value === chosen)}
            @change=${() => choose(value)}
          />${words}</label
        >`,
    )}
  </div>`;
}

/** A small whole number with one less and one more; `what` says of what, for screen readers. */
export function stepper(
  what: string,
  value: number,
  { minimum = 0, maximum = 50 }: { minimum?: number; maximum?: number },
  set: (value: number) => void,
): TemplateResult {
  return html`<span class="stepper" role="group" aria-label=${what}>
    <button
      type="button"
      class="plain"
      aria-label=${msg('One less')}
      aria-disabled=${value <= minimum}
      @click=${() => value > minimum && set(value - 1)}
    >
      −
    </button>
    <output aria-label=${msg(str`${value} now`)}>${value}</output>
    <button
      type="button"
      class="plain"
      aria-label=${msg('One more')}
      aria-disabled=${value >= maximum}
      @click=${() => value < maximum && set(value + 1)}
    >
      +
    </button>
  </span>`;
}

/** A box to tick with its words. */
export function tick(
  words: string,
  isTicked: boolean,
  set: (isTicked: boolean) => void,
): TemplateResult {
  return html`<label class="tick"
    ><input
      type="checkbox"
      .checked=${live(isTicked)}
      @change=${(event: Event) => set((event.currentTarget as HTMLInputElement).checked)}
    />${words}</label
  >`;
}

/** What a field holds now. */
export function typed(event: Event): string {
  return (event.currentTarget as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;
}

/**
 * Shows in a field what was taken of what was typed. A field that is read when one is done with it is
 * not drawn with `live`, which would put back what somebody is just typing.
 */
export function showTaken(event: Event, taken: string): void {
  (event.currentTarget as HTMLInputElement).value = taken;
}

/** A number that was typed, within its limits; null while it is none. */
export function typedNumber(event: Event, maximum: number): number | null {
  const value = Number(typed(event).replace(',', '.'));
  return typed(event).trim() === '' || Number.isNaN(value)
    ? null
    : Math.min(maximum, Math.max(0, value));
}

/** What is missing at a path, in words under the field; `id` for `aria-describedby`. */
export function wrong(
  gaps: readonly TaskGap[],
  path: string,
  id: string,
): TemplateResult | typeof nothing {
  const [gap] = gapsAt(gaps, path);
  if (!gap) return nothing;
  const { finding, advice } = gapWords(gap);
  return html`<p class="wrong" id=${id}>
    ${icon('warning')}<span><b>${finding}</b> ${advice}</span>
  </p>`;
}

/** The gaps at exactly this path. */
function gapsAt(gaps: readonly TaskGap[], path: string): TaskGap[] {
  return gaps.filter((gap) => gap.path === path);
}

/** Whether anything is missing at this path or below it. */
export function hasGapBelow(gaps: readonly TaskGap[], path: string): boolean {
  return gaps.some((gap) => gap.path === path || gap.path.startsWith(`${path}.`));
}

/** Attributes of a field: its path for "Go there", and whether something is wrong with it. */
export function isWrong(gaps: readonly TaskGap[], path: string): 'true' | typeof nothing {
  return gapsAt(gaps, path).length > 0 ? 'true' : nothing;
}
