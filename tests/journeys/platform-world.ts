import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rm } from 'node:fs/promises';
import type { Browser, Frame, Page } from 'playwright';
import { PLATFORM_KEYS, type PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import { startPracticeLms, type PracticeLms } from '../../lti-tool/practice-lms/practice-lms.ts';
import { openBrowser, type Person } from '../support/browser.ts';
import { callApi, type HttpPerson } from '../support/http-launch.ts';
import {
  COOKIELESS,
  makeCertificate,
  openHttpsFront,
  type HttpsFront,
} from '../support/https-front.ts';
import { askedPlatform, hostsOf, playedPlatform } from '../support/played-platform.ts';
import { newDataDir } from '../support/tool-database.ts';
import { freePort, startTool, type ToolProcess } from '../support/tool-process.ts';
import { openAs } from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Platforms whose story is told: the one that was asked for, or each of the five makes. */
export const PLAYED: readonly PlatformKey[] = askedPlatform()
  ? [playedPlatform('practice')]
  : PLATFORM_KEYS.filter((key) => key !== 'practice');

/** One LMS of the journeys: its own site, reached by https. */
export interface Campus {
  lms: PracticeLms;
  people: Person[];
  open(key: string): Promise<Person>;
}

/** One tool behind https, and LMSs of each make, each on a site of its own. */
export interface PlatformWorld {
  tool: ToolProcess;
  front: HttpsFront;
  campus: ReadonlyMap<PlatformKey, Campus>;
  lookfor(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts everything on an empty folder. */
export async function openPlatformWorld(): Promise<PlatformWorld> {
  const hosts = ['tool.localhost', ...PLAYED.flatMap((name) => hostsOf(name, `${name}.localhost`))];
  const certificate = makeCertificate(hosts);
  const [toolPort, frontPort] = [await freePort(), await freePort()];
  const front = await openHttpsFront(certificate, {
    ...{ host: 'tool.localhost', port: frontPort, toolPort },
  });
  const environment = {
    PUBLIC_URL: front.origin,
    NODE_EXTRA_CA_CERTS: certificate.path,
    PRIVATE_HOSTS: hosts.join(),
  };
  const dataDir = newDataDir();
  const tool = await startTool({ dataDir, port: toolPort, environment });
  const browser = await openBrowser();
  const campus = new Map(
    await Promise.all(
      PLAYED.map(async (name) => [name, await openCampus(name, certificate, browser)] as const),
    ),
  );
  return {
    ...{ tool, front, campus },
    async lookfor(...args) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(root, 'dist/server/cli.js'), ...args],
        {
          cwd: root,
          env: { ...process.env, ...environment, DATA_DIR: dataDir, PORT: String(toolPort) },
        },
      );
      return stdout;
    },
    async close() {
      await browser.close();
      await front.close();
      await tool.kill('SIGTERM');
      for (const { lms } of campus.values()) await lms.close();
      certificate.remove();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function openCampus(
  platform: PlatformKey,
  https: { key: string; cert: string },
  browser: Browser,
): Promise<Campus> {
  const port = await freePort();
  const lms = await startPracticeLms({
    ...{ port, platform, https, baseUrl: `https://${platform}.localhost:${port}` },
    title: `Practice ${platform}`,
  });
  const people: Person[] = [];
  return {
    lms,
    people,
    async open(key) {
      const options = { ignoreHTTPSErrors: true, viewport: { width: 1240, height: 950 } };
      // Sam's browser keeps no cookie in frames, everybody else's keeps partitioned ones.
      const userAgent = key === 'sam' ? { userAgent: COOKIELESS } : {};
      const person = await openAs(browser, lms, key, { ...options, ...userAgent });
      people.push(person);
      return person;
    },
  };
}

/** The person of an open page of Lookfor, to call the API as they do. */
export async function callerOf(place: Frame | Page): Promise<HttpPerson> {
  const { origin } = new URL(place.url());
  const [token, boot] = await place.evaluate(() => {
    const app = document.querySelector('lookfor-app');
    if (!app) throw new Error('Lookfor is not open');
    return [app.api.token(), app.boot] as const;
  });
  return {
    boot,
    token: token ?? '',
    call: (route, request = {}) => callApi(origin, token ?? '', route, request),
  };
}
