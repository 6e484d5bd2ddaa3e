import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { documentationRoutes } from '#contract/documentation';
import { expectAccessible, openBrowser, type Person } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import { handInObservation } from '../support/course-work.ts';
import {
  makeFilm,
  openToolWithLms,
  publishTask,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';
import { lookforFrame, openAs, picturesOf, press } from './world.ts';

/** A student brings a film of their own from practice, over a line that breaks off. */
describe('own documentation', () => {
  let world: ToolWithLms;
  let browser: Browser;
  let lecturer: HttpPerson;
  let sam: Person;
  let student: Frame;
  let taskId: string;
  let activityId: string;
  /** Larger than what is sent in one piece, so that it can break off between two. */
  let film: string;

  beforeAll(async () => {
    world = await openToolWithLms();
    browser = await openBrowser();
    lecturer = await world.launch('lee');
    const task = await publishTask(world, lecturer, 2);
    taskId = task.taskId;
    const narration = world.lms.state.addActivity(
      world.registration,
      {
        ...{ title: 'Narration', custom: { task: taskId, part: 'narration' } },
        url: `${world.tool.baseUrl}/lti/launch?task=${taskId}&part=narration`,
      },
      'by hand',
    );
    activityId = narration.id;
    await handInObservation(await world.launch('sam', task.activity.id), taskId);
    // The end of an MP4 may be anything: a box that readers skip makes the film large.
    film = join(world.tool.dataDir, 'puddle.mp4');
    await makeFilm(film, 2);
    const rest = randomBytes(9_000_000);
    rest.writeUInt32BE(rest.length, 0);
    rest.write('free', 4, 'latin1');
    await appendFile(film, rest);
    sam = await openAs(browser, world.lms, 'sam', { path: `/activities/${activityId}` });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf({ people: [sam] }, 'failed-documentation');
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const chosen = () => student.locator('lookfor-own-documentation input.chooser');

  test('a film is held half-way, and goes on another day', async () => {
    student = await lookforFrame(sam.page);
    // The second part of the file waits for a line.
    let parts = 0;
    await sam.context.route('**/api/documentation-files/*', (route) =>
      route.request().method() === 'PATCH' && ++parts > 1 ? undefined : route.continue(),
    );
    await chosen().setInputFiles(film);
    await student.getByLabel('Title', { exact: true }).fill('The puddle');
    await press(student, 'Keep it');
    await expect.poll(() => parts).toBe(2);
    await press(student, 'Pause the upload of puddle.mp4');
    await student.getByRole('button', { name: 'Go on with the upload' }).waitFor();
    await sam.context.unrouteAll({ behavior: 'ignoreErrors' });

    await sam.page.reload();
    student = await lookforFrame(sam.page);
    await student.getByText('Choose the same file again to send the rest').waitFor();
    const sent: number[] = [];
    sam.page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
    });
    await chosen().setInputFiles(film);
    await student.locator('lookfor-documentation-piece video').waitFor({ timeout: 300_000 });
    expect(sent).toEqual([8 * 1024 * 1024]);
  });

  test('only its author sees it, until who is in it has agreed', async () => {
    const { pieces } = await lecturer.call(documentationRoutes.listPieces, { params: { taskId } });
    expect(pieces).toEqual([]);
    await student.getByText('Only you see it until everyone in it has a consent here.').waitFor();
    await press(student, 'Add a person');
    await press(student, 'Record the consent of Child A');
    await student.getByText('Give the day it ends.').waitFor();
    await student.getByLabel('Until', { exact: true }).fill('2099-12-31');
    await expectAccessible(sam.page, 'the register of an own film');
    await press(student, 'Record the consent of Child A');
    await student.getByText('Training, this course, until 31 December 2099').waitFor();
    await press(student, 'Child A has withdrawn');
    await student.getByText('Child A has withdrawn. It is closed for everybody but you.').waitFor();
  });
});
