import { httpCall, type HttpAnswer } from '../support/http-launch.ts';
import type { BenchPlatform } from './bench-platform.ts';
import { percentile } from './measure.ts';

/** A tool that can be launched. */
export interface LaunchTarget {
  loginUrl: string;
  launchUrl: string;
  /** Cookies of a browser that has been here before. */
  cookie?: string;
  /** Whether a page is the one that a launch should end with. */
  isOpen(page: string): boolean;
}

/** What came of a number of launches. */
export interface LoadOutcome {
  perSecond: number;
  p99Ms: number;
}

/**
 * Launches so often, so many at once, and waits for all pages. @throws when a single launch fails:
 * a fast refusal is no launch.
 */
export async function launchMany(
  platform: BenchPlatform,
  target: LaunchTarget,
  { count, atOnce }: { count: number; atOnce: number },
): Promise<LoadOutcome> {
  const timesMs: number[] = [];
  let begun = 0;
  const launchOnAndOn = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const address = `198.51.${(begun >> 8) & 255}.${begun & 255}`;
      const startMs = performance.now();
      await launchOnce(platform, target, address);
      timesMs.push(performance.now() - startMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: atOnce }, launchOnAndOn));
  const seconds = (performance.now() - startMs) / 1_000;
  return { perSecond: count / seconds, p99Ms: percentile(timesMs, 0.99) };
}

/** @param address of the person, as a proxy states it: a limit counts people, not proxies. */
async function launchOnce(
  platform: BenchPlatform,
  target: LaunchTarget,
  address: string,
): Promise<void> {
  let cookie = target.cookie ?? '';
  const send = async (url: string, form?: Record<string, string>): Promise<HttpAnswer> => {
    const answer = await httpCall(url, {
      headers: {
        'x-forwarded-for': address,
        ...(cookie && { cookie }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
    });
    const set = [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]);
    cookie = [...(cookie ? [cookie] : []), ...set].join('; ');
    return answer;
  };
  const login = await send(target.loginUrl, {
    iss: platform.issuer,
    login_hint: '1',
    target_link_uri: target.launchUrl,
    client_id: platform.clientId,
    lti_deployment_id: platform.deploymentId,
  });
  const authUrl = login.headers['location'];
  if (login.status !== 302 || typeof authUrl !== 'string') throw failed('login', login);
  const message = await platform.answer(authUrl, target.launchUrl);
  let page = await send(target.launchUrl, message);
  const next = page.headers['location'];
  if (page.status === 302 && typeof next === 'string')
    page = await send(new URL(next, target.launchUrl).href);
  if (page.status !== 200 || !target.isOpen(page.text)) throw failed('launch', page);
}

function failed(step: string, answer: HttpAnswer): Error {
  return new Error(`${step} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}
