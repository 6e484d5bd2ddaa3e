import type { CoursePage, FramePart, PagePart } from '../course-pages.ts';
import type { Lms } from '../lms.ts';
import { mayEditCourse } from '../people.ts';
import type { Person } from '../people.ts';
import { storageAttributes, storageFrame } from './course-page.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { FRAME_RIGHTS } from './frame-rights.ts';
import { page } from './layout.ts';

/** A page as everybody reads it: words, and what tools show between them. */
export function coursePageView(lms: Lms, viewer: Person, shown: CoursePage): string {
  const main = html`${storageFrame(lms)}
    <article class="box written">
      ${shown.parts.map((part) => (part.kind === 'text' ? paragraphs(part.text) : frame(lms, part)))}
    </article>
    ${
      mayEditCourse(viewer) &&
      html`<p><a class="button" href="/pages/${shown.id}/edit">Change the page</a></p>`
    }`;
  return page({
    ...{ lms, viewer, main, title: shown.title },
    ...{ current: '/course', here: `/pages/${shown.id}` },
    storage: true,
    bodyAttributes: storageAttributes(lms),
  });
}

function paragraphs(text: string): SafeHtml {
  const all = text.split(/\n\s*\n/).filter((one) => one.trim() !== '');
  return html`${all.map((one) => html`<p>${one}</p>`)}`;
}

function frame(lms: Lms, { activityId, width, height }: FramePart): SafeHtml {
  const activity = lms.state.activity(activityId);
  if (!activity) return html``;
  return html`<iframe
    class="written-frame"
    data-activity="${activityId}"
    title="${activity.title}"
    width="${width}"
    height="${height}"
    src="/activities/${activityId}/open?opensIn=frame"
    allow="${FRAME_RIGHTS}"
  ></iframe>`;
}

/** The editor of a page: its texts, what was inserted, and the tools to insert from. */
export function pageEditor(lms: Lms, viewer: Person, written: CoursePage): string {
  const { editor } = lms.state.platform;
  const main = html`<p role="status" id="news" class="news"></p>
    ${storageFrame(lms)}
    <form method="post" action="/pages/${written.id}" id="page-form" class="box inside stack">
      <div class="field">
        <label for="page-title">Title</label>
        <input id="page-title" name="title" value="${written.title}" required maxlength="200" />
      </div>
      ${written.parts.map((part, index) => partField(lms, part, index))}
      <div class="row">
        <button class="button blue">Save the page</button>
        ${
          editor &&
          lms.state.tools.map(({ name, clientId }) => {
            const path = `/tools/${clientId}/choose?page=${written.id}`;
            return html`<a
              class="button"
              href="${path}"
              data-choose="${path}&opensIn=frame"
              data-tool="${name}"
              >${editor.button.replace('{tool}', name)}</a
            >`;
          })
        }
      </div>
      ${
        !editor &&
        html`<p class="note">
          ${lms.state.platform.name} has no place for tools in its editor. Add an activity to the
          course instead; it opens in a frame of its own.
        </p>`
      }
    </form>
    <dialog id="chooser" aria-labelledby="chooser-title">
      <div class="chooser-bar">
        <h2 id="chooser-title">Insert from the tool</h2>
        <button class="button" id="chooser-close">Close</button>
      </div>
    </dialog>`;
  return page({
    ...{ lms, viewer, main, title: `Change: ${written.title}` },
    ...{ current: '/course', here: `/pages/${written.id}/edit` },
    scripts: ['page-editor.js'],
    storage: true,
    bodyAttributes: storageAttributes(lms),
  });
}

function partField(lms: Lms, part: PagePart, index: number): SafeHtml {
  if (part.kind === 'text')
    return html`<div class="field">
      <label for="text-${index}">Text</label>
      <textarea id="text-${index}" name="text" rows="4" maxlength="20000">${part.text}</textarea>
    </div>`;
  const title = lms.state.activity(part.activityId)?.title ?? '';
  return html`<div class="row inserted" data-inserted="${part.activityId}">
    <span><b>${title}</b> in a frame of ${part.width} × ${part.height}</span>
    <button class="quiet" name="remove" value="${part.activityId}">
      Take out<span class="unseen"> ${title}</span>
    </button>
  </div>`;
}
