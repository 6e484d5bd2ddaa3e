import { html } from 'lit';
import { observationRoutes, type Comparison } from '#contract/observations';
import '#elements/comparison/observation-comparison';
import '#elements/student-task/student-task';
import {
  observationApi,
  sampleComparison,
  taskId,
  type SampleStage,
} from './observation-samples.ts';
import { refusal } from './pretend-server.ts';

function comparisonOf(change: (comparison: Comparison) => Comparison) {
  const answer = {
    route: observationRoutes.compareObservations,
    reply: () => change(sampleComparison()),
  };
  return html`<lookfor-observation-comparison
    .api=${observationApi('handed-in', [answer])}
    task-id=${taskId}
  ></lookfor-observation-comparison>`;
}

/** The class has handed in. */
export function comparisonExhibit() {
  return comparisonOf((comparison) => comparison);
}

/** Nobody else has handed in yet. */
export function comparisonFirstExhibit() {
  return comparisonOf((comparison) => ({
    ...comparison,
    handedIn: 1,
    readings: comparison.readings.filter((reading) => reading.kind !== 'classmate'),
  }));
}

/** A lecturer looks, who has no reading of their own. */
export function comparisonLecturerExhibit() {
  return comparisonOf((comparison) => ({
    ...comparison,
    handedInAt: null,
    readings: comparison.readings.filter((reading) => reading.kind !== 'me'),
  }));
}

/** The lecturer opens it by hand, and has not yet. */
export function comparisonClosedExhibit() {
  const answer = {
    route: observationRoutes.compareObservations,
    reply: () => null,
    problem: { ...refusal('not_revealed', 403), details: { reason: 'by-hand', opensAt: null } },
  };
  return html`<lookfor-observation-comparison
    .api=${observationApi('handed-in', [answer])}
    task-id=${taskId}
  ></lookfor-observation-comparison>`;
}

/** What a student's launch opens. */
export function studentTaskExhibit(stage: SampleStage) {
  return html`<lookfor-student-task
    .api=${observationApi(stage)}
    task-id=${taskId}
  ></lookfor-student-task>`;
}
