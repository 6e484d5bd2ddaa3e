import { createReadStream, existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { Plugin } from 'vite';

const TYPES: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.vtt': 'text/vtt',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};

/**
 * Serves a folder of sample clips to the gallery at `/sample-media/`, from `GALLERY_MEDIA`. Only
 * the development server has it. A request whose `sig` is `ended` is refused, like an address
 * that has expired.
 */
export function sampleMedia(): Plugin {
  const folder = process.env['GALLERY_MEDIA'];
  return {
    name: 'lookfor-sample-media',
    apply: 'serve',
    configureServer(server) {
      if (!folder) return;
      server.middlewares.use('/sample-media', (request, response, next) => {
        const address = new URL(request.url ?? '/', 'http://gallery.localhost');
        const file = join(folder, normalize(decodeURIComponent(address.pathname)));
        if (!existsSync(file)) return next();
        if (address.searchParams.get('sig') === 'ended') {
          response.statusCode = 403;
          response.end();
          return;
        }
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
  };
}
