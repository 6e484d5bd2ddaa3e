import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clipRoutes } from '#contract/clips';
import { openBrowser, openPerson, type Person } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { makeFilm, openToolWithLms, type ToolWithLms } from '../support/tool-with-lms.ts';
import { lookforFrame, picturesOf, press } from './world.ts';

/** Three films at once over a line that stands still, with a pause and a reload between. */
describe('several uploads', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let lee: Person;
  let frame: Frame;
  const films = ['one.mp4', 'two.mp4', 'three.mp4'];
  const pathOf = (name: string) => join(world.tool.dataDir, name);

  beforeAll(async () => {
    world = await openToolWithLms();
    const short = await makeFilm(join(world.tool.dataDir, 'film.mp4'), 1, '160x90');
    for (const name of films) {
      // A box that readers skip makes the film larger than what is sent in one piece.
      const rest = randomBytes(9_000_000);
      rest.writeUInt32BE(rest.length, 0);
      rest.write('free', 4, 'latin1');
      await writeFile(pathOf(name), Buffer.concat([short, rest]));
    }
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    lee = await openPerson(browser);
    await lee.page.goto(`${world.lms.baseUrl}/course?as=lee`);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [lee] }, 'failed-uploads');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  async function openUploads(): Promise<void> {
    await lee.page.goto(`${world.lms.baseUrl}/activities/${startActivity()}`);
    frame = await lookforFrame(lee.page);
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await frame.getByRole('heading', { name: 'Upload clips' }).waitFor();
  }
  const startActivity = () => world.lms.state.startLink(world.registration.clientId)?.id ?? '';
  const choose = (...names: string[]) =>
    frame.locator('lookfor-clip-upload input[type=file]').first().setInputFiles(names.map(pathOf));

  test('three go on at once, two are held, and neither a reload nor a killed server loses any of them', async () => {
    await openUploads();
    // After the first part of each, the line stands still.
    const begun = new Map<string, number>();
    await lee.context.route('**/api/uploads/*', (route) => {
      const { pathname } = new URL(route.request().url());
      const parts = (begun.get(pathname) ?? 0) + (route.request().method() === 'PATCH' ? 1 : 0);
      begun.set(pathname, parts);
      return parts > 1 ? undefined : route.continue();
    });
    await choose(...films);
    for (const name of films)
      await frame.getByRole('button', { name: `Pause the upload of ${name}` }).waitFor();
    await expect.poll(() => [...begun.values()].filter((parts) => parts > 1).length).toBe(3);
    await expect.poll(() => frame.getByText(/^8 MB of 9 MB/).count()).toBe(3);
    for (const name of ['two.mp4', 'three.mp4']) {
      await press(frame, `Pause the upload of ${name}`);
      await frame.getByRole('button', { name: `Go on with the upload of ${name}` }).waitFor();
    }
    // The line moves again: the other one arrives meanwhile.
    await lee.context.unrouteAll({ behavior: 'ignoreErrors' });
    const ready = async () => {
      const { clips } = await lecturer.call(clipRoutes.listClips, { query: { mine: 'true' } });
      return clips.filter(({ state }) => state === 'ready').length;
    };
    await expect.poll(ready, { timeout: 300_000, interval: 500 }).toBe(1);

    await world.tool.kill('SIGKILL');
    await world.tool.restart();
    await openUploads();
    for (const name of ['two.mp4', 'three.mp4'])
      await frame.getByRole('button', { name: `Choose the file ${name} again` }).waitFor();
    const arrived = frame.getByText('8 MB of 9 MB arrived', { exact: true });
    await expect.poll(() => arrived.count()).toBe(2);
    await press(frame, 'Back to the library');
    await expect.poll(() => arrived.count()).toBe(2);
    await press(frame, 'Upload clips');

    // One goes on from there, the other is thrown away with all that had arrived.
    const sentFrom: number[] = [];
    lee.page.on('request', (request) => {
      if (request.method() === 'PATCH') sentFrom.push(Number(request.headers()['upload-offset']));
    });
    await frame.getByRole('button', { name: 'Choose the file two.mp4 again' }).waitFor();
    await choose('two.mp4');
    await expect.poll(ready, { timeout: 300_000, interval: 500 }).toBe(2);
    expect(sentFrom).toEqual([8 * 1024 * 1024]);
    await press(frame, 'Remove three.mp4');
    await press(frame, 'Remove');
    await expect.poll(() => readdir(join(world.tool.dataDir, 'uploads'))).toEqual([]);
    await frame.getByRole('button', { name: 'Remove three.mp4' }).waitFor({ state: 'detached' });
    const { clips } = await lecturer.call(clipRoutes.listClips, { query: { mine: 'true' } });
    expect(clips.map(({ state }) => state)).toEqual(['ready', 'ready']);
  });

  test('one that cannot be taken is named, and holds up no other', async () => {
    await openUploads();
    await writeFile(pathOf('nothing.mp4'), '');
    await writeFile(pathOf('four.mp4'), await readFile(pathOf('one.mp4')));
    // After the first part nobody answers any more.
    let isAway = true;
    let parts = 0;
    await lee.context.route('**/api/uploads/*', (route) => {
      if (route.request().method() === 'PATCH') parts += 1;
      return parts > 1 && isAway ? route.abort('connectionrefused') : route.continue();
    });
    await choose('nothing.mp4', 'four.mp4');
    await frame.getByText('nothing.mp4: This file is empty.').waitFor();
    await frame.getByText(/The server has not answered since/).waitFor();
    await frame.getByText(/^Waiting at \d+ %$/).waitFor();

    isAway = false;
    await frame.getByRole('button', { name: 'Pause the upload of four.mp4' }).waitFor({
      ...{ state: 'detached', timeout: 240_000 },
    });
    await lee.context.unrouteAll({ behavior: 'ignoreErrors' });
    const { clips } = await lecturer.call(clipRoutes.listClips, { query: { mine: 'true' } });
    expect(clips.map(({ state }) => state)).not.toContain('uploading');
  });
});
