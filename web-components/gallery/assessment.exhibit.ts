import { html } from 'lit';
import { clipRoutes } from '#contract/clips';
import { narrationRoutes } from '#contract/narrations';
import { taskRoutes } from '#contract/tasks';
import '#elements/narration/narration-reader';
import { closedClipId, framework, narrationId, reading } from './assessment-samples.ts';
import { samplePlayback } from './player.exhibit.ts';
import { pretendApi, refusal, type Answer } from './pretend-server.ts';

const playAnswers: Answer[] = [
  {
    route: { ...clipRoutes.playClip, path: `/api/clips/${closedClipId}/playback` },
    reply: () => null,
    problem: refusal('consent_withdrawn', 403),
  },
  { route: clipRoutes.playClip, reply: () => samplePlayback() },
  { route: taskRoutes.getTask, reply: () => ({ framework }) },
];

/** The read view of a narration. */
export function readerExhibit() {
  const api = pretendApi([
    ...playAnswers,
    { route: narrationRoutes.readNarration, reply: () => reading },
  ]);
  return html`<lookfor-narration-reader
    .api=${api}
    narration-id=${narrationId}
  ></lookfor-narration-reader>`;
}
