import { Router } from 'express';
import type { Request, Response } from 'express';
import { readView, viewOf, viewerOf } from './browser-session.ts';
import type { LaunchPlan, Lms } from './lms.ts';
import { html } from './pages/html.ts';
import { postingPage, sendPage, smallPage } from './pages/layout.ts';
import { mayEditCourse, personByUserId } from './people.ts';

/** First step of every launch: third-party initiated login, posted from the browser to the tool. */
function initiateLogin(lms: Lms, response: Response, plan: LaunchPlan): void {
  const { tool } = plan;
  const { login, storage } = lms.state.platform;
  const fields = {
    iss: lms.issuer,
    login_hint: plan.person.userId,
    target_link_uri: plan.target,
    lti_message_hint: messageHint(lms, plan),
    client_id: tool.clientId,
    ...(login.sendsDeployment ? { lti_deployment_id: tool.deploymentId } : {}),
    ...(lms.state.switches.noPlatformStorage || !storage
      ? {}
      : { lti_storage_target: storage.frame }),
    ...login.more,
  };
  lms.state.log.add({
    kind: 'Login initiation',
    summary: `${plan.person.givenName} opens ${plan.activity?.title ?? `the choice of ${tool.name}`}`,
    outcome: 'accepted',
    asked: { method: login.method, address: tool.loginUrl, form: fields },
  });
  if (login.method === 'POST') {
    sendPage(response, postingPage(lms, `Opening ${tool.name}`, tool.loginUrl, fields));
    return;
  }
  const address = new URL(tool.loginUrl);
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value);
  response.redirect(302, address.href);
}

/** The hint that comes back with the authentication request, and is spent by it. */
function messageHint(lms: Lms, plan: LaunchPlan): string {
  const ticket = lms.hints.issue(plan);
  if (lms.state.platform.login.messageHint === 'opaque') return ticket;
  return JSON.stringify({ cmid: plan.activity?.id ?? null, launchid: ticket });
}

function refuse(lms: Lms, response: Response, status: number, reason: string): void {
  sendPage(response, smallPage(lms, 'This cannot be opened', html`<p>${reason}</p>`), status);
}

function openActivity(lms: Lms, request: Request, response: Response): void {
  const activity = lms.state.activity(request.params['activityId']);
  const tool = activity && lms.state.tool(activity.clientId);
  if (!activity || !tool) {
    refuse(lms, response, 404, 'The course has no such activity any more.');
    return;
  }
  const view = readView({ ...viewOf(request), ...request.query });
  const reviewed = personByUserId(request.query['review']);
  const column = lms.state.gradebook.columnsOf(activity.id)[0];
  const target = reviewed ? column?.submissionReview?.url : undefined;
  initiateLogin(lms, response, {
    tool,
    activity,
    person: viewerOf(request),
    target: target ?? activity.url ?? tool.targetLinkUri,
    opensIn: view.opensIn,
    locale: view.locale,
    // Like Moodle, this LMS does not ask who opens whose work: the tool must.
    ...(reviewed ? { reviewOf: reviewed.userId } : {}),
  });
}

function openChoice(lms: Lms, request: Request, response: Response): void {
  const tool = lms.state.tool(request.params['clientId']);
  const person = viewerOf(request);
  if (!tool) {
    refuse(lms, response, 404, 'This tool is not registered any more.');
    return;
  }
  if (!mayEditCourse(person)) {
    refuse(lms, response, 403, `${person.givenName} may not add activities to this course.`);
    return;
  }
  const page = lms.state.pages.page(request.query['page']);
  if (request.query['page'] !== undefined && (!page || !lms.state.platform.editor)) {
    refuse(lms, response, 404, 'There is no page into which this could be inserted.');
    return;
  }
  const view = readView({ ...viewOf(request), ...request.query });
  initiateLogin(lms, response, {
    ...{ tool, person, target: tool.deepLinkingUrl },
    ...{ locale: view.locale, opensIn: view.opensIn },
    ...(page && { pageId: page.id }),
  });
}

function comeBack(lms: Lms, request: Request, response: Response): void {
  if (request.query['sesskey'] !== lms.state.sesskey) {
    refuse(lms, response, 403, 'The address has no valid session key.');
    return;
  }
  const notes = ['lti_msg', 'lti_errormsg', 'lti_log', 'lti_errorlog'].flatMap((name) => {
    const value = request.query[name];
    return typeof value === 'string' && value !== '' ? [{ name, value }] : [];
  });
  lms.state.log.add({
    kind: 'Return from the tool',
    summary: `${viewerOf(request).givenName} came back`,
    outcome: notes.some((note) => note.name.includes('error')) ? 'failed' : 'accepted',
    asked: Object.fromEntries(notes.map((note) => [note.name, note.value])),
  });
  const shown = notes.filter((note) => !note.name.endsWith('log'));
  const words = html`${shown.map((note) => html`<p>${note.value}</p>`)}
    <p><a href="/course" target="_top">Back to the course</a></p>`;
  sendPage(response, smallPage(lms, 'Back from the tool', words));
}

/** Pages that begin a launch, and the page to which the tool sends people back. */
export function launchRoutes(lms: Lms): Router {
  const router = Router();
  router.get('/activities/:activityId/open', (request, response) =>
    openActivity(lms, request, response),
  );
  router.get('/tools/:clientId/choose', (request, response) => openChoice(lms, request, response));
  router.get('/launch-return', (request, response) => comeBack(lms, request, response));
  return router;
}
