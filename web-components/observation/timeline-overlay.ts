import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { cssFacts } from '#elements/kit/css-facts';
import { icon } from '#elements/kit/icons';
import { formatSeconds } from '#elements/kit/time';
import type { Elsewhere } from './team.rules.ts';
import type { TimelineDrag } from './timeline-drag.ts';
import { gripWords, spanWords } from './timeline-words.ts';
import type { TimeWindow } from './timeline.rules.ts';

/** What lies over the lanes. */
export interface OverlayFacts {
  window: TimeWindow;
  /** In a group: where the clips of the others stand. */
  elsewhere: readonly Elsewhere[];
  drag: Pick<TimelineDrag, 'times' | 'grip'>;
  laneTopPx: number;
}

/** Where the clip stands, here and with the others of a group, and the edge that is dragged. */
export function timelineOverlay({
  window,
  elsewhere,
  drag,
  laneTopPx,
}: OverlayFacts): TemplateResult {
  const { from, span } = window;
  return html`<div class="overlay" ${cssFacts({ '--from': from, '--span': span })}>
    ${elsewhere.map(
      ({ seconds, initials }) =>
        html`<span class="at elsewhere" aria-hidden="true" ${cssFacts({ '--s': seconds })}
          ><b>${initials}</b></span
        >`,
    )}
    <span class="at playhead"><output></output></span>${dragLine(drag, window, laneTopPx)}
  </div>`;
}

function dragLine(
  { times, grip }: OverlayFacts['drag'],
  { from, span }: TimeWindow,
  laneTopPx: number,
): TemplateResult | typeof nothing {
  if (!times) return nothing;
  const isEnd = grip === 'end' && times.endSeconds !== null;
  const seconds = isEnd ? (times.endSeconds ?? 0) : times.startSeconds;
  const clock = formatSeconds(seconds);
  const lasts =
    times.endSeconds === null
      ? ''
      : msg(str` · lasts ${(times.endSeconds - times.startSeconds).toFixed(1)} s`);
  const isAfter = seconds - from < span * 0.4;
  return html`<span
    class="at drag-line"
    ${cssFacts({ '--s': seconds, '--e': seconds, '--lane-top': `${laneTopPx}px` })}
  >
    <span class="drag-grip"></span>
    <span class="drag-label ${isAfter ? 'after' : ''}"
      ><b>${gripWords(grip, times.endSeconds === null, clock)}</b>${lasts}<span
        ><br />${msg('Shift: frame by frame · Esc: put back')}</span
      ></span
    >
  </span>`;
}

/** Buttons that show less or more of the clip at once, and how much is shown. */
export function zoomBar(
  span: number,
  durationSeconds: number,
  zoom: (direction: 1 | -1) => void,
): TemplateResult {
  const [isFurthest, isClosest] = [span >= durationSeconds - 0.01, span <= 1];
  return html`<div class="zoom">
    <button
      aria-label=${msg('Zoom out')}
      title=${msg('Zoom out (−)')}
      aria-disabled=${isFurthest}
      @click=${() => zoom(-1)}
    >
      ${icon('minus')}
    </button>
    <output>${isFurthest ? msg('Whole clip') : spanWords(span)}</output>
    <button
      aria-label=${msg('Zoom in')}
      title=${msg('Zoom in (+)')}
      aria-disabled=${isClosest}
      @click=${() => zoom(1)}
    >
      ${icon('plus')}
    </button>
  </div>`;
}
