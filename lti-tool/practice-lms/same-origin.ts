import type { RequestHandler } from 'express';
import type { Lms } from './lms.ts';

/**
 * Refuses a form that another site posts to this LMS. Browsers say where a post comes from; a
 * script outside a browser says nothing and is let through.
 */
export function onlyFromHere(lms: Lms): RequestHandler {
  const own = new URL(lms.baseUrl).origin;
  return (request, response, next) => {
    const { origin } = request.headers;
    if (request.method !== 'POST' || origin === undefined || origin === own) {
      next();
      return;
    }
    response.status(403).type('text').send('This form was sent from another site.');
  };
}
