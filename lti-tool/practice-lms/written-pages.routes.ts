import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import { viewerOf } from './browser-session.ts';
import type { CoursePage } from './course-pages.ts';
import type { Lms } from './lms.ts';
import { html } from './pages/html.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import { coursePageView, pageEditor } from './pages/written-pages.ts';
import { mayEditCourse } from './people.ts';

/** Pages of the course: read by everybody, written by who may change the course. */
export function writtenPagesRoutes(lms: Lms): Router {
  const router = Router();
  const form = urlencoded({ extended: false, limit: '256kb' });

  /** Runs work on a page that exists, for those who may do it. */
  function onPage(
    work: (page: CoursePage, request: Request, response: Response) => void,
    { writes }: { writes: boolean },
  ) {
    return (request: Request, response: Response): void => {
      const page = lms.state.pages.page(request.params['pageId']);
      if (!page) refuse(response, 404, 'The course has no such page.');
      else if (writes && !mayEditCourse(viewerOf(request)))
        refuse(response, 403, `${viewerOf(request).givenName} may not change this course.`);
      else work(page, request, response);
    };
  }

  function refuse(response: Response, status: number, words: string): void {
    const body = html`<p>${words}</p>
      <p><a href="/course">Back to the course</a></p>`;
    sendPage(response, smallPage(lms, 'This cannot be opened', body), status);
  }

  router.post('/pages', form, (request, response) => {
    if (!mayEditCourse(viewerOf(request))) {
      refuse(response, 403, `${viewerOf(request).givenName} may not change this course.`);
      return;
    }
    const [title = ''] = valuesOf(request, 'title');
    const page = lms.state.pages.add(title.trim() || 'A page');
    lms.state.onChange();
    response.redirect(303, `/pages/${page.id}/edit`);
  });
  router.get(
    '/pages/:pageId',
    onPage(
      (page, request, response) => sendPage(response, coursePageView(lms, viewerOf(request), page)),
      { writes: false },
    ),
  );
  router.get(
    '/pages/:pageId/edit',
    onPage(
      (page, request, response) => sendPage(response, pageEditor(lms, viewerOf(request), page)),
      { writes: true },
    ),
  );
  router.post(
    '/pages/:pageId',
    form,
    onPage(
      (page, request, response) => {
        const [title = ''] = valuesOf(request, 'title');
        lms.state.pages.write(page, title, valuesOf(request, 'text'));
        const [removed] = valuesOf(request, 'remove');
        const [keeps] = valuesOf(request, 'keeps');
        if (removed !== undefined) lms.state.removeActivity(removed);
        lms.state.onChange();
        if (keeps !== undefined) response.status(204).end();
        else response.redirect(303, `/pages/${page.id}${removed === undefined ? '' : '/edit'}`);
      },
      { writes: true },
    ),
  );
  return router;
}

/** All values of a field of a form. */
function valuesOf(request: Request, name: string): string[] {
  const body: unknown = request.body;
  const fields: Record<string, unknown> =
    body !== null && typeof body === 'object' ? { ...body } : {};
  return [fields[name] ?? []].flat().filter((value): value is string => typeof value === 'string');
}
