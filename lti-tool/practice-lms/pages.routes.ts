import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import { readView, rememberView, viewOf, viewerOf } from './browser-session.ts';
import type { Lms } from './lms.ts';
import { activityPage } from './pages/activity-page.ts';
import { activitiesTable, coursePage, storageAttributes } from './pages/course-page.ts';
import { gradebookTable } from './pages/gradebook-table.ts';
import { html } from './pages/html.ts';
import { sendPage, smallPage } from './pages/layout.ts';
import { latestMessages, messagesPage } from './pages/messages-page.ts';
import { peoplePage } from './pages/people-page.ts';
import { roundTrip } from './pages/round-trip.ts';
import { startAgainPage } from './pages/start-again-page.ts';
import { switchesFromForm } from './pages/switch-panel.ts';
import { mayEditCourse, personByUserId } from './people.ts';

/** Fields of a form, or nothing. */
function form(request: Request): Record<string, unknown> {
  const body: unknown = request.body;
  return body !== null && typeof body === 'object' ? { ...body } : {};
}

function showActivity(lms: Lms, request: Request, response: Response): void {
  const activity = lms.state.activity(request.params['activityId']);
  if (!activity) {
    const words = html`<p>The course has no such activity any more.</p>
      <p><a href="/course">Back to the course</a></p>`;
    sendPage(response, smallPage(lms, 'Not found', words), 404);
    return;
  }
  const reviewed = personByUserId(request.query['review']);
  sendPage(response, activityPage(lms, viewerOf(request), activity, viewOf(request), reviewed));
}

/** Runs a change of the course for those who may, then shows the course again. */
function change(lms: Lms, work: (request: Request) => void) {
  return (request: Request, response: Response): void => {
    const viewer = viewerOf(request);
    if (!mayEditCourse(viewer)) {
      const words = html`<p>${viewer.givenName} may not change this course.</p>`;
      sendPage(response, smallPage(lms, 'Not allowed', words), 403);
      return;
    }
    work(request);
    response.redirect(303, '/course');
  };
}

function changeGrade(lms: Lms, request: Request): void {
  const { columnId, userId, points, comment } = form(request);
  const column = lms.state.gradebook.columns.find((one) => one.id === columnId);
  const student = lms.state.students.find((one) => one.userId === userId);
  const number = Number(points);
  if (!column || !student || points === '' || !Number.isFinite(number) || number < 0) return;
  const words = typeof comment === 'string' && comment !== '' ? comment : undefined;
  lms.state.changeGradeByHand(column.id, student.userId, { points: number, comment: words });
}

function courseRoutes(lms: Lms, router: Router): void {
  router.get('/', (_request, response) => response.redirect(303, '/course'));
  router.get('/course', (request, response) => {
    sendPage(response, coursePage(lms, viewerOf(request), viewOf(request)));
  });
  router.get('/course/news', (request, response) => {
    const viewer = viewerOf(request);
    const newest = lms.state.gradebook.cells.at(-1);
    const student = lms.state.students.find((person) => person.userId === newest?.userId);
    const column = lms.state.gradebook.columns.find((one) => one.id === newest?.columnId);
    const maySee = student && (viewer.part !== 'student' || viewer === student);
    response.set('Cache-Control', 'no-store').json({
      parts: {
        'round-trip': roundTrip(lms.state).text,
        'activities-table': activitiesTable(lms, viewer, viewOf(request)).text,
        'gradebook-table': gradebookTable(lms, viewer).text,
        'latest-messages': latestMessages(lms).text,
      },
      newest:
        newest && maySee && newest.points !== null
          ? {
              writtenMs: newest.writtenMs,
              words: `The grade of ${student.givenName} for ${column?.label} is now ${newest.points.toFixed(2)}.`,
            }
          : null,
    });
  });
  router.get('/activities/:activityId', (request, response) =>
    showActivity(lms, request, response),
  );
  router.post(
    '/activities/:activityId/remove',
    change(lms, (request) => lms.state.removeActivity(String(request.params['activityId']))),
  );
  router.post(
    '/tools/:clientId/start-link',
    change(lms, (request) => {
      const tool = lms.state.tool(request.params['clientId']);
      if (tool) lms.state.addStartLink(tool);
    }),
  );
  router.post(
    '/grades',
    change(lms, (request) => changeGrade(lms, request)),
  );
  router.post(
    '/columns/:columnId/remove',
    change(lms, (request) => lms.state.removeColumn(String(request.params['columnId']))),
  );
  router.post(
    '/grades/release',
    change(lms, (request) => {
      const { columnId, userId } = form(request);
      lms.state.releaseGrade(String(columnId), String(userId));
    }),
  );
}

/** Course, people, messages, and the forms on them. */
export function pagesRoutes(lms: Lms): Router {
  const router = Router();
  router.use(urlencoded({ extended: false, limit: '64kb' }));
  courseRoutes(lms, router);
  router.get('/storage-frame', (_request, response) => {
    const bodyAttributes = storageAttributes(lms, '_parent');
    const words = html`<p>What tools store for their sign-in.</p>`;
    sendPage(response, smallPage(lms, 'Storage', words, { storage: true, bodyAttributes }));
  });
  router.get('/people', (request, response) => {
    sendPage(response, peoplePage(lms, viewerOf(request)));
  });
  router.get('/messages', (request, response) => {
    const onlyRefused = request.query['only'] === 'refused';
    sendPage(response, messagesPage(lms, viewerOf(request), onlyRefused));
  });
  router.get('/start-again', (request, response) => {
    sendPage(response, startAgainPage(lms, viewerOf(request)));
  });
  router.post('/start-again', (request, response) => {
    lms.state.reset({ keepTools: form(request)['forgetTools'] !== 'true' });
    lms.tokens.clear();
    response.redirect(303, '/course');
  });
  router.post('/view', (request, response) => {
    rememberView(lms, response, readView(form(request)));
    response.redirect(303, '/course');
  });
  router.post('/switches', (request, response) => {
    lms.state.setSwitches(switchesFromForm(form(request)));
    response.redirect(303, '/course');
  });
  return router;
}
