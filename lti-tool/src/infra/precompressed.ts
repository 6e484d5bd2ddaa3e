import { existsSync, readdirSync } from 'node:fs';
import { extname } from 'node:path';
import express, { type RequestHandler } from 'express';

/** Endings that the build writes beside a file, best first, and what HTTP calls them. */
const CODINGS = [
  { ending: '.br', coding: 'br' },
  { ending: '.gz', coding: 'gzip' },
] as const;

/**
 * Serves a folder of built files whose names change with their content: kept by browsers for a
 * year, and sent as the build compressed them to whoever accepts it. Nothing is compressed here,
 * and a file without a compressed twin is sent as it is. Reads the names of the folder once.
 */
export function precompressed(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const files = express.static(folder, { immutable: true, maxAge: '365d', index: false });
  return (request, response, next) => {
    const { url } = request;
    const name = request.path.slice(1);
    const twins = CODINGS.filter(({ ending }) => names.has(name + ending));
    if (twins.length > 0) {
      response.vary('Accept-Encoding');
      // Browsers name gzip before br and mean no order: the smaller one is sent.
      const chosen = twins.find(({ coding }) => request.acceptsEncodings(coding));
      if (chosen) {
        request.url = `/${name}${chosen.ending}`;
        response.type(extname(name)).set('Content-Encoding', chosen.coding);
      }
    }
    files(request, response, (error: unknown) => {
      // The file has gone since the start: what answers instead is not compressed.
      request.url = url;
      response.removeHeader('Content-Encoding');
      next(error);
    });
  };
}
