import { html } from 'lit';
import { assessmentRoutes, type AssessmentDraft, type ReleaseView } from '#contract/assessments';
import { clipRoutes } from '#contract/clips';
import { narrationRoutes } from '#contract/narrations';
import { taskRoutes } from '#contract/tasks';
import '#elements/assessment/assessment-workspace';
import '#elements/assessment/feedback-page';
import '#elements/assessment/release-page';
import { totalOf } from '#elements/assessment/assessment.rules';
import '#elements/narration/narration-reader';
import {
  closedClipId,
  feedback,
  framework,
  narrationId,
  openedAssessment,
  queueRows,
  reading,
  releaseView,
  taskPlan,
  taskId,
} from './assessment-samples.ts';
import { samplePlayback } from './player.exhibit.ts';
import { pretendApi, refusal, type Answer } from './pretend-server.ts';

const playAnswers: Answer[] = [
  {
    route: { ...clipRoutes.playClip, path: `/api/clips/${closedClipId}/playback` },
    reply: () => null,
    problem: refusal('consent_withdrawn', 403),
  },
  { route: clipRoutes.playClip, reply: () => samplePlayback() },
  { route: taskRoutes.getTask, reply: () => ({ framework, plan: taskPlan }) },
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

/** The workspace of somebody who marks; what is saved stays until the page is left. */
export function workspaceExhibit() {
  let revision = openedAssessment.assessment.revision;
  let assessment = openedAssessment.assessment;
  const api = pretendApi([
    ...playAnswers,
    {
      route: assessmentRoutes.listQueue,
      reply: () => ({
        taskTitle: 'Narration 2: The child’s initiative',
        namesHidden: true,
        maximumPoints: 30,
        rows: queueRows,
      }),
    },
    {
      route: assessmentRoutes.openAssessment,
      reply: ({ params }) => {
        const row = queueRows.find((known) => known.narrationId === params['narrationId']);
        const isSample = params['narrationId'] === narrationId;
        return {
          ...openedAssessment,
          narration: { ...reading, id: params['narrationId'], author: row?.candidate },
          assessment: isSample
            ? assessment
            : { ...assessment, state: row?.state, marks: [], passages: [], overallComment: '' },
        };
      },
    },
    {
      route: assessmentRoutes.saveAssessment,
      delayMs: 300,
      reply: ({ body }) => {
        revision += 1;
        const { marks, passages, overallComment } = body as AssessmentDraft;
        assessment = {
          marks,
          passages,
          overallComment,
          ...totalOf(openedAssessment.criteria, marks),
          state: 'draft',
          revision,
          savedAt: new Date().toISOString(),
        };
        return assessment;
      },
    },
    {
      route: assessmentRoutes.finishAssessment,
      reply: () => ({ ...assessment, state: 'marked' }),
    },
  ]);
  return html`<lookfor-assessment-workspace
    .api=${api}
    task-id=${taskId}
    narration-id=${narrationId}
  ></lookfor-assessment-workspace>`;
}

/** A release under way; releasing sends, and sending again arrives. */
export function releaseExhibit() {
  let view: ReleaseView = releaseView();
  const api = pretendApi([
    { route: assessmentRoutes.viewRelease, reply: () => view },
    {
      route: assessmentRoutes.releaseMarks,
      delayMs: 300,
      reply: ({ body }) => {
        const { narrationIds } = body as { narrationIds: string[] };
        const gone = view.ready.filter(({ narrationId: id }) => narrationIds.includes(id));
        const transfers = gone.map((mark) => ({
          id: mark.narrationId,
          narrationId: mark.narrationId,
          candidate: mark.candidate,
          kind: 'grade' as const,
          standing: 'on-its-way' as const,
          heldPoints: null,
          heldReadAt: null,
          points: mark.points,
          maximumPoints: view.maximumPoints,
          state: 'waiting' as const,
          attempts: 0,
          nextTryAt: null,
          sentAt: null,
          answer: null,
          answerStatus: null,
          errorCode: null,
        }));
        view = {
          ...view,
          ready: view.ready.filter((mark) => !gone.includes(mark)),
          transfers: [...view.transfers, ...transfers],
        };
        return view;
      },
    },
    {
      route: assessmentRoutes.retryTransfer,
      delayMs: 300,
      reply: ({ params }) => {
        view = {
          ...view,
          transfers: view.transfers.map((transfer) =>
            transfer.id === params['transferId']
              ? {
                  ...transfer,
                  state: 'sent',
                  standing: 'accepted',
                  sentAt: new Date().toISOString(),
                }
              : transfer,
          ),
        };
        return view;
      },
    },
  ]);
  return html`<lookfor-release-page .api=${api} task-id=${taskId}></lookfor-release-page>`;
}

/** A big course whose LMS lets nobody read its gradebook and clears no grade. */
export function longReleaseExhibit() {
  const few = releaseView();
  const [sample] = few.transfers;
  const transfers = Array.from({ length: 420 }, (_, at) => ({
    ...sample,
    id: `long-${at}`,
    narrationId: `long-${at}`,
    candidate: at === 3 ? 'Maximiliane-Theodora van den Berghe-Wiśniewska' : `Candidate ${at}`,
    standing: 'accepted' as const,
    heldPoints: null,
    heldReadAt: null,
  })) as ReleaseView['transfers'];
  const view: ReleaseView = {
    ...few,
    transfers: [
      ...transfers,
      {
        ...transfers[0],
        id: 'clear',
        kind: 'cleared',
        state: 'refused',
        standing: 'on-its-way',
        errorCode: 'clear_impossible',
      } as ReleaseView['transfers'][number],
      ...few.transfers.filter(({ state }) => state !== 'sent'),
    ],
    ready: [],
    open: 1,
    unsent: 3,
    clearsGrades: false,
    reading: {
      ...{ readAt: null, problem: 'platform_refused', answerStatus: 403 },
      answer: '{"reason":"scope result.readonly is missing"}',
    },
  };
  const api = pretendApi([{ route: assessmentRoutes.viewRelease, reply: () => view }]);
  return html`<lookfor-release-page .api=${api} task-id=${taskId}></lookfor-release-page>`;
}

/** What the author reads after the release. */
export function feedbackExhibit() {
  const api = pretendApi([
    ...playAnswers,
    { route: assessmentRoutes.readFeedback, reply: () => feedback },
  ]);
  return html`<lookfor-feedback-page .api=${api} task-id=${taskId}></lookfor-feedback-page>`;
}

/** Feedback that is not released yet, and marks of a task that nobody has handed in. */
export function nothingYetExhibit() {
  const api = pretendApi([
    {
      route: assessmentRoutes.listQueue,
      reply: () => ({ taskTitle: 'Narration 2', namesHidden: true, maximumPoints: 30, rows: [] }),
    },
    {
      route: assessmentRoutes.viewRelease,
      reply: () => ({
        ...releaseView(),
        ...{ ready: [], transfers: [], open: 0, kept: [], withoutTransfer: 0, unsent: 0 },
      }),
    },
  ]);
  return html`<lookfor-feedback-page .api=${api} task-id=${taskId}></lookfor-feedback-page>
    <lookfor-assessment-workspace .api=${api} task-id=${taskId}></lookfor-assessment-workspace>
    <lookfor-release-page .api=${api} task-id=${taskId}></lookfor-release-page>`;
}

/** Marks that are as they are: one that somebody else changed meanwhile, one that was released. */
export function settledExhibit(state: 'conflict' | 'released') {
  const { assessment } = openedAssessment;
  let isFirst = true;
  const api = pretendApi([
    ...playAnswers,
    {
      route: assessmentRoutes.listQueue,
      reply: () => ({
        taskTitle: 'Narration 2',
        namesHidden: true,
        maximumPoints: 30,
        rows: queueRows,
      }),
    },
    {
      route: assessmentRoutes.openAssessment,
      reply: () => {
        const other = isFirst || state === 'released' ? {} : { points: 14, overallComment: 'Hm.' };
        isFirst = false;
        return {
          ...openedAssessment,
          assessment: {
            ...assessment,
            ...other,
            ...(state === 'released' ? { state } : {}),
          },
        };
      },
    },
    {
      route: assessmentRoutes.saveAssessment,
      reply: () => null,
      problem: refusal('conflict', 409),
    },
  ]);
  return html`<lookfor-assessment-workspace
    .api=${api}
    task-id=${taskId}
    narration-id=${narrationId}
  ></lookfor-assessment-workspace>`;
}
