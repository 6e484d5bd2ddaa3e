import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const TIMEOUT_MS = 5_000;
const LARGEST_BYTES = 256 * 1024;

/**
 * GETs a small text from a tool. `*.localhost` goes to the loopback address (RFC 6761), as browsers
 * do; the resolver of many systems does not know such names. No redirect is followed.
 */
export async function fetchText(address: string): Promise<string> {
  const { status, text } = await ask(address);
  if (status !== 200) throw new Error(`${address} answered ${status}`);
  return text;
}

/** POSTs JSON to a tool, and answers with the status. */
export async function postJson(address: string, body: unknown): Promise<number> {
  return (await ask(address, JSON.stringify(body))).status;
}

function ask(address: string, body?: string): Promise<{ status: number; text: string }> {
  const url = new URL(address);
  const local = url.hostname.endsWith('.localhost') || url.hostname === 'localhost';
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        ...(local ? { hostname: '127.0.0.1', servername: url.hostname } : {}),
        headers: {
          ...{ host: url.host, accept: 'application/json' },
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        method: body === undefined ? 'GET' : 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > LARGEST_BYTES) request.destroy(new Error(`${address} sent too much`));
          else parts.push(part);
        });
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, text });
        });
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
