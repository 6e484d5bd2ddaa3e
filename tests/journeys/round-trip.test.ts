import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, type Person } from '../support/browser.ts';
import { playedPlatform, tellsAssessors, tellsGroups } from '../support/played-platform.ts';
import {
  everythingSaved,
  handInOverHttp,
  launch,
  lookforFrame,
  openWorld,
  pauseByKey,
  picture,
  picturesOf,
  playedTo,
  press,
  registerByHand,
  startByKey,
  type World,
} from './world.ts';

const platform = playedPlatform('moodle');

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
  let sam: Person;
  let student: Frame;
  let ash: Person;
  let assessor: Frame;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lookfor-film-'));
    film = join(folder, 'blocks-before-snack.mp4');
    const master = join(root, 'lti-tool/demo/media/bridge-that-was-a-bed.mp4');
    const cut = ['-t', '24', '-vf', 'scale=640:-2', '-c:v', 'libx264', '-preset', 'ultrafast'];
    execFileSync('ffmpeg', ['-v', 'error', '-i', master, ...cut, '-c:a', 'copy', film]);
    world = await openWorld(platform);
  });

  // A picture of every window tells more about a failed step than any message.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf(world, 'failed');
  });

  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
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
      .poll(() => lecturer.getByText(/^(Uploaded|Upload \d+ %)$/).count())
      .toBeGreaterThan(0);
    await lecturer.getByText('Transcoded').waitFor({ timeout: 300_000 });
    await expectAccessible(lee.page, 'the upload');
  });

  test('she describes it', async () => {
    const fill = (label: string, words: string) =>
      lecturer.getByLabel(label, { exact: true }).filter({ visible: true }).fill(words);
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
    await lecturer.getByText(/Published: colleagues of this institution/).waitFor();
    await expectAccessible(lee.page, 'the page of a clip');
  });

  test('she makes a guided observation task on it', async () => {
    await press(lecturer, 'Make a task with this clip');
    await lecturer.getByLabel('Title').fill('The child’s initiative');
    const lookFors = [
      ['A child begins something', 'exploring-thinking'],
      ['An answer that the child can feel', 'warm-relations'],
      ['A word that opens', 'rich-language'],
    ] as const;
    for (const [index, [label, code]] of lookFors.entries()) {
      await lecturer
        .getByRole('textbox', { name: `Look-for ${index + 1}`, exact: true })
        .fill(label);
      await lecturer.getByLabel(`Code of look-for ${index + 1}`).selectOption(code);
    }
    await lecturer.getByLabel('Words at least').fill('20');
    await lecturer.getByText('Nothing is missing.').waitFor();
    await everythingSaved(lecturer);
    await expect.poll(() => lecturer.getByText('marked out of 20').count()).toBe(1);
    // What is scrolled past the edge of the frame would be measured against what lies there.
    await lecturer.getByLabel('Title').scrollIntoViewIfNeeded();
    await expectAccessible(lee.page, 'the task builder');
    await press(lecturer, 'Publish to the course…');
    await press(lecturer, 'Publish');
    await press(lecturer, 'To its page');
    await lecturer.getByRole('heading', { name: 'The child’s initiative' }).waitFor();
    await expectAccessible(lee.page, 'the lecturer’s page of a task');
  });

  test('the task is placed in the course by deep linking, with its gradebook column', async () => {
    await lee.page.goto(`${world.lms.baseUrl}/course`);
    await lee.page.getByRole('link', { name: 'Add from Lookfor…' }).click();
    const picker = await lookforFrame(lee.page);
    await picker.getByRole('tab', { name: 'A task' }).click();
    await picker.getByRole('checkbox', { name: /The child’s initiative/ }).check();
    await expectAccessible(lee.page, 'the picker');
    await press(picker, 'Add 1 activity');
    await lee.page.getByRole('link', { name: 'The child’s initiative' }).first().waitFor();
    const [column] = world.lms.state.gradebook.columns;
    expect(column).toMatchObject({ label: 'The child’s initiative', scoreMaximum: 20 });
  });

  test('a colleague is assessor of the course: the roster tells, or she names her', async () => {
    lecturer = await launch(lee, 'Lookfor');
    await press(lecturer, /^Read (it|again)$/);
    if (tellsAssessors(platform)) {
      await lecturer.getByText(/^3 students/).waitFor();
      await lecturer.getByText('Ash Alder').first().waitFor();
      return;
    }
    await lecturer.getByText(/^4 students/).waitFor();
    await lecturer.getByLabel('Somebody else from the course').fill('Ash Alder');
    await press(lecturer, 'Make assessor');
    await lecturer.getByText(/A new roster will not undo it/).waitFor();
    await press(lecturer, 'Read again');
    await lecturer.getByText(/^3 students/).waitFor();
    await expectAccessible(lee.page, 'the course page');
  });

  test('two classmates have looked already', async () => {
    await handInOverHttp(world, 'robin', 'The hand goes up before the word.');
    await handInOverHttp(world, 'kit', 'Nobody looks at the cloth.');
  });

  test('a student watches and marks moments while the clip plays', async () => {
    sam = await world.open('sam');
    student = await launch(sam, 'The child’s initiative');
    await expectAccessible(sam.page, 'before watching');
    await student
      .getByLabel(/helping question/i)
      .first()
      .fill('When does a word come too early?');
    await press(student, 'Watch the clip');
    const video = student.locator('video');
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.readyState))
      .toBeGreaterThanOrEqual(2);
    await expectAccessible(sam.page, 'the observation workspace');
    await startByKey(student);
    await playedTo(student, 3);
    await sam.page.keyboard.press('m');
    await playedTo(student, 6);
    await sam.page.keyboard.press('i');
    await playedTo(student, 9);
    await sam.page.keyboard.press('o');
    await playedTo(student, 12);
    await press(student, /^Mark a moment/);
    expect(
      await video.evaluate((film: HTMLVideoElement) => film.paused),
      'the clip never stopped',
    ).toBe(false);
    await expect
      .poll(() =>
        student
          .locator('lookfor-timeline')
          .getByRole('button', { name: /not sorted|mark/i })
          .count(),
      )
      .toBeGreaterThanOrEqual(3);
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.ended || film.paused), {
        timeout: 240_000,
      })
      .toBe(true);
    await everythingSaved(student);
  });

  test('a reload loses no word', async () => {
    await sam.page.reload();
    student = await lookforFrame(sam.page);
    await student.getByText('My notes').waitFor();
    await expect.poll(() => student.getByText('My notes').locator('..').innerText()).toContain('3');
  });

  test('he codes what he saw in the second pass, and writes', async () => {
    await press(student, 'Finish pass 1…');
    await press(student, 'Finish this pass');
    await student.getByText('0 of 1').first().waitFor();
    await startByKey(student);
    for (const [seconds, key] of [
      [2, '1'],
      [6, '2'],
      [9, '3'],
    ] as const) {
      await playedTo(student, seconds);
      await sam.page.keyboard.press('m');
      await sam.page.keyboard.press(key);
    }
    await playedTo(student, 14);
    await pauseByKey(student);
    await sam.page.keyboard.press('n');
    const note = student.getByLabel('What you saw');
    await note.fill('“What a strong bridge!” She looks at the hand, not at the face.');
    await press(student, 'Done');
    await everythingSaved(student);
    await expectAccessible(sam.page, 'the second pass');
    await picture(sam, 'observation');
  });

  test('others’ readings stay with the server until he has handed in', async () => {
    const refused = await student.evaluate(async () => {
      const app = document.querySelector('lookfor-app');
      const taskId = JSON.stringify(app?.boot.target).match(/"taskId":"([^"]+)"/)?.[1];
      const answer = await fetch(`/api/tasks/${taskId}/comparison`, {
        headers: { authorization: `Bearer ${app?.api.token()}` },
      });
      return { status: answer.status, text: await answer.text() };
    });
    expect(refused.status).toBe(403);
    expect(refused.text).not.toContain('Nobody looks at the cloth.');
    await press(student, 'Hand in…');
    await expectAccessible(sam.page, 'the summary before handing in');
    await press(student, 'Hand in');
    await student.getByText('Robin Reed').first().waitFor();
    await student.getByText('Kit Kettle').first().waitFor();
    // Where the LMS tells who meets with whom, the own group comes first and the others are folded.
    if (tellsGroups(platform)) {
      await student.getByRole('heading', { name: 'My group' }).waitFor();
      await press(student, 'Show 1 more');
    }
    await student
      .getByRole('button', { name: /^Kit Kettle/ })
      .first()
      .click();
    await student.getByText('Nobody looks at the cloth.').first().waitFor();
    await expectAccessible(sam.page, 'the comparison');
  });

  test('he writes a narration that cites two own moments, and hands it in', async () => {
    await press(student, 'Narration');
    await student.getByLabel('Title of your narration').fill('The bridge that was a bed');
    const sheet = student.getByLabel('The text of your narration');
    await sheet.click();
    const words = 'It is a quarter to ten; soon the tables will be cleared for snack. ';
    await sam.page.keyboard.type(`${words}Child A has laid one long block across two short ones.`, {
      delay: 15,
    });
    const moments = student.getByRole('button', { name: /^Cite / });
    await moments.nth(0).click();
    await sam.page.keyboard.type('I saw that the word had come too early.', { delay: 15 });
    await moments.nth(1).click();
    await everythingSaved(student);
    await sam.page.reload();
    student = await lookforFrame(sam.page);
    await student.getByText('I saw that the word had come too early.').waitFor();
    await student.getByText('2 moments cited, 2 asked').waitFor();
    await expectAccessible(sam.page, 'the narration');
    await press(student, 'Hand in…');
    await student.getByLabel('Noticing').selectOption({ label: 'Grows' });
    await press(student, 'Hand in');
    await student.getByRole('heading', { name: 'The bridge that was a bed' }).waitFor();
    // It stands where it was written: the way on leads to the others, not back to itself.
    await student.getByRole('button', { name: 'Back to the comparison' }).waitFor();
    await expectAccessible(sam.page, 'the narration as it is read');
  });

  test('the assessor finds it in the queue, plays a cited moment, and marks by rubric', async () => {
    ash = await world.open('ash');
    assessor = await launch(ash, 'The child’s initiative');
    await assessor.getByRole('heading', { name: 'The bridge that was a bed' }).waitFor();
    expect(await assessor.getByText('Sam Sparrow').count(), 'the name is hidden').toBe(0);
    await assessor
      .locator('lookfor-cited-moment')
      .first()
      .getByRole('button', { name: /^Play/ })
      .first()
      .click();
    const video = assessor.locator('video').first();
    await expect
      .poll(() => video.evaluate((film: HTMLVideoElement) => film.currentTime))
      .toBeGreaterThan(0);
    await assessor.getByRole('radio', { name: /Rich/ }).nth(0).check({ force: true });
    await assessor
      .getByRole('radio', { name: /Secure/ })
      .nth(1)
      .check({ force: true });
    await assessor
      .getByRole('radio', { name: /Secure/ })
      .nth(2)
      .check({ force: true });
    await press(assessor, 'Comment on Noticing');
    await assessor
      .getByRole('textbox', { name: 'Comment on Noticing' })
      .fill('You say what can be seen first.');
    await assessor.getByLabel('Overall').fill('You stay with the silence and let it last.');
    await everythingSaved(assessor);
    await assessor.getByText('of 20').waitFor();
    await expectAccessible(ash.page, 'the assessment workspace');
    await press(assessor, /^Mark and next/);
    await assessor.getByText('Nothing is left to mark.').first().waitFor();
  });

  test('the LMS does not answer: the released mark is kept and waits', async () => {
    world.lms.state.setSwitches({ silence: '503' });
    await press(assessor, /^Release \d?…?/);
    await press(assessor, 'Release 1 mark');
    await assessor
      .getByText(/The LMS did not answer|Next try/)
      .first()
      .waitFor();
    await expectAccessible(ash.page, 'the release page');
    // Some platforms were told before that something is handed in; none has points yet.
    expect(world.lms.state.gradebook.cells.filter(({ points }) => points !== null)).toEqual([]);
  });

  test('then it answers again, and mark and comment arrive in the gradebook', async () => {
    world.lms.state.setSwitches({ silence: 'off' });
    await expect
      .poll(() => world.lms.state.gradebook.cells, { timeout: 240_000 })
      .toMatchObject([
        { userId: '5', points: 17, comment: 'You stay with the silence and let it last.' },
      ]);
    await assessor.getByRole('heading', { name: /^In the gradebook/ }).waitFor();
    const accepted = world.lms.state.log.entries.filter(
      ({ kind, summary, outcome }) =>
        kind === 'Score' && outcome === 'accepted' && summary.includes('17'),
    );
    expect(accepted).toHaveLength(1);
  });

  test('the student reads the feedback', async () => {
    await sam.page.reload();
    student = await lookforFrame(sam.page);
    await student.getByText('You stay with the silence and let it last.').first().waitFor();
    await student.getByText('You say what can be seen first.').first().waitFor();
    await student.getByText('17').first().waitFor();
    await expectAccessible(sam.page, 'the feedback');
  });

  test('and finds it again where the course opens Lookfor', async () => {
    await sam.page.goto(`${world.lms.baseUrl}/course?as=sam`);
    student = await launch(sam, 'Lookfor');
    await student.getByText('Feedback to read').waitFor();
    await expectAccessible(sam.page, 'what one has begun');
    await press(student, 'The child’s initiative');
    await student.getByText('You stay with the silence and let it last.').first().waitFor();
  });

  test('no page asked a foreign host for anything, broke its policy or failed in a script', () => {
    expect(world.people.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
    expect(world.people.flatMap(({ policyRefusals }) => policyRefusals)).toEqual([]);
    expect(world.people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
  });

  test('no token, name or session key of the LMS reached the log', () => {
    const words = world.tool.output();
    expect(words).not.toMatch(/eyJ[\w-]{10,}\.eyJ/);
    expect(words).not.toMatch(/Lantern|Sparrow|Alder|@example\.org/);
    expect(words).not.toContain(world.lms.state.sesskey);
  });
});
