import type { ScreenName } from '#elements/kit/events';

/** Which element shows a screen, and the module that defines it. */
export interface Screen {
  tag: `lookfor-${string}`;
  load: () => Promise<unknown>;
}

/**
 * One line for each screen. The element receives the members of `ScreenParams` as properties
 * (`taskId`, `clipId`, …); what a screen needs beyond that it fetches by `this.api`.
 */
export const screens: Readonly<Partial<Record<ScreenName, Screen>>> = {
  observation: {
    tag: 'lookfor-observation-workspace',
    load: () => import('#elements/observation/observation-workspace'),
  },
  upload: {
    tag: 'lookfor-clip-upload',
    load: () => import('#elements/clip-upload/clip-upload'),
  },
  clip: {
    tag: 'lookfor-clip-page',
    load: () => import('#elements/clip-page/clip-page'),
  },
  library: {
    tag: 'lookfor-clip-library',
    load: () => import('#elements/clip-library/clip-library'),
  },
  narration: {
    tag: 'lookfor-narration-editor',
    load: () => import('#elements/narration/narration-editor'),
  },
  reader: {
    tag: 'lookfor-narration-reader',
    load: () => import('#elements/narration/narration-reader'),
  },
  assessment: {
    tag: 'lookfor-assessment-workspace',
    load: () => import('#elements/assessment/assessment-workspace'),
  },
  release: {
    tag: 'lookfor-release-page',
    load: () => import('#elements/assessment/release-page'),
  },
  course: {
    tag: 'lookfor-course-page',
    load: () => import('#elements/course/course-page'),
  },
};
