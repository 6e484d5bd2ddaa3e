import { html } from 'lit';
import type { Mark } from '#contract/observations';
import type { Lane } from '#elements/observation/lanes.rules';
import '#elements/observation/timeline';
import { PlaybackController } from '#elements/player/playback-controller';
import { bridgePlayback } from './observation-samples.ts';

const LANES = 60;
const MARKS = 10_000;
const DURATION_SECONDS = 1_800;

/** A research coding: ten thousand marks in sixty lanes over half an hour. */
export function crowdedTimelineExhibit() {
  const lanes = Array.from({ length: LANES }, (_, at): Lane => ({
    id: `code:${at}`,
    kind: 'code',
    label: `Code ${at + 1}`,
    key: '',
    hue: 1 + (at % 8),
    lookFor: null,
    codeId: `code-${at}`,
    tier: '',
    minimum: null,
  }));
  const marks = Array.from({ length: MARKS }, (_, at): Mark => {
    const [lane, place] = [at % LANES, Math.floor(at / LANES)];
    const share = (place * 0.618034 + lane * 0.137) % 1;
    const startSeconds = Math.round(share * DURATION_SECONDS * 25) / 25;
    return {
      id: `0190a1b2-0000-7000-8000-${String(at).padStart(12, '0')}`,
      passId: 'free',
      startSeconds,
      endSeconds: at % 5 === 0 ? null : startSeconds + 1 + (at % 7),
      body: `Moment ${at}`,
      codeIds: [`code-${lane}`],
      lookForId: null,
      child: null,
      changedAt: '2026-11-21T10:00:00.000Z',
    };
  }).sort((one, other) => one.startSeconds - other.startSeconds);
  return html`<div class="two-columns">
    <lookfor-timeline
      .controller=${new PlaybackController()}
      .playback=${{ ...bridgePlayback(), durationSeconds: DURATION_SECONDS, waveformUrl: null }}
      .marks=${marks}
      .lanes=${lanes}
    ></lookfor-timeline>
  </div>`;
}
