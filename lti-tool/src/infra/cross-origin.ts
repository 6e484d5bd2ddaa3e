import type { RequestHandler } from 'express';

/**
 * Lets pages of other origins read answers (CORS), if they are allowed to. Cookies are never
 * asked for: what a page may see hangs on its token alone.
 */
export function allowOrigins(isAllowed: (origin: string) => Promise<boolean>): RequestHandler {
  return async (request, response, next) => {
    response.vary('Origin');
    const { origin } = request.headers;
    if (origin === undefined || !(await isAllowed(origin))) {
      next();
      return;
    }
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'Date, Retry-After, Content-Length, Content-Range',
    });
    if (request.method !== 'OPTIONS') {
      next();
      return;
    }
    response
      .set({
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Range',
        'Access-Control-Max-Age': '600',
      })
      .status(204)
      .end();
  };
}
