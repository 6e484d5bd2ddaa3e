import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const TIMEOUT_MS = 5_000;
const LARGEST_BYTES = 256 * 1024;

/**
 * GETs a small text from a tool. `*.localhost` goes to the loopback address (RFC 6761), as browsers
 * do; the resolver of many systems does not know such names. No redirect is followed.
 */
export function fetchText(address: string): Promise<string> {
  const url = new URL(address);
  const local = url.hostname.endsWith('.localhost') || url.hostname === 'localhost';
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        ...(local ? { hostname: '127.0.0.1', servername: url.hostname } : {}),
        headers: { host: url.host, accept: 'application/json' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          reject(new Error(`${address} answered ${response.statusCode}`));
          return;
        }
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > LARGEST_BYTES) request.destroy(new Error(`${address} sent too much`));
          else parts.push(part);
        });
        response.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end();
  });
}
