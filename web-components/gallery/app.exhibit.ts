import { html } from 'lit';
import { CAPABILITIES_OF, type Role } from '#contract/vocabulary';
import { sessionRoutes, type Boot, type Session } from '#contract/launch';
import '#elements/app/lookfor-app';
import { createApi } from '#elements/kit/api';
import { pretendApi, refusal } from './pretend-server.ts';

const taskId = '0190a1b2-0000-7000-8000-000000000001';

function bootFor(target: Boot['target']): Boot {
  return {
    token: 'gallery',
    tokenExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    locale: 'en',
    target,
    deepLinking: null,
    returnUrl: 'https://lms.example/course',
  };
}

function sessionOf(role: Role): Session {
  return {
    personId: '0190a1b2-0000-7000-8000-000000000002',
    name: null,
    role,
    capabilities: [...CAPABILITIES_OF[role]],
    courseTitle: 'EDU 210 Learning to notice',
    locale: 'en',
  };
}

/** The session ended while the page was open. */
export function sessionEndExhibit() {
  const api = pretendApi([
    {
      route: sessionRoutes.getSession,
      reply: () => null,
      problem: refusal('session_expired', 401),
    },
  ]);
  return html`<lookfor-app .api=${api} .boot=${bootFor({ screen: 'course' })}></lookfor-app>`;
}

/** A student opens a page for lecturers. */
export function notAllowedExhibit() {
  const api = pretendApi([{ route: sessionRoutes.getSession, reply: () => sessionOf('student') }]);
  return html`<lookfor-app .api=${api} .boot=${bootFor({ screen: 'course' })}></lookfor-app>`;
}

/** The server does not answer. */
export function offlineExhibit() {
  const boot = bootFor({ screen: 'course' });
  const api = createApi({ boot, fetch: () => Promise.reject(new TypeError('offline')) });
  return html`<lookfor-app .api=${api} .boot=${boot}></lookfor-app>`;
}

/** A lecturer's page with its quiet top line. */
export function lecturerExhibit() {
  const api = pretendApi([{ route: sessionRoutes.getSession, reply: () => sessionOf('lecturer') }]);
  return html`<lookfor-app .api=${api} .boot=${bootFor({ screen: 'task', taskId })}></lookfor-app>`;
}
