import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Mark } from '#contract/observations';
import { cssFacts, type CssFacts } from '#elements/kit/css-facts';
import { isAbsence, UNSORTED, type Lane } from './lanes.rules.ts';
import type { Member } from './team.rules.ts';
import type { TimelineDrag } from './timeline-drag.ts';
import { marksInView, type LaneLayout, type TimelineLayout } from './timeline-layout.rules.ts';
import { authorBadge, markCount, markLabel, markWords, pips } from './timeline-words.ts';
import type { Grip, TimeWindow } from './timeline.rules.ts';

/** More characters than this take two lines beside their track. */
const LONG_LABEL = 18;

/** What the lanes show. */
export interface LanesFacts {
  layout: TimelineLayout;
  /** Crowded lanes are painted; what keys and pointer speak of is an element all the same. */
  isCrowded: boolean;
  window: TimeWindow;
  lanes: readonly Lane[];
  unsortedName: string;
  members: readonly Member[];
  chosenId: string | null;
  /** The mark that the Tab key comes to. */
  tabStop: string | undefined;
  /** Where an interval was begun that has no end yet. */
  inSeconds: number | null;
  readOnly: boolean;
  drag: Pick<TimelineDrag, 'mark' | 'times'>;
}

/** What happens when somebody presses something in a lane. */
export interface LanesHandlers {
  lane: (lane: Lane) => void;
  mark: (mark: Mark, isOpened: boolean) => void;
  grip: (event: PointerEvent, mark: Mark, grip: Grip) => void;
  key: (event: KeyboardEvent, mark: Mark) => void;
  paintedPress: (event: PointerEvent) => void;
  paintedClick: (event: MouseEvent) => void;
}

/** Each lane with its name, its marks and how many are asked for; the unsorted marks come last. */
export function timelineLanes(facts: LanesFacts, on: LanesHandlers): TemplateResult {
  const { lanes, unsorted } = facts.layout;
  return html`${repeat(
      lanes,
      ({ id }) => id,
      (layout) => layout.lane && sortedLane(facts, on, layout, layout.lane),
    )}
    <div class="lane-name unsorted">
      <kbd>M</kbd><span class="label">${facts.unsortedName}</span>
      <span class="pips">${markCount(unsorted.marks.length)}</span>
    </div>
    ${track(facts, on, unsorted, 'unsorted')}`;
}

function sortedLane(
  facts: LanesFacts,
  on: LanesHandlers,
  layout: LaneLayout,
  lane: Lane,
): TemplateResult {
  const hue = `hue-${lane.hue ?? 1}`;
  return html`${laneName(facts, on, lane, layout.marks.length, hue)}
  ${track(facts, on, layout, hue)}`;
}

function laneName(
  { readOnly }: LanesFacts,
  on: LanesHandlers,
  lane: Lane,
  found: number,
  hue: string,
): TemplateResult {
  const under =
    lane.minimum === null
      ? lane.kind === 'look-for'
        ? msg('if you see it')
        : ''
      : pips(found, lane.minimum);
  const inside = html`${lane.key ? html`<kbd>${lane.key}</kbd>` : nothing}
    <span class="label ${lane.label.length > LONG_LABEL ? 'long' : ''}">${lane.label}</span>
    ${under ? html`<span class="pips">${under}</span>` : nothing}`;
  if (readOnly) return html`<div class="lane-name ${hue}">${inside}</div>`;
  const description = msg(str`Sort the moment of now as ${lane.label}`);
  return html`<button
    class="plain lane-name ${hue}"
    title=${description}
    @click=${() => on.lane(lane)}
  >
    ${inside}
  </button>`;
}

/** The marks of a lane that are elements at the moment. */
function shownMarks(
  { drag, isCrowded, tabStop, window }: LanesFacts,
  layout: LaneLayout,
): readonly Mark[] {
  const dragged = drag.mark?.id;
  if (isCrowded) return layout.marks.filter(({ id }) => id === dragged || id === tabStop);
  const inView = marksInView(layout, window);
  return [
    ...inView,
    ...layout.marks.filter(({ id }) => id === dragged && !inView.some((one) => one.id === id)),
  ];
}

function track(
  facts: LanesFacts,
  on: LanesHandlers,
  layout: LaneLayout,
  hue: string,
): TemplateResult {
  const { isCrowded, inSeconds } = facts;
  const { rows, rowCount, id: laneId } = layout;
  const shown = shownMarks(facts, layout);
  const isGrowing = laneId === UNSORTED && inSeconds !== null;
  const { from, span } = facts.window;
  // Only where something is placed by them: every change of them restyles all that is inside.
  const ground: CssFacts = shown.length > 0 || isGrowing ? { '--from': from, '--span': span } : {};
  return html`<div
    class="track ${hue}"
    data-lane=${laneId}
    ${cssFacts({ '--rows': rowCount, ...ground })}
    @pointerdown=${on.paintedPress}
    @click=${on.paintedClick}
    @dblclick=${on.paintedClick}
  >
    ${isCrowded ? html`<canvas aria-hidden="true" data-painted=${laneId}></canvas>` : nothing}
    ${repeat(
      shown,
      (mark) => mark.id,
      (mark) => {
        const isAbsent = layout.lane && isAbsence(layout.lane.codeId ?? mark.codeIds[0]);
        const look = isAbsent ? `${hue} absent` : hue;
        return markOf(facts, on, mark, look, rows.get(mark.id) ?? 0);
      },
    )}
    ${
      isGrowing
        ? html`<i class="at interval unsorted growing" ${cssFacts({ '--s': inSeconds })}></i>`
        : nothing
    }
  </div>`;
}

function markOf(
  facts: LanesFacts,
  on: LanesHandlers,
  mark: Mark,
  look: string,
  row: number,
): TemplateResult {
  const { drag, lanes, members, readOnly, unsortedName } = facts;
  const draggedTo = drag.mark?.id === mark.id ? drag.times : undefined;
  const { startSeconds, endSeconds } = draggedTo ?? mark;
  const shape = endSeconds === null ? 'point' : 'interval';
  const isChosen = mark.id === facts.chosenId;
  const author = members.find(({ key }) => key === mark.by);
  return html`<button
      class="at mark ${shape} ${look} ${isChosen ? 'chosen' : ''}"
      tabindex=${mark.id === facts.tabStop ? 0 : -1}
      aria-current=${isChosen}
      aria-label=${[markWords(mark, lanes, unsortedName), author?.name].filter(Boolean).join(', ')}
      title=${author?.name ?? nothing}
      data-mark=${mark.id}
      @pointerdown=${(event: PointerEvent) => on.grip(event, mark, 'whole')}
      @click=${() => on.mark(mark, false)}
      @dblclick=${() => on.mark(mark, true)}
      @keydown=${(event: KeyboardEvent) => on.key(event, mark)}
      ${cssFacts({ '--s': startSeconds, '--e': endSeconds ?? startSeconds, '--row': row })}
    >
      ${authorBadge(author)}${
        endSeconds === null
          ? nothing
          : html`${markLabel(mark)}${
              readOnly
                ? nothing
                : html`<span
                      class="grip start"
                      @pointerdown=${(event: PointerEvent) => on.grip(event, mark, 'start')}
                    ></span
                    ><span
                      class="grip end"
                      @pointerdown=${(event: PointerEvent) => on.grip(event, mark, 'end')}
                    ></span>`
            }`
      }
    </button>
    ${draggedTo ? ghostOf(mark, row) : nothing}`;
}

/** Where a mark that is being dragged was. */
function ghostOf({ startSeconds, endSeconds }: Mark, row: number): TemplateResult {
  return html`<i
    class="at ghost"
    ${cssFacts({ '--s': startSeconds, '--e': endSeconds ?? startSeconds, '--row': row })}
  ></i>`;
}
