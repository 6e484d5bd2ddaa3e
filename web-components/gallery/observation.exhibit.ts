import { html } from 'lit';
import { observationRoutes } from '#contract/observations';
import { openLocalStore } from '#elements/kit/local-store';
import '#elements/observation/observation-workspace';
import { observationApi, taskId, type SampleStage } from './observation-samples.ts';
import { refusal } from './pretend-server.ts';

/** The workspace at a stage of the work. */
export function workspaceExhibit(stage: SampleStage) {
  return html`<lookfor-observation-workspace
    .api=${observationApi(stage)}
    task-id=${taskId}
  ></lookfor-observation-workspace>`;
}

/** Marks are made, and the server is away; a reload finds them again. */
export async function workspaceOfflineExhibit() {
  const away = {
    route: observationRoutes.changeMarks,
    reply: () => null,
    problem: refusal('unavailable', 503),
  };
  return html`<lookfor-observation-workspace
    .api=${observationApi('guided', [away])}
    .localStore=${await openLocalStore('gallery')}
    task-id=${taskId}
  ></lookfor-observation-workspace>`;
}
