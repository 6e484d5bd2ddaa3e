import type { View } from '../browser-session.ts';
import type { Activity } from '../course-state.ts';
import type { Lms } from '../lms.ts';
import type { Person } from '../people.ts';
import { storageAttributes, storageFrame, viewForm } from './course-page.ts';
import { html } from './html.ts';
import { FRAME_RIGHTS } from './frame-rights.ts';
import { page } from './layout.ts';

/** An activity opened in a frame of the chosen width. */
export function activityPage(
  lms: Lms,
  viewer: Person,
  activity: Activity,
  view: View,
  reviewed: Person | undefined,
): string {
  const query = reviewed ? `?review=${reviewed.userId}` : '';
  const tool = lms.state.tool(activity.clientId);
  const open = `/activities/${activity.id}/open`;
  const main = html`${storageFrame(lms)}
    <div class="activity-tools">
      ${viewForm(view)}
      <div class="row">
        <a class="button" href="/activities/${activity.id}${query}">Open again</a>
        <a
          class="button"
          href="${open}?opensIn=window${reviewed && `&review=${reviewed.userId}`}"
          target="_blank"
          rel="opener"
          >Open in a new tab</a
        >
      </div>
    </div>
    <iframe
      id="tool-frame"
      name="tool"
      class="tool-frame width-${view.width}"
      title="${tool?.name ?? 'The tool'}: ${activity.title}"
      src="${open}?opensIn=frame${reviewed && `&review=${reviewed.userId}`}"
      allow="${FRAME_RIGHTS}"
    ></iframe>`;
  return page({
    lms,
    viewer,
    title: activity.title,
    current: '/course',
    here: `/activities/${activity.id}`,
    main,
    wide: true,
    scripts: ['view-form.js'],
    storage: true,
    bodyAttributes: storageAttributes(lms),
  });
}
