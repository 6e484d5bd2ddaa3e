import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Mark } from '#contract/observations';
import { formatClock, spokenSeconds } from '#elements/kit/time';
import { lanesOfMark, shortChild, type Lane } from './lanes.rules.ts';
import type { Member } from './team.rules.ts';
import type { Grip } from './timeline.rules.ts';

const LABEL_WORDS = 6;

/** What stands on an interval: the child's letter and the first words of the note. */
export function markLabel(mark: Mark): string {
  const child = mark.child ? shortChild(mark.child) : '';
  const words = mark.body.trim().split(/\s+/).slice(0, LABEL_WORDS).join(' ');
  return [child, words].filter(Boolean).join(' · ');
}

/** Who of a group made a mark: letters in their colour. */
export function authorBadge(
  author: Pick<Member, 'hue' | 'initials'> | undefined,
): TemplateResult | typeof nothing {
  if (!author) return nothing;
  return html`<i class="by author-${author.hue}" data-by=${author.initials}></i>`;
}

/** A mark for those who do not see it: time, lanes, child, words. */
export function markWords(mark: Mark, lanes: readonly Lane[], unsorted: string): string {
  const start = spokenSeconds(mark.startSeconds);
  const time =
    mark.endSeconds === null ? start : msg(str`${start} to ${spokenSeconds(mark.endSeconds)}`);
  const names = lanesOfMark(mark, lanes).map((lane) => lane.label);
  return [time, ...(names.length > 0 ? names : [unsorted]), mark.child ?? '', mark.body]
    .filter(Boolean)
    .join(', ');
}

/** Found and missing moments as small discs. More than eight are counted instead. */
export function pips(found: number, minimum: number): TemplateResult {
  const words = msg(str`${found} of ${minimum} moments`);
  if (minimum > 8 || minimum === 0) return html`${words}`;
  return html`<span class="unseen">${words}</span>${Array.from(
      { length: minimum },
      (_, at) => html`<i class=${at < found ? 'found' : ''}></i>`,
    )}`;
}

/** How many marks, in words. */
export function markCount(count: number): string {
  if (count === 0) return msg('no marks');
  return count === 1 ? msg('1 mark') : msg(str`${count} marks`);
}

/** How much of the clip the window shows. */
export function spanWords(span: number): string {
  if (span < 60) return msg(str`${Math.round(span * 10) / 10} s in view`);
  return span % 60 === 0
    ? msg(str`${span / 60} min in view`)
    : msg(str`${formatClock(span)} in view`);
}

/** Which edge is where while it is dragged. */
export function gripWords(grip: Grip, isPoint: boolean, clock: string): string {
  if (isPoint) return msg(str`At ${clock}`);
  return grip === 'end' ? msg(str`Out ${clock}`) : msg(str`In ${clock}`);
}
