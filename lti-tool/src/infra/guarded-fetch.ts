import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AppError } from './app-error.ts';

/** A request to an address that somebody else named. */
export interface GuardedRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  timeoutMs?: number;
  maximumBytes?: number;
  /** Each hop is guarded like the first. Only followed for GET. */
  maximumRedirects?: number;
  signal?: AbortSignal;
}

/** What came back, whatever its status. */
export interface GuardedAnswer {
  status: number;
  /** Words after the status in the first line of the answer; often empty. */
  statusText?: string;
  /** Lower-case names; of repeated headers, values joined by a comma. */
  headers: Readonly<Record<string, string>>;
  text: string;
  url: string;
}

/** Fetches an address that somebody else handed us. */
export interface GuardedFetch {
  (url: string, request?: GuardedRequest): Promise<GuardedAnswer>;
  /**
   * Whether an address may be fetched, without fetching it: its name is looked up. The fetch
   * itself checks again.
   * @throws {AppError} address_refused, or platform_unreachable when its name is not known.
   */
  check(url: string): Promise<void>;
}

/** Looks a name up, as `node:dns` does with `all`. */
export type Resolver = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** Whether an address belongs to a private, local or documentation network. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return PRIVATE.check(mapped, 'ipv4');
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Makes the guarded fetch: https only, no private address, bounded size, time and redirects. The
 * address is checked when it is connected to, so a name that changes its answer gains nothing.
 * @param privateHosts `host` or `host:port` for which http and private addresses are allowed.
 * @param lookup who is asked for the addresses of a name; the system when left out.
 * @throws {AppError} address_refused, or platform_unreachable for network errors and timeouts.
 */
export function createGuardedFetch(
  privateHosts: readonly string[],
  lookup: Resolver = systemLookup,
): GuardedFetch {
  const agentOptions = { keepAlive: true, maxSockets: 64, scheduling: 'lifo' } as const;
  const agents = { http: new HttpAgent(agentOptions), https: new HttpsAgent(agentOptions) };
  const isAllowedPrivate = (url: URL): boolean =>
    privateHosts.includes(url.hostname) || privateHosts.includes(url.host);

  const once = (url: URL, options: GuardedRequest): Promise<GuardedAnswer> => {
    const trusted = isAllowedPrivate(url);
    requireAllowed(url, trusted);
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const maximumBytes = options.maximumBytes ?? 1_048_576;
    return new Promise((done, fail) => {
      const unreachable = (cause: unknown): void =>
        fail(
          cause instanceof AppError ? cause : new AppError('platform_unreachable', {}, { cause }),
        );
      const request = send(url, {
        method: options.method ?? 'GET',
        agent: url.protocol === 'http:' ? agents.http : agents.https,
        headers: {
          'User-Agent': 'Lookfor (LTI tool)',
          ...options.headers,
          ...(options.body !== undefined && {
            'Content-Length': String(Buffer.byteLength(options.body)),
          }),
        },
        lookup: guardedLookup(trusted, lookup),
        signal: AbortSignal.any([
          AbortSignal.timeout(options.timeoutMs ?? 10_000),
          ...(options.signal ? [options.signal] : []),
        ]),
      });
      request.once('error', unreachable);
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maximumBytes) response.destroy(new Error('the answer is too large'));
          else chunks.push(chunk);
        });
        response.once('error', unreachable);
        response.once('aborted', () => unreachable(new Error('the answer broke off')));
        response.once('end', () =>
          done({
            status: response.statusCode ?? 0,
            statusText: response.statusMessage ?? '',
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            text: Buffer.concat(chunks).toString('utf8'),
            url: url.href,
          }),
        );
      });
      request.end(options.body);
    });
  };

  async function guardedFetch(
    address: string,
    options: GuardedRequest = {},
  ): Promise<GuardedAnswer> {
    let url = parseUrl(address);
    for (let redirects = 0; ; redirects += 1) {
      const answer = await once(url, options);
      const location = answer.headers['location'];
      const follows = answer.status >= 300 && answer.status < 400 && location !== undefined;
      if (!follows || (options.method ?? 'GET') !== 'GET') return answer;
      if (redirects >= (options.maximumRedirects ?? 0)) {
        throw new AppError('address_refused', { reason: 'too many redirects' });
      }
      url = parseUrl(new URL(location, url).href);
    }
  }

  function check(address: string): Promise<void> {
    return new Promise((done, fail) => {
      const url = parseUrl(address);
      const trusted = isAllowedPrivate(url);
      requireAllowed(url, trusted);
      if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) done();
      else
        guardedLookup(trusted, lookup)(url.hostname, {}, (error) => {
          if (!error) done();
          else if (error instanceof AppError) fail(error);
          else fail(new AppError('platform_unreachable', {}, { cause: error }));
        });
    });
  }

  return Object.assign(guardedFetch, { check });
}

function parseUrl(address: string): URL {
  if (!URL.canParse(address)) throw new AppError('address_refused', { reason: 'not an address' });
  return new URL(address);
}

function requireAllowed(url: URL, trusted: boolean): void {
  const refuse = (reason: string): never => {
    throw new AppError('address_refused', { reason });
  };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && trusted)) refuse('not https');
  if (url.username || url.password) refuse('credentials in the address');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !trusted && isPrivateAddress(literal)) refuse('a private address');
}

/** Resolves a name and refuses private answers; `*.localhost` is loopback (RFC 6761). */
function guardedLookup(trusted: boolean, lookup: Resolver): LookupFunction {
  return (hostname, options, callback) => {
    if (trusted && (hostname === 'localhost' || hostname.endsWith('.localhost'))) {
      if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
      return;
    }
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, '', 4);
        return;
      }
      const first = addresses[0];
      if (!first || (!trusted && addresses.some(({ address }) => isPrivateAddress(address)))) {
        callback(new AppError('address_refused', { reason: 'a private address' }), '', 4);
      } else if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}
