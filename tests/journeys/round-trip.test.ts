import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, type Person } from '../support/browser.ts';
import {
  everythingSaved,
  launch,
  openWorld,
  picturesOf,
  press,
  registerByHand,
  type World,
} from './world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The main job, end to end: from a launch in the LMS to a mark in its gradebook. Each step is one
 * sentence of the story and stands on the one before.
 */
describe('from a launch to a mark in the gradebook', () => {
  let world: World;
  let folder: string;
  let film: string;
  let lee: Person;
  let lecturer: Frame;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lookfor-film-'));
    film = join(folder, 'blocks-before-snack.mp4');
    const master = join(root, 'lti-tool/demo/media/bridge-that-was-a-bed.mp4');
    const cut = ['-t', '24', '-vf', 'scale=640:-2', '-c:v', 'libx264', '-preset', 'ultrafast'];
    execFileSync('ffmpeg', ['-v', 'error', '-i', master, ...cut, '-c:a', 'copy', film]);
    world = await openWorld();
  });

  // A picture of every window tells more about a failed step than any message.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf(world, 'failed');
  });

  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('an administrator registers the tool', async () => {
    await registerByHand(world);
    expect(await world.lookfor('platform', 'list')).toContain(world.lms.issuer);
  });

  test('a lecturer uploads a film and sees it arrive', async () => {
    lee = await world.open('lee');
    lecturer = await launch(lee, 'Lookfor');
    await press(lecturer, 'Clips');
    await expectAccessible(lee.page, 'the empty library');
    await press(lecturer, 'Upload clips');
    await lecturer.locator('input[type=file]').first().setInputFiles(film);
    await expect
      .poll(() => lecturer.getByText(/^(Uploaded|Upload \d+ %)$/).count(), { timeout: 20_000 })
      .toBeGreaterThan(0);
    await lecturer.getByText('Transcoded').waitFor({ timeout: 120_000 });
    await expectAccessible(lee.page, 'the upload');
  });

  test('she describes it', async () => {
    const fill = (label: string, words: string) =>
      lecturer.getByLabel(label, { exact: true }).fill(words);
    await fill('Title', 'Blocks before snack');
    await fill('Strategy it shows', 'Waiting before helping');
    await fill('Where is it?', 'A low table beside the shelf, wooden blocks.');
    await fill(
      'What came before?',
      'In the morning circle somebody told of a baby who sleeps all day.',
    );
    await fill(
      'Theory and research behind it',
      'A pause is an invitation: who waits lets others begin.',
    );
    await fill('Practice 1', 'Keep your hands low');
    await everythingSaved(lecturer);
  });

  test('she records who is filmed and what they agreed to, and publishes', async () => {
    const until = `${new Date().getFullYear() + 1}-08-31`;
    for (const [name, kind] of [
      ['Child A', 'a child'],
      ['Educator E', 'an adult'],
    ] as const) {
      await press(lecturer, 'Add a person');
      await lecturer.getByLabel('Name in Lookfor, never the real one').fill(name);
      await lecturer.getByLabel(kind, { exact: true }).check();
      await press(lecturer, 'Add this person');
      const form = lecturer.getByRole('form', { name: `Consent of ${name}` });
      await form.getByLabel('Training students').check();
      await form.getByLabel('this institution').check();
      await form.getByLabel('Until').fill(until);
      await form.getByRole('button', { name: `Record the consent of ${name}` }).click();
      await lecturer.getByRole('button', { name: `Change the consent of ${name}` }).waitFor();
    }
    await press(lecturer, 'Publish in the library');
    await lecturer.getByText(/It is published/).waitFor();
    await expectAccessible(lee.page, 'the described clip');
  });

  test('no page asked a foreign host for anything, and no script failed', () => {
    expect(world.people.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
    expect(world.people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
  });

  test('no token, name or session key of the LMS reached the log', () => {
    const words = world.tool.output();
    expect(words).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
    expect(words).not.toMatch(/Lantern|Sparrow|Alder|@example\.org/);
    expect(words).not.toContain(world.lms.state.sesskey);
  });
});
