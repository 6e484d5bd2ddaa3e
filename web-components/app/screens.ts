import type { ScreenName } from '#elements/kit/events';

/** Which element shows a screen, and the module that defines it. */
export interface Screen {
  tag: `lookfor-${string}`;
  load: () => Promise<unknown>;
  /** A page of text, whose frame may be as long as it is; other screens fill the frame. */
  flows?: true;
}

/**
 * One line for each screen. The element receives the members of `ScreenParams` as properties
 * (`taskId`, `clipId`, …); what a screen needs beyond that it fetches by `this.api`.
 */
export const screens: Readonly<Record<ScreenName, Screen>> = {
  comparison: {
    tag: 'lookfor-observation-comparison',
    load: () => import('#elements/comparison/observation-comparison'),
  },
  growth: {
    tag: 'lookfor-growth-page',
    load: () => import('#elements/growth/growth-page'),
  },
  'student-task': {
    tag: 'lookfor-student-task',
    load: () => import('#elements/student-task/student-task'),
  },
  picker: {
    tag: 'lookfor-content-picker',
    load: () => import('#elements/content-picker/content-picker'),
  },
  'task-builder': {
    tag: 'lookfor-task-builder',
    load: () => import('#elements/task-builder/task-builder'),
  },
  frameworks: {
    tag: 'lookfor-framework-shelf',
    load: () => import('#elements/frameworks/framework-shelf'),
    flows: true,
  },
  framework: {
    tag: 'lookfor-framework-editor',
    load: () => import('#elements/frameworks/framework-editor'),
    flows: true,
  },
  task: {
    tag: 'lookfor-task-page',
    load: () => import('#elements/task-page/task-page'),
    flows: true,
  },
  observation: {
    tag: 'lookfor-observation-workspace',
    load: () => import('#elements/observation/observation-workspace'),
  },
  upload: {
    tag: 'lookfor-clip-upload',
    load: () => import('#elements/clip-upload/clip-upload'),
    flows: true,
  },
  captions: {
    tag: 'lookfor-caption-editor',
    load: () => import('#elements/caption-editor/caption-editor'),
  },
  clip: {
    tag: 'lookfor-clip-page',
    load: () => import('#elements/clip-page/clip-page'),
    flows: true,
  },
  'shown-clip': {
    tag: 'lookfor-shown-clip',
    load: () => import('#elements/clip-page/shown-clip'),
    flows: true,
  },
  'copied-course': {
    tag: 'lookfor-copied-course',
    load: () => import('#elements/course/copied-course'),
    flows: true,
  },
  collections: {
    tag: 'lookfor-collections-page',
    load: () => import('#elements/collections/collections-page'),
    flows: true,
  },
  library: {
    tag: 'lookfor-clip-library',
    load: () => import('#elements/clip-library/clip-library'),
    flows: true,
  },
  vocabularies: {
    tag: 'lookfor-vocabulary-page',
    load: () => import('#elements/vocabularies/vocabulary-page'),
    flows: true,
  },
  narration: {
    tag: 'lookfor-narration-editor',
    load: () => import('#elements/narration/narration-editor'),
  },
  reader: {
    tag: 'lookfor-narration-reader',
    load: () => import('#elements/narration/narration-reader'),
    flows: true,
  },
  assessment: {
    tag: 'lookfor-assessment-workspace',
    load: () => import('#elements/assessment/assessment-workspace'),
  },
  release: {
    tag: 'lookfor-release-page',
    load: () => import('#elements/assessment/release-page'),
    flows: true,
  },
  course: {
    tag: 'lookfor-course-page',
    load: () => import('#elements/course/course-page'),
    flows: true,
  },
  'own-tasks': {
    tag: 'lookfor-own-tasks',
    load: () => import('#elements/course/own-tasks'),
    flows: true,
  },
  feedback: {
    tag: 'lookfor-feedback-page',
    load: () => import('#elements/assessment/feedback-page'),
    flows: true,
  },
};
