import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';
import { maskedStretches } from '#elements/player/masked-stretches.rules';
import { tileAt } from '#elements/player/thumbnail.rules';
import { cssFacts } from '#elements/kit/css-facts';
import { barsOf, type TimeWindow } from './timeline.rules.ts';

/** Peaks of a clip's sound, as `waveform.json` carries them. */
export interface Waveform {
  samplesPerSecond: number;
  peaks: number[];
}

const FRAME_WIDTH_PX = 60;
const BAR_WIDTH_PX = 3;

/** A strip of frames over the window: each the thumbnail nearest to its middle. */
export function framesStrip(
  thumbnails: Playback['thumbnails'],
  { from, span }: TimeWindow,
  widthPx: number,
): TemplateResult | typeof nothing {
  if (!thumbnails || widthPx === 0) return nothing;
  const { url, columns, rows } = thumbnails;
  const slots = Math.max(1, Math.round(widthPx / FRAME_WIDTH_PX));
  const percent = (at: number, of: number) => `${of > 1 ? (at / (of - 1)) * 100 : 0}%`;
  return html`${Array.from({ length: slots }, (_, at) => {
    const tile = tileAt(thumbnails, from + (span * (at + 0.5)) / slots);
    const facts = {
      'background-image': `url(${JSON.stringify(url)})`,
      'background-size': `${columns * 100}% ${rows * 100}%`,
      'background-position': `${percent(tile.column, columns)} ${percent(tile.row, rows)}`,
    };
    return html`<i ${cssFacts(facts)}></i>`;
  })}`;
}

/** The sound over the window, as upright bars around a middle line. */
export function soundStrip(
  waveform: Waveform | undefined,
  window: TimeWindow,
  widthPx: number,
): TemplateResult | typeof nothing {
  if (!waveform || widthPx === 0) return nothing;
  const bars = Math.max(1, Math.floor(widthPx / BAR_WIDTH_PX));
  const path = barsOf(waveform, window, bars)
    .map((height, at) => {
      const half = Math.max(0.8, height * 15);
      const x = (at + 0.5) * BAR_WIDTH_PX;
      return `M${x} ${(18 - half).toFixed(1)}V${(18 + half).toFixed(1)}`;
    })
    .join('');
  return html`<svg viewBox="0 0 ${bars * BAR_WIDTH_PX} 36" preserveAspectRatio="none">
    ${svg`<path d=${path} />`}
  </svg>`;
}

/** Quiet bars over the strip where that of the clip is masked which the strip shows. */
export function maskedStrip(
  playback: Playback,
  shown: 'picture' | 'sound',
  { from, span }: TimeWindow,
): TemplateResult[] {
  return maskedStretches(playback).flatMap(({ startSeconds, endSeconds, what }) => {
    const start = Math.max(0, (startSeconds - from) / span);
    const end = Math.min(1, (endSeconds - from) / span);
    if (end <= start || (what !== 'all' && what !== shown)) return [];
    const place = {
      'inset-inline-start': `${start * 100}%`,
      'inline-size': `${(end - start) * 100}%`,
    };
    return [html`<b class="masked" ${cssFacts(place)}></b>`];
  });
}
