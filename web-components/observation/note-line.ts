import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { NamedCode } from '#contract/frameworks';
import type { Mark } from '#contract/observations';
import { formatRange, formatSeconds } from '#elements/kit/time';
import { nameOf } from './code-name.ts';
import type { MarkDragging } from './events.ts';
import { isAbsence, type Lane } from './lanes.rules.ts';
import type { Member } from './team.rules.ts';

/** What the line of a note says besides the note itself. */
export interface NoteLineFacts {
  /** Where this note stands. */
  lanes: readonly Lane[];
  /** False where nothing can be sorted: then nothing is called unsorted. */
  isSorting: boolean;
  /** This note, while its time is dragged. */
  dragged: MarkDragging | null;
  /** In a group: who may have made it. */
  members: readonly Member[];
  /** How codes of an older version of the framework were called. */
  earlierCodes: readonly NamedCode[];
}

/** A note's time, which is pressed to see it, and what it is sorted under. */
export function noteLine(mark: Mark, facts: NoteLineFacts, goTo: () => void): TemplateResult {
  return html`<div class="line">
    <button class="plain" title=${msg('Show this in the clip')} @click=${goTo}>
      <span><span class="unseen">${msg('Show')} </span>${noteTime(mark, facts.dragged)}</span>
    </button>
    ${swatches(facts)} ${mark.child ? html`<span class="child">${mark.child}</span>` : nothing}
    ${author(mark, facts.members)} ${earlierSorting(mark, facts.earlierCodes)}
  </div>`;
}

function swatches({ lanes, isSorting }: NoteLineFacts) {
  if (lanes.length === 0) {
    return isSorting
      ? html`<span class="swatch unsorted">${msg('not sorted yet')}</span>`
      : nothing;
  }
  return lanes.map(
    (lane) =>
      html`<span class="swatch hue-${lane.hue ?? 1} ${isAbsence(lane.codeId) ? 'absent' : ''}"
        >${lane.label}</span
      >`,
  );
}

function noteTime(mark: Mark, dragged: MarkDragging | null): TemplateResult {
  if (!dragged) return html`${formatRange(mark.startSeconds, mark.endSeconds)}`;
  const { startSeconds, endSeconds } = dragged.times;
  const start = html`<span class=${dragged.grip === 'end' ? '' : 'live'}
    >${formatSeconds(startSeconds)}</span
  >`;
  if (endSeconds === null) return start;
  return html`${start}–<span class=${dragged.grip === 'start' ? '' : 'live'}
      >${formatSeconds(endSeconds)}</span
    >`;
}

function author({ by }: Mark, members: readonly Member[]): TemplateResult | typeof nothing {
  const found = members.find(({ key, isMe }) => (by === undefined ? isMe : key === by));
  if (!found) return nothing;
  return html`<span
    class="by author-${found.hue}"
    role="img"
    aria-label=${found.name}
    title=${found.name}
    >${found.initials}</span
  >`;
}

/** How it was coded before the task went on with a newer version of the framework. */
function earlierSorting(
  { earlier = [] }: Mark,
  codes: readonly NamedCode[],
): (TemplateResult | typeof nothing)[] {
  return earlier.map(({ version, codeIds }) => {
    const names = codeIds.map((id) => {
      const code = codes.find((one) => one.id === id);
      return code ? nameOf(code) : id;
    });
    return names.length === 0
      ? nothing
      : html`<span class="hint">${msg(str`in version ${version}: ${names.join(', ')}`)}</span>`;
  });
}
