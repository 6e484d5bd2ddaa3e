import { html } from 'lit';
import { clipRoutes, type Clip, type ClipCard } from '#contract/clips';
import { assessmentRoutes } from '#contract/assessments';
import { frameworkRoutes, type Framework } from '#contract/frameworks';
import type { Session } from '#contract/launch';
import { observationRoutes } from '#contract/observations';
import { taskRoutes, type Task, type TaskGap, type TaskSummary } from '#contract/tasks';
import { CAPABILITIES_OF } from '#contract/vocabulary';
import '#elements/content-picker/content-picker';
import '#elements/task-builder/task-builder';
import '#elements/task-page/task-page';
import initiativeResponse from '../../course-templates/frameworks/initiative-response.json';
import sevenLevers from '../../course-templates/frameworks/seven-levers.json';
import learningToNotice from '../../course-templates/learning-to-notice/template.json';
import { pretendApi, refusal, type Answer } from './pretend-server.ts';

const taskId = '0190a1b2-0000-7000-8000-0000000000a1';
const clipId = '0190a1b2-0000-7000-8000-0000000000c1';
const frameworks = [initiativeResponse, sevenLevers].map((content, at) => ({
  ...content,
  id: `0190a1b2-0000-7000-8000-00000000000${at + 1}`,
})) as Framework[];

const session: Session = {
  personId: '0190a1b2-0000-7000-8000-000000000002',
  name: null,
  role: 'lecturer',
  capabilities: [...CAPABILITIES_OF.lecturer],
  courseTitle: 'EDU 210 Observing Young Children',
  locale: 'en',
};

function sampleCard(different: Partial<ClipCard> = {}): ClipCard {
  return {
    id: clipId,
    title: 'Blocks before snack',
    state: 'ready',
    progress: null,
    failure: null,
    curation: 'published',
    durationSeconds: 87,
    strategyTitle: 'Waiting for the child’s own word',
    domain: 'Rich language',
    ageGroup: '3 to 5 years',
    setting: 'Block table',
    language: 'en',
    coverage: {
      training: true,
      purposes: ['training'],
      audience: 'institution',
      until: '2027-08-31',
      gap: null,
      decidedBy: [],
    },
    posterUrl: new URL('/sample-media/bridge/poster.jpg', location.href).href,
    thumbnails: null,
    isMine: true,
    createdAt: '2027-01-04T09:00:00Z',
    ...different,
  };
}

const sampleClip = {
  ...sampleCard(),
  people: [
    { kind: 'child', pseudonym: 'Child A' },
    { kind: 'child', pseudonym: 'Child B' },
    { kind: 'child', pseudonym: 'Child C' },
    { kind: 'adult', pseudonym: 'Educator E' },
  ],
} as Clip;

/** The second narration of the first template, as a task. */
export function sampleTask(different: Partial<Task> = {}): Task {
  const activity = learningToNotice.activities[3];
  const framework = frameworks[1];
  if (!activity || !framework) throw new Error('the template has another shape');
  const { title, helpingQuestion, lookFors, passes, narration, maximumPoints } = activity;
  return {
    id: taskId,
    state: 'draft',
    plan: {
      ...{ title, lookFors, passes, narration, maximumPoints },
      helpingQuestion: helpingQuestion as Task['plan']['helpingQuestion'],
      clipId,
      frameworkId: framework.id,
      reveal: { rule: 'after-own', at: null },
      opensAt: '2027-02-08T07:00:00Z',
      dueAt: '2027-02-14T22:59:00Z',
    },
    framework,
    clipTitle: 'Blocks before snack',
    clipDurationSeconds: 87,
    gaps: [],
    revealedAt: null,
    placed: false,
    sentAt: null,
    hasLineItem: false,
    revision: 1,
    updatedAt: new Date().toISOString(),
    ...different,
  };
}

function taskAnswers(task: Task): Answer[] {
  let stored = task;
  return [
    { route: taskRoutes.getTask, reply: () => stored },
    { route: taskRoutes.createTask, reply: () => stored },
    {
      route: taskRoutes.changeTask,
      delayMs: 300,
      reply: ({ body }: { body: unknown }) => {
        const { plan } = body as { plan: Task['plan'] };
        stored = { ...stored, plan, revision: stored.revision + 1 };
        return stored;
      },
    },
    {
      route: taskRoutes.publishTask,
      reply: () => {
        stored = { ...stored, state: 'published' };
        return stored;
      },
    },
    { route: frameworkRoutes.listFrameworks, reply: () => ({ frameworks }) },
    { route: clipRoutes.getClip, reply: () => sampleClip },
    {
      route: clipRoutes.listClips,
      reply: () => ({
        clips: [
          sampleCard(),
          sampleCard({
            id: '0190a1b2-0000-7000-8000-0000000000c2',
            title: 'The tower and the question',
            strategyTitle: 'Taking up a child’s idea',
            durationSeconds: 76,
          }),
          sampleCard({
            id: '0190a1b2-0000-7000-8000-0000000000c3',
            title: 'Who fetched the chair',
            posterUrl: null,
            state: 'processing',
            durationSeconds: null,
          }),
        ],
        total: 3,
        facets: { domain: [], strategy: [], ageGroup: [] },
      }),
    },
  ];
}

/** The builder with a whole plan, with gaps, or as a new task in another's words. */
export function builderExhibit(kind: 'whole' | 'gaps' | 'refused' | 'failed') {
  const gaps: TaskGap[] = [
    {
      gap: 'look-for-unknown-code',
      path: 'lookFors.2.codeId',
      label: 'Thinking that is kept open',
    },
    { gap: 'prompt-missing', path: 'passes.1.prompt', label: 'Guided' },
    { gap: 'moment-unknown-look-for', path: 'passes.1.moments.3', label: 'Guided' },
    { gap: 'points-differ', path: 'maximumPoints', label: '' },
  ];
  const whole = sampleTask();
  const task =
    kind === 'gaps'
      ? sampleTask({
          gaps,
          plan: {
            ...whole.plan,
            maximumPoints: 30,
            lookFors: whole.plan.lookFors.map((lookFor, at) =>
              at === 2 ? { ...lookFor, codeId: 'guiding' } : lookFor,
            ),
            passes: whole.plan.passes.map((pass, at) =>
              at === 1
                ? {
                    ...pass,
                    prompt: '',
                    moments: [...pass.moments, { lookForId: 'gone', minimum: 1 }],
                  }
                : pass,
            ),
          },
        })
      : whole;
  const answers = taskAnswers(kind === 'refused' ? { ...task, state: 'published' } : task);
  const refused: Answer = {
    route: taskRoutes.changeTask,
    reply: () => null,
    problem: refusal('task_in_use', 409),
  };
  const broken: Answer = {
    route: taskRoutes.getTask,
    reply: () => null,
    problem: refusal('unavailable', 503),
  };
  const first = kind === 'refused' ? [refused] : kind === 'failed' ? [broken] : [];
  return html`<lookfor-task-builder
    .api=${pretendApi([...first, ...answers])}
    .session=${session}
    task-id=${taskId}
  ></lookfor-task-builder>`;
}

function summary(task: Task, different: Partial<TaskSummary> = {}): TaskSummary {
  return {
    id: task.id,
    title: task.plan.title,
    state: task.state,
    clipTitle: task.clipTitle,
    posterUrl: sampleCard().posterUrl,
    maximumPoints: task.plan.maximumPoints,
    opensAt: task.plan.opensAt,
    dueAt: task.plan.dueAt,
    placed: task.placed,
    sentAt: task.sentAt,
    gapCount: task.gaps.length,
    updatedAt: task.updatedAt,
    ...different,
  };
}

/** The picker of the LMS dialog: with tasks, or in a course without any. */
export function pickerExhibit(kind: 'tasks' | 'empty' | 'one' | 'editor' | 'no-links') {
  const task = sampleTask({ state: 'published' });
  const tasks =
    kind === 'empty'
      ? []
      : [
          summary(task),
          summary(task, {
            id: crypto.randomUUID(),
            title: 'Who begins?',
            maximumPoints: 0,
            state: 'draft',
          }),
          summary(task, {
            id: crypto.randomUUID(),
            title: 'Narration 1: Who fetched the chair, and who was waiting for it all along',
            state: 'draft',
            gapCount: 2,
            clipTitle: null,
            posterUrl: null,
            maximumPoints: 10,
          }),
          summary(task, {
            id: crypto.randomUUID(),
            title: 'Three moments',
            placed: true,
            maximumPoints: 0,
          }),
        ];
  const api = pretendApi([
    { route: taskRoutes.listTasks, reply: () => ({ tasks }) },
    { route: taskRoutes.listTemplates, reply: () => ({ templates: [learningToNotice] }) },
    {
      route: taskRoutes.createFromTemplate,
      reply: ({ body }: { body: unknown }) => ({
        tasks: (body as { activityKeys: string[] }).activityKeys.map((key) =>
          summary(task, { id: crypto.randomUUID(), title: key, state: 'draft' }),
        ),
      }),
    },
    { route: taskRoutes.answerDeepLinking, reply: () => ({ jwt: 'a.b.c' }) },
    ...taskAnswers(sampleTask()),
  ]);
  return html`<lookfor-content-picker
    .api=${api}
    .session=${session}
    .deepLinking=${{
      request: 'sealed',
      returnUrl: new URL('/gallery/?show=kit', location.href).href,
      acceptsMultiple: kind !== 'one',
      acceptsLinks: kind !== 'no-links',
      acceptsLineItem: kind === 'editor' ? false : null,
      keepsDates: kind !== 'one',
      maximumPoints: kind === 'one' ? 15 : null,
      isEditor: kind === 'editor',
      autoCreates: kind !== 'one',
    }}
  ></lookfor-content-picker>`;
}

/** The lecturer's page of a task: published and at work, or a draft. */
export function taskPageExhibit(kind: 'published' | 'draft') {
  const task = sampleTask({
    state: kind,
    placed: kind === 'published',
    hasLineItem: kind === 'published',
    gaps: kind === 'draft' ? [{ gap: 'clip-missing', path: 'clipId', label: '' }] : [],
  });
  const row = (state: 'todo' | 'draft' | 'marked' | 'released') => ({
    narrationId: crypto.randomUUID(),
    candidate: '7F3',
    state,
    wordCount: 400,
    handedInAt: '2027-02-12T10:00:00Z',
    points: null,
    openCriteria: 3,
    isMine: true,
  });
  const api = pretendApi([
    {
      route: assessmentRoutes.listQueue,
      reply: () => ({
        taskTitle: task.plan.title,
        namesHidden: true,
        maximumPoints: 20,
        rows: [row('marked'), row('marked'), row('draft'), row('todo'), row('todo'), row('todo')],
      }),
    },
    {
      route: observationRoutes.compareObservations,
      reply: () => ({ taskId, handedInAt: null, handedIn: 9, expected: 24, readings: [] }),
    },
    ...taskAnswers(task),
  ]);
  return html`<lookfor-task-page
    .api=${api}
    .session=${session}
    task-id=${taskId}
  ></lookfor-task-page>`;
}
