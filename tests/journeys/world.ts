import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Frame, Page } from 'playwright';
import { expect } from 'vitest';
import { startPracticeLms, type PracticeLms } from '../../lti-tool/practice-lms/practice-lms.ts';
import { observationRoutes } from '#contract/observations';
import type { ScreenName, ScreenParams } from '#elements/kit/events';
import type { LookforPlayer } from '#elements/player/clip-player';
import { taskRoutes } from '#contract/tasks';
import type { PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import { httpLaunch } from '../support/http-launch.ts';
import { hostsOf } from '../support/played-platform.ts';
import { openBrowser, openPerson, type Person } from '../support/browser.ts';
import { freePort, startTool, type ToolProcess } from '../support/tool-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A Lookfor as built and a practice LMS on another site, each on its own port, and a browser that
 * blocks third-party cookies.
 */
export interface World {
  lms: PracticeLms;
  tool: ToolProcess;
  browser: Browser;
  /** A window of somebody's own, who is known to the LMS by this short name. */
  open(key: string, viewport?: { width: number; height: number }): Promise<Person>;
  /** Everybody who opened a window so far. */
  people: Person[];
  /** Runs `npm run lookfor -- …` as an operator beside the running server. */
  lookfor(...args: string[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts everything on an empty folder. */
export async function openWorld(platform: PlatformKey): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-journey-'));
  chmodSync(folder, 0o755);
  const lms = await startPracticeLms({ port: await freePort(), platform });
  const privateHosts = hostsOf(platform, `lms.localhost:${lms.port}`).join();
  const tool = await startTool({
    dataDir: join(folder, 'data'),
    environment: { PRIVATE_HOSTS: privateHosts },
  });
  const browser = await openBrowser();
  const people: Person[] = [];
  return {
    lms,
    tool,
    browser,
    people,
    async open(key, viewport = { width: 1240, height: 950 }) {
      const person = await openPerson(browser, { viewport });
      people.push(person);
      await person.page.goto(`${lms.baseUrl}/course?as=${key}`);
      return person;
    },
    async lookfor(...args) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(root, 'dist/server/cli.js'), ...args],
        {
          cwd: root,
          env: {
            ...process.env,
            DATA_DIR: tool.dataDir,
            PORT: String(tool.port),
            PRIVATE_HOSTS: privateHosts,
          },
        },
      );
      return stdout;
    },
    async close() {
      await browser.close();
      await tool.kill('SIGTERM');
      await lms.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/** Registers the two with each other: Max in the LMS's pages, the operator by command line. */
export async function registerByHand(
  world: Pick<World, 'open' | 'lms' | 'lookfor'> & { tool: { baseUrl: string } },
  institution?: string,
): Promise<void> {
  const { page } = await world.open('max');
  const { baseUrl } = world.tool;
  await page.goto(`${world.lms.baseUrl}/administration`);
  await page.getByLabel('Name', { exact: true }).fill('Lookfor');
  await page.getByLabel(/^Login/).fill(`${baseUrl}/lti/login`);
  await page.getByLabel(/^Redirect|^Launch/).fill(`${baseUrl}/lti/launch`);
  await page.getByLabel(/^Target/).fill(`${baseUrl}/lti/launch`);
  await page.getByLabel(/^Key set/).fill(`${baseUrl}/lti/jwks`);
  await page.getByRole('button', { name: 'Register the tool' }).click();
  const command = await page.getByLabel('Command').innerText();
  await world.lookfor(
    ...wordsOf(command.replace(/^npm run lookfor -- /, '')),
    ...(institution === undefined ? [] : ['--institution', institution]),
  );
}

/** Makes an invitation as an operator; answers with its address. */
export async function invite(
  { lookfor }: Pick<World, 'lookfor'>,
  name: string,
  ...options: string[]
): Promise<string> {
  const said = await lookfor('platform', 'invite', '--name', name, ...options);
  const address = /https?:\/\/\S+\/lti\/register\/\S+/.exec(said)?.[0];
  if (address === undefined) throw new Error(`no invitation was made: ${said}`);
  return address;
}

/** Max pastes the address of an invitation; answers with the page that opens in the frame. */
export async function pasteAddress(max: Person, address: string): Promise<Frame> {
  const lms = new URL(max.page.url()).origin;
  await max.page.goto(`${lms}/administration`);
  await max.page.getByLabel('Registration address').fill(address);
  await max.page.getByRole('button', { name: 'Add the tool' }).click();
  const holder = await max.page.locator('#registration-frame').elementHandle();
  const frame = await holder?.contentFrame();
  if (!frame) throw new Error('the page of the tool did not open');
  await frame.getByRole('heading', { level: 1 }).waitFor();
  return frame;
}

/** Registers the two with each other: Max by an invitation, which switches it on at once. */
export async function registerByAddress(
  world: Pick<World, 'open' | 'lms' | 'lookfor'>,
  name: string,
  institution: string,
): Promise<void> {
  const { issuer } = world.lms;
  const wish = ['--institution', institution, '--issuer', issuer, '--activate'];
  const address = await invite(world, name, ...wish);
  const max = await world.open('max');
  const frame = await pasteAddress(max, address);
  await press(frame, 'Add Lookfor');
  await max.page.locator('[data-tool]').waitFor();
}

/** Somebody of the course in a window of their own, at a page of the LMS; without a path at the course. */
export async function openAs(
  browser: Browser,
  lms: { baseUrl: string },
  key: string,
  { path, ...options }: Parameters<typeof openPerson>[1] & { path?: string } = {},
): Promise<Person> {
  const person = await openPerson(browser, options);
  await person.page.goto(`${lms.baseUrl}/course?as=${key}`);
  if (path !== undefined) await person.page.goto(lms.baseUrl + path);
  return person;
}

/** Follows a link of the course page and answers with the frame in which Lookfor opened. */
export async function launch(person: Person, linkName: string): Promise<Frame> {
  await person.page.getByRole('link', { name: linkName }).first().click();
  return lookforFrame(person.page);
}

/** The frame of Lookfor on an LMS page, once its launch is through. */
export async function lookforFrame(page: Page): Promise<Frame> {
  await expect
    .poll(() => appFrame(page) !== undefined, { timeout: 120_000, message: 'Lookfor in its frame' })
    .toBe(true);
  const frame = appFrame(page);
  if (!frame) throw new Error('Lookfor did not open');
  await frame.locator('lookfor-app').waitFor();
  return frame;
}

function appFrame(page: Page): Frame | undefined {
  return page
    .frames()
    .find((frame) => /^https?:\/\/tool\.localhost:\d+\/(lti\/launch|app)/.test(frame.url()));
}

/** Wishes for a screen as an element of the page does, once the launch has landed on its own. */
export async function goTo(
  place: Page | Frame,
  screen: ScreenName,
  params: ScreenParams,
): Promise<void> {
  // While Lookfor opens nothing can be pressed; where the launch lands is decided by its end.
  await place.locator('lookfor-app main:not(.waiting)').first().waitFor();
  await place.evaluate(
    (wished) => {
      const wish = new Event('lookfor-navigate', { cancelable: true });
      document.querySelector('lookfor-app')?.dispatchEvent(Object.assign(wish, wished));
    },
    { screen, params } as const,
  );
}

/** Waits until the state line says that the server has everything. */
export async function everythingSaved(frame: Frame): Promise<void> {
  const line = frame.locator('lookfor-save-state').first();
  await expect.poll(() => line.evaluate((element) => element.getAttribute('state'))).toBe('saved');
}

/** Plays the clip by its key, from where it stands; answers when it plays. */
export async function startByKey(frame: Frame): Promise<void> {
  const player = frame.locator('lookfor-player').first();
  const isReady = (it: LookforPlayer) => it.controller?.isReady;
  await expect.poll(() => player.evaluate(isReady), { message: 'the clip is there' }).toBe(true);
  await player.press('Space');
  await expect.poll(() => isPlaying(frame), { message: 'the clip plays' }).toBe(true);
}

/** Stops the clip, which must be playing still, by its key. */
export async function pauseByKey(frame: Frame): Promise<void> {
  expect(await isPlaying(frame), 'the clip plays still').toBe(true);
  await frame.locator('lookfor-player').first().press('Space');
  await expect.poll(() => isPlaying(frame), { message: 'the clip stands' }).toBe(false);
}

function isPlaying(frame: Frame): Promise<boolean> {
  const player = frame.locator('lookfor-player').first();
  return player.evaluate((it: LookforPlayer) => it.controller.isPlaying);
}

/** Waits until the clip has played to a time, seconds. */
export async function playedTo(frame: Frame, seconds: number): Promise<void> {
  const video = frame.locator('video').first();
  await expect
    .poll(() => video.evaluate((film: HTMLVideoElement) => film.currentTime))
    .toBeGreaterThanOrEqual(seconds);
}

/** Lets a classmate observe the only placed task and hand in, without a browser. */
export async function handInOverHttp(world: World, key: string, body: string): Promise<void> {
  const activity = world.lms.state.activities.find(({ custom }) => custom?.['task']);
  const taskId = activity?.custom?.['task'];
  if (!activity || !taskId) throw new Error('no task is placed in the course');
  const person = await httpLaunch(world.lms.baseUrl, { as: key, activityId: activity.id });
  const params = { taskId };
  const task = await person.call(taskRoutes.getTask, { params });
  const lastPass = task.plan.passes.at(-1)?.id ?? '';
  const marks = task.plan.lookFors.map(({ id, codeId }, index) => ({
    kind: 'put' as const,
    mark: {
      id: randomUUID(),
      passId: lastPass,
      startSeconds: 4 + index * 4,
      endSeconds: 6 + index * 4,
      body,
      codeIds: codeId ? [codeId] : [],
      lookForId: id,
      child: 'Child A',
      changedAt: new Date().toISOString(),
    },
  }));
  await person.call(observationRoutes.openObservation, { params });
  await person.call(observationRoutes.changeMarks, { params, body: { changes: marks } });
  for (const { id: passId } of task.plan.passes) {
    const ofPass = { ...params, passId };
    const ranges: [number, number][] = [[0, task.clipDurationSeconds ?? 0]];
    await person.call(observationRoutes.addWatched, { params: ofPass, body: { ranges } });
    await person.call(observationRoutes.completePass, { params: ofPass, body: {} });
  }
  await person.call(observationRoutes.handInObservation, { params });
}

/** Presses the button, or follows the link, with this name. */
export async function press(frame: Frame, name: string | RegExp): Promise<void> {
  const exact = typeof name === 'string';
  await frame
    .getByRole('button', { name, exact })
    .or(frame.getByRole('link', { name, exact }))
    .first()
    .click();
}

/**
 * Keeps a picture of what somebody sees, without the LMS around it. With PICTURES=1 it becomes the
 * one that the README shows.
 */
export async function picture({ page }: Person, name: string): Promise<void> {
  const folder = process.env['PICTURES'] === '1' ? 'lti-tool/pictures' : 'test-results';
  await page.locator('#tool-frame').screenshot({ path: join(root, folder, `${name}.png`) });
}

/** Saves a picture of each open window to test-results/. */
export async function picturesOf(world: Pick<World, 'people'>, name: string): Promise<void> {
  for (const [index, { page }] of world.people.entries()) {
    if (!page.isClosed())
      await page.screenshot({
        path: join(root, `test-results/${name}-${index}.png`),
        fullPage: true,
      });
  }
}

/** Splits a command line with single quotes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}
