import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** A certificate that its own signature makes good, with the file for other processes. */
export interface TestCertificate {
  key: string;
  cert: string;
  /** For NODE_EXTRA_CA_CERTS. */
  path: string;
  remove(): void;
}

/** Makes a certificate for these hosts, and lets this process trust it. */
export function makeCertificate(hosts: readonly string[]): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-https-'));
  const [key, path] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const subject = ['-subj', '/CN=Lookfor tests', '-addext', `subjectAltName=${names}`];
  const pair = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', path, '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...pair, ...subject], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(path, 'utf8') };
  setDefaultCACertificates([...getCACertificates('default'), made.cert]);
  return { ...made, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A browser with this in its name keeps no cookie of a frame at all, like Safari 18.5 to 26.1. */
export const COOKIELESS = 'Safari/18.5 (keeps no cookies in frames)';

/** The https address of a tool that speaks http, as a reverse proxy gives it one. */
export interface HttpsFront {
  origin: string;
  /** Cookies without `Partitioned` that a frame sent back: third-party cookies. */
  thirdPartyCookies: string[];
  close(): Promise<void>;
}

const CANARY = 'third-party-canary';

/**
 * Stands in front of a tool. Gives every frame a cookie that is not partitioned, to see whether the
 * browser really blocks those of third parties.
 */
export async function openHttpsFront(
  certificate: TestCertificate,
  { host, port, toolPort }: { host: string; port: number; toolPort: number },
): Promise<HttpsFront> {
  const thirdPartyCookies: string[] = [];
  const server = createServer(certificate, (request, response) => {
    const isFrame = request.headers['sec-fetch-dest'] === 'iframe';
    const keepsNone = isFrame && (request.headers['user-agent'] ?? '').includes(COOKIELESS);
    if (isFrame && request.headers.cookie?.includes(CANARY)) {
      thirdPartyCookies.push(request.url ?? '');
    }
    const passed = httpRequest(
      {
        ...{ host: '127.0.0.1', port: toolPort, method: request.method, path: request.url },
        headers: { ...request.headers, 'x-forwarded-proto': 'https' },
      },
      (answer: IncomingMessage) => {
        const cookies = keepsNone ? [] : (answer.headers['set-cookie'] ?? []);
        const canary = isFrame && !keepsNone ? [`${CANARY}=1; Path=/; Secure; SameSite=None`] : [];
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          'set-cookie': [...cookies, ...canary],
        });
        answer.pipe(response);
      },
    );
    passed.once('error', () => response.destroy());
    response.once('close', () => passed.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    origin: `https://${host}:${(server.address() as AddressInfo).port}`,
    thirdPartyCookies,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
