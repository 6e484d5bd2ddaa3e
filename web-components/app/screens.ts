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
};
