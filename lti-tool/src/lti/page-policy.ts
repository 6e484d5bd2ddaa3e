import type { Response } from 'express';

/**
 * Headers of pages in an LMS frame. Scripts come from our own files, or carry the nonce; who may
 * frame the page is said per launch; it never leaves its address to others.
 */
export function setPageHeaders(
  response: Response,
  options: {
    /** Origins of the pages around; null where nothing is shown that anyone could misuse. */
    frameAncestors: readonly string[] | null;
    /** Of the page's own scripts. */
    nonce?: string;
    /** Whether clips play on this page. */
    isApp?: boolean;
    /** Where films lie that are not served here, and whose players may be framed. */
    filmOrigins?: readonly string[];
    playerOrigins?: readonly string[];
  },
): void {
  const { filmOrigins = [], playerOrigins = [] } = options;
  const nonce = options.nonce ? [`'nonce-${options.nonce}'`] : [];
  const policy: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'script-src': ["'self'", ...nonce],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-ancestors': options.frameAncestors ? ["'self'", ...options.frameAncestors] : ['*'],
    ...(options.isApp && {
      'img-src': ["'self'", 'blob:', 'data:'],
      'media-src': ["'self'", 'blob:', ...filmOrigins],
      'connect-src': ["'self'", ...filmOrigins],
      ...(playerOrigins.length > 0 && { 'frame-src': playerOrigins }),
      'worker-src': ["'self'", 'blob:'],
      // media-chrome writes style elements into its shadow roots: the player gives them the nonce.
      'style-src': ["'self'", ...nonce],
    }),
  };
  const text = Object.entries(policy).map(([name, values]) => `${name} ${values.join(' ')}`);
  response.setHeader('Content-Security-Policy', text.join('; '));
  response.setHeader('Cache-Control', 'no-store');
  // `same-origin`, not `no-referrer`: our own forms must arrive with their Origin.
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // A frame inside an LMS; and platform storage asks the window that opened us.
  response.removeHeader('X-Frame-Options');
  response.removeHeader('Cross-Origin-Opener-Policy');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
}

/** Sends a page whose headers are set. Head and text leave in one piece. */
export function sendPage(response: Response, html: string): void {
  response.setHeader('Content-Length', Buffer.byteLength(html));
  response.end(html);
}

/** Leads the browser on, without a page of its own: to an address that is written as it must be. */
export function leadTo(response: Response, status: 302 | 303, address: string): void {
  response.statusCode = status;
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Location', address);
  response.end();
}
