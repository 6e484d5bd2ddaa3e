import { createReadStream, existsSync, readFileSync } from 'node:fs';
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
 * the development server has it. An address with `until` (milliseconds) is refused after that
 * time, and playlists hand it on to what they name, as the real server does with signatures.
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
        const validUntilMs = Number(address.searchParams.get('until') ?? Infinity);
        if (Date.now() > validUntilMs) {
          response.statusCode = 403;
          response.end();
          return;
        }
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        if (extname(file) === '.m3u8') response.end(signed(readFileSync(file, 'utf8'), address));
        else createReadStream(file).pipe(response);
      });
    },
  };
}

function signed(playlist: string, address: URL): string {
  return playlist
    .replace(/^(?!#)(\S+)$/gm, `$1${address.search}`)
    .replace(/URI="([^"]+)"/g, `URI="$1${address.search}"`);
}
