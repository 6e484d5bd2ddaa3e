import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { careRoutes } from '#contract/care';
import { clipRoutes } from '#contract/clips';
import type { LookforPlayer } from '#elements/player/clip-player';
import { expectAccessible, openBrowser, openPerson, type Person } from '../support/browser.ts';
import { httpCall, type HttpPerson } from '../support/http-launch.ts';
import { playedPlatform } from '../support/played-platform.ts';
import {
  makeFilm,
  openToolWithLms,
  publishTaskOn,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';
import {
  everythingSaved,
  launch,
  lookforFrame,
  openAs,
  picturesOf,
  playedTo,
  press,
  startByKey,
} from './world.ts';

const platform = playedPlatform('sakai');

/**
 * The life of a clip, from a file on a lecturer's device over a killed server to the library, and out
 * of sight again when a consent is withdrawn, while a student watches with the whole film in the
 * browser already.
 */
describe('a clip from its upload to a withdrawal', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let lee: Person;
  let frame: Frame;
  let sam: Person | undefined;
  let student: Frame;
  let film: string;
  /** Lets what the lecturer sends through, or keeps it on the way from the second part on. */
  let isLineStill = true;
  const sentFrom: number[] = [];
  const segments: string[] = [];

  beforeAll(async () => {
    world = await openToolWithLms({ platform });
    film = join(world.tool.dataDir, 'tower.mp4');
    // A box that readers skip makes the film larger than what is sent in one piece.
    const rest = randomBytes(9_000_000);
    rest.writeUInt32BE(rest.length, 0);
    rest.write('free', 4, 'latin1');
    await writeFile(film, Buffer.concat([await makeFilm(film, 24), rest]));
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    lee = await openPerson(browser);
    await lee.page.goto(`${world.lms.baseUrl}/course?as=lee`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await picturesOf({ people: sam ? [lee, sam] : [lee] }, 'failed-clip-life');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test('a lecturer uploads a film, and pauses', async () => {
    await lee.context.route('**/api/uploads/*', (route) => {
      if (route.request().method() === 'PATCH') {
        const offset = Number(route.request().headers()['upload-offset']);
        sentFrom.push(offset);
        if (offset > 0 && isLineStill) return undefined;
      }
      return route.continue();
    });
    frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await frame.locator('lookfor-clip-upload input[type=file]').first().setInputFiles(film);
    await expect.poll(() => sentFrom.at(-1)).toBeGreaterThan(0);
    await press(frame, 'Pause the upload of tower.mp4');
    await frame.getByText(/^Paused at \d+ %$/).waitFor();
  });

  test('the server is killed meanwhile, and what had arrived is not sent again', async () => {
    await world.tool.kill('SIGKILL');
    await world.tool.restart();
    isLineStill = false;
    const before = sentFrom.length;
    await press(frame, 'Go on with the upload of tower.mp4');
    await frame
      .getByText(/^(Uploaded|Transcoded)$/)
      .first()
      .waitFor();
    expect(sentFrom.slice(before)).toEqual([8 * 1024 * 1024]);
    await lee.context.unrouteAll({ behavior: 'ignoreErrors' });
  });

  test('she describes it while it is prepared', async () => {
    const fill = (label: string, words: string) =>
      frame.getByLabel(label, { exact: true }).filter({ visible: true }).fill(words);
    await fill('Title', 'The tower falls');
    await fill('Strategy it shows', 'Waiting before helping');
    await everythingSaved(frame);
  });

  test('she records what each person agreed to, and publishes', async () => {
    for (const [name, kind, times] of [
      ['Child A', 'a child', '0:08–0:12'],
      ['Educator E', 'an adult', ''],
    ] as const) {
      await press(frame, 'Add a person');
      await frame.getByLabel('Name in Lookfor, never the real one').fill(name);
      await frame.getByLabel(kind, { exact: true }).check();
      await frame.getByLabel('When seen or heard; empty means all the time').fill(times);
      await press(frame, 'Add this person');
      const form = frame.getByRole('form', { name: `Consent of ${name}` });
      await form.getByLabel('Training students').check();
      await form.getByLabel('this institution').check();
      await form.getByLabel('Until').fill(`${new Date().getFullYear() + 1}-08-31`);
      await form.getByRole('button', { name: `Record the consent of ${name}` }).click();
      await frame.getByRole('button', { name: `Change the consent of ${name}` }).waitFor();
    }
    await frame.getByText('Transcoded', { exact: true }).waitFor({ timeout: 300_000 });
    await press(frame, 'Publish in the library');
    await frame.getByText(/Published: colleagues of this institution/).waitFor();
  });

  test('a student watches it in a task', async () => {
    const { clips } = await lecturer.call(clipRoutes.listClips, { query: { mine: 'true' } });
    const { activity } = await publishTaskOn(world, lecturer, clips[0]?.id ?? '');
    sam = await openAs(browser, world.lms, 'sam', { path: `/activities/${activity.id}` });
    sam.page.on('response', (response) => {
      if (response.ok() && response.url().endsWith('.m4s')) segments.push(response.url());
    });
    student = await lookforFrame(sam.page);
    await press(student, 'Watch the clip');
    await startByKey(student);
    await playedTo(student, 2);
    await student.locator('lookfor-timeline .frames i').first().waitFor();
  });

  test('the child’s consent is withdrawn: the clip stops within ten seconds, and a calm sentence stands in its place', async () => {
    await press(frame, 'Record a withdrawal');
    await frame.getByRole('radio', { name: 'Child A' }).check();
    // A player asks every four seconds whether it may go on: in ten it may hear yes twice at most.
    let allowed = 0;
    let isWithdrawn = false;
    sam?.page.on('response', (response) => {
      if (isWithdrawn && response.ok() && response.url().includes('/standing')) allowed += 1;
    });
    const withdrawn = lee.page.waitForResponse(
      (response) => response.request().method() !== 'GET' && response.url().includes('/withdrawal'),
    );
    await press(frame, 'Record the withdrawal of Child A');
    await withdrawn;
    isWithdrawn = true;
    await student.getByText('A person in this clip has withdrawn consent').first().waitFor();
    expect(allowed).toBeLessThanOrEqual(2);
    await expect.poll(() => student.locator('video').count()).toBe(0);
    // Nor do the small pictures stay, nor the sound as it was drawn.
    await expect.poll(() => student.locator('lookfor-timeline .frames').count()).toBe(0);
    await expect.poll(() => student.locator('lookfor-timeline .sound').count()).toBe(0);
  });

  test('nothing that was signed before can be fetched any more', async () => {
    expect(segments.length).toBeGreaterThan(0);
    for (const address of new Set(segments)) {
      const { pathname, search } = new URL(address);
      const { status } = await httpCall(`${world.tool.baseUrl}${pathname}${search}`);
      expect(status).toBe(403);
    }
  });

  test('its owner decides to leave out where the person is seen', async () => {
    await frame.getByText('The whole clip is closed until it is decided').waitFor();
    await press(frame, 'Decide about 0:08–0:12…');
    await press(frame, 'Leave them out');
    await frame.getByText('0:08–0:12: left out when the clip plays.').waitFor();
    await expectAccessible(lee.page, 'what becomes of moments');
  });

  test('the rest plays again, and the player jumps over it and says so', async () => {
    if (!sam) throw new Error('nobody watches');
    await sam.page.reload();
    student = await lookforFrame(sam.page);
    const video = student.locator('lookfor-player video').first();
    await press(student, 'Play');
    await playedTo(student, 1);
    const asked: string[] = [];
    sam.page.on('response', (response) => {
      if (!response.ok() && response.url().endsWith('.m4s')) asked.push(response.url());
    });
    const before = await video.evaluate((film: HTMLVideoElement) => {
      film.currentTime = 5;
      return film.currentTime;
    });
    expect(before).toBe(5);
    await student.getByText('is left out: somebody who is there').first().waitFor();
    await playedTo(student, 12);
    // Nothing of these moments is in the browser, and nothing of them was asked for.
    const loaded = await video.evaluate((film: HTMLVideoElement) =>
      Array.from({ length: film.buffered.length }, (_, at) => [
        film.buffered.start(at),
        film.buffered.end(at),
      ]),
    );
    for (const [start = 0, end = 0] of loaded) expect(end <= 8.1 || start >= 11.9).toBe(true);
    expect(asked).toEqual([]);
  });

  test('agreed to again, the moments come back where the clip is open, and go with the next withdrawal', async () => {
    const { clips } = await lecturer.call(clipRoutes.listClips, { query: { mine: 'true' } });
    const clipId = clips[0]?.id ?? '';
    const { people } = await lecturer.call(clipRoutes.getClip, { params: { clipId } });
    const child = people.find(({ pseudonym }) => pseudonym === 'Child A');
    const params = { clipId, personId: child?.id ?? '' };
    const player = student.locator('lookfor-player').first();
    /** Where one lands who goes to a moment that was left out. */
    const landing = () =>
      player.evaluate((element) => {
        const { controller } = element as LookforPlayer;
        controller.seek(9);
        return controller.currentSeconds;
      });
    expect(await landing()).toBeGreaterThanOrEqual(11.9);
    await lecturer.call(clipRoutes.recordConsent, {
      params,
      body: {
        ...{ purposes: ['training'], audience: 'institution' },
        ...{ validFrom: '2020-01-01', validUntil: `${new Date().getFullYear() + 1}-08-31` },
      },
    });
    await expect.poll(landing, { timeout: 15_000 }).toBeCloseTo(9, 1);
    // The page of the owner follows too.
    await frame.getByRole('button', { name: 'Decide otherwise…' }).waitFor({ state: 'detached' });
    await lecturer.call(clipRoutes.withdrawConsent, { params });
    await lecturer.call(careRoutes.closePerson, { params });
    await frame.getByText('0:08–0:12: left out when the clip plays.').waitFor();
  });

  test('masked for good instead, it plays on the page of its owner as it was made anew', async () => {
    await press(frame, 'Decide otherwise…');
    await frame.getByRole('radio', { name: 'Make the picture black' }).check();
    await press(frame, 'Mask for good');
    await frame
      .getByText('The clip is being made. Nobody can watch it until that is done.')
      .waitFor();
    await frame
      .getByText('0:08–0:12: masked and silent in the film itself.')
      .waitFor({ timeout: 300_000 });
    const video = frame.locator('lookfor-clip-page lookfor-player video').first();
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState))
      .toBeGreaterThanOrEqual(2);
    expect(await frame.getByText('No connection').count()).toBe(0);
  });
});
