import type { LitElement } from 'lit';
import type { Frame, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { assessmentRoutes } from '#contract/assessments';
import { courseRoutes } from '#contract/launch';
import { taskRoutes } from '#contract/tasks';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import type { PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import type { Person } from '../support/browser.ts';
import type { HttpPerson } from '../support/http-launch.ts';
import {
  addLibraryClip,
  addTask,
  handInObservation,
  handInWork,
  markAndRelease,
} from '../support/course-work.ts';
import { hasStorage, keepsReview, tellsAssessors } from '../support/played-platform.ts';
import { callerOf, openPlatformWorld, PLAYED, type PlatformWorld } from './platform-world.ts';
import type { Campus } from './platform-world.ts';
import {
  launch,
  lookforFrame,
  picturesOf,
  press,
  registerByAddress,
  registerByHand,
} from './world.ts';

/**
 * The main job on each platform, by https, tool and LMS on different sites, third-party cookies
 * blocked: what a platform can change of it. The student's browser keeps no cookie in a frame at
 * all, so that the launch goes by the platform's storage or, where there is none, by a window.
 */
let world: PlatformWorld;
let clipId: string | undefined;

beforeAll(async () => {
  world = await openPlatformWorld();
});
afterAll(() => world.close());

const TITLE = 'What the tower says';
const COMMENT = 'You stay with the silence.';

describe.each(PLAYED)('%s', (platform) => {
  let campus: Campus;
  let lee: Person;
  let lecturer: Frame;
  let assessor: HttpPerson;
  let taskId: string;

  beforeAll(() => {
    const opened = world.campus.get(platform);
    if (!opened) throw new Error(`nobody plays ${platform}`);
    campus = opened;
    campus.lms.state.setSwitches({ smallPages: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf(campus, `failed-${platform}`);
  });
  afterAll(async () => {
    for (const { context } of campus.people) await context.close();
  });

  test('an administrator registers the tool', async () => {
    const { lookfor, front } = world;
    const { lms, open } = campus;
    const institution = 'University of the Hills';
    // Blackboard knows tools by their application in the vendor's portal.
    if (platform === 'blackboard') {
      const tool = { baseUrl: front.origin };
      await registerByHand({ lms, open, lookfor, tool }, institution);
    } else {
      await registerByAddress({ lms, open, lookfor }, `Practice ${platform}`, institution);
    }
    expect(await lookfor('platform', 'list')).toContain(lms.issuer);
  });

  test('a lecturer opens it in a frame and reads the roster, page by page', async () => {
    lee = await campus.open('lee');
    lecturer = await launch(lee, 'Lookfor');
    await press(lecturer, /^Read (it|again)$/);
    const students = tellsAssessors(platform) ? 3 : 4;
    await lecturer.getByText(new RegExp(`^${students} students`)).waitFor();
  });

  test('she places a task by deep linking, with its column', async () => {
    const caller = await callerOf(lecturer);
    clipId ??= await addLibraryClip(world.tool, caller, 'A tower, and a bucket');
    taskId = await addTask(caller, clipId, TITLE);
    await lee.page.goto(`${campus.lms.baseUrl}/course`);
    await lee.page.getByRole('link', { name: 'Add from Lookfor…' }).click();
    const picker = await lookforFrame(lee.page);
    await picker.getByRole('tab', { name: 'A task' }).click();
    await picker.getByRole('checkbox', { name: new RegExp(TITLE) }).check();
    await press(picker, 'Add 1 activity');
    await lee.page.getByRole('link', { name: TITLE }).first().waitFor();
    expect(campus.lms.state.gradebook.columns).toMatchObject([{ label: TITLE, scoreMaximum: 20 }]);
  });

  test('a student opens it in a browser that keeps no cookie in frames, and hands in', async () => {
    const sam = await campus.open('sam');
    await handInWork(await callerOf(await openWithoutCookies(sam, platform)), taskId);
    await sam.context.close();
  });

  // Only Moodle tells groups by a parameter of each launch, and only by their ids.
  if (PLATFORMS[platform].variables.includes('Moodle.Person.userGroupIds'))
    test('students work together in the groups of their LMS, which a lecturer gives names', async () => {
      const caller = await callerOf(await launch(lee, 'Lookfor'));
      const together = await addTask(caller, clipId ?? '', 'Together');
      const params = { taskId: together };
      const { plan, revision: baseRevision } = await caller.call(taskRoutes.getTask, { params });
      await caller.call(taskRoutes.changeTask, {
        params,
        body: { baseRevision, plan: { ...plan, work: { mode: 'group', handIn: 'one' } } },
      });
      const { state } = campus.lms;
      const [tool] = state.tools;
      if (!tool) throw new Error('no tool is registered');
      const custom = { task: together, groups: '$Moodle.Person.userGroupIds' };
      state.addActivity(tool, { title: 'Together', custom }, 'by hand');
      await lee.page.goto(`${campus.lms.baseUrl}/course`);
      const page = await launch(lee, 'Together');
      await page.getByText(/A group of your LMS appears here/).waitFor();
      for (const key of ['robin', 'kit']) {
        const student = await callerOf(await launch(await campus.open(key), 'Together'));
        await handInObservation(student, together);
      }
      await lee.page.reload();
      const groups = await lookforFrame(lee.page);
      const nameless = groups.getByLabel('Name of the group Group 31');
      await nameless.fill('Morning');
      // What is typed outlives the page's being drawn anew, which happens at any moment.
      await groups.locator('lookfor-task-teams').evaluate((teams: LitElement) => {
        teams.requestUpdate();
        return teams.updateComplete;
      });
      await nameless.press('Enter');
      await groups.getByLabel('Name of the group Morning').waitFor();
      await groups.getByLabel('Name of the group Group 32').waitFor();
      await press(groups, 'Compare readings');
      for (const name of ['Morning', 'Group 32'])
        await groups.getByText(`${name} (`).first().waitFor();
      await press(groups, 'Course');
      await press(groups, /^Show all/);
      await groups.getByText('Morning').first().waitFor();
      await lee.page.goto(`${campus.lms.baseUrl}/course`);
    });

  test('the assessor finds it and marks it; the mark outlives an LMS that fails', async () => {
    if (!tellsAssessors(platform)) await nameAssessor(await launch(lee, 'Lookfor'));
    const ash = await campus.open('ash');
    const frame = await launch(ash, TITLE);
    await frame.getByRole('heading', { name: 'The tower falls' }).waitFor();
    assessor = await callerOf(frame);
    campus.lms.state.setSwitches({ scoresFail: true });
    await markAndRelease(assessor, taskId, COMMENT);
    const transfers = async () =>
      (await assessor.call(assessmentRoutes.viewRelease, { params: { taskId } })).transfers;
    await expect
      .poll(transfers, { timeout: 120_000 })
      .toMatchObject([{ state: 'waiting', answerStatus: 500, points: 20 }]);
    expect(campus.lms.state.gradebook.cells.filter(({ points }) => points !== null)).toEqual([]);
    campus.lms.state.setSwitches({ scoresFail: false });
  });

  test('when it works again, the gradebook has mark and comment, once', async () => {
    await expect
      .poll(() => campus.lms.state.gradebook.cells, { timeout: 240_000 })
      .toMatchObject([
        { userId: '5', points: 20, comment: COMMENT, gradingProgress: 'FullyGraded' },
      ]);
    const taken = campus.lms.state.log.entries.filter(
      ({ kind, outcome, summary }) =>
        kind === 'Score' && outcome === 'accepted' && summary.includes('20'),
    );
    expect(taken).toHaveLength(1);
  });

  if (keepsReview(platform))
    test('from the gradebook she opens the work of one student', async () => {
      const { activities } = campus.lms.state;
      const placed = activities.find(({ origin }) => origin === 'deep linking');
      const ash = await campus.open('ash');
      await ash.page.goto(`${campus.lms.baseUrl}/activities/${placed?.id}?review=5`);
      const frame = await lookforFrame(ash.page);
      await frame.getByRole('heading', { name: 'The tower falls' }).waitFor();
    });
  else
    test('its gradebook keeps no way to the work of one student', () => {
      const [column] = campus.lms.state.gradebook.columns;
      expect(column?.submissionReview).toBeUndefined();
    });

  test('the student reads the feedback', async () => {
    const sam = await campus.open('sam');
    const page = await openWithoutCookies(sam, platform);
    await page.getByText(COMMENT).first().waitFor();
  });

  test('the gradebook is read back, and a mark that is taken back is gone there too', async () => {
    const { transfers } = await assessor.call(assessmentRoutes.readGradebook, {
      params: { taskId },
    });
    expect(transfers).toMatchObject([{ standing: 'same' }]);
    const { rows } = await assessor.call(assessmentRoutes.listQueue, { params: { taskId } });
    const narrationId = rows[0]?.narrationId ?? '';
    await assessor.call(assessmentRoutes.withdrawMark, { params: { taskId, narrationId } });
    await expect
      .poll(() => campus.lms.state.gradebook.cells, { timeout: 240_000 })
      .toMatchObject([{ userId: '5', points: null }]);
  });

  test('a column that was deleted is made anew by the next mark, with what was sent before', async () => {
    const { state } = campus.lms;
    const [column] = state.gradebook.columns;
    const { rows } = await assessor.call(assessmentRoutes.listQueue, { params: { taskId } });
    const narrationIds = rows.map(({ narrationId }) => narrationId);
    await assessor.call(assessmentRoutes.releaseMarks, {
      params: { taskId },
      body: { narrationIds },
    });
    await expect
      .poll(() => state.gradebook.cells, { timeout: 240_000 })
      .toMatchObject([{ userId: '5', points: 20 }]);
    state.removeColumn(column?.id ?? '');
    const withdrawn = await assessor.call(assessmentRoutes.readGradebook, { params: { taskId } });
    expect(withdrawn).toMatchObject({
      reading: { problem: 'column_gone' },
      transfers: [{ standing: 'absent' }],
    });
    await assessor.call(assessmentRoutes.sendDiffering, {
      params: { taskId },
      body: { transferIds: withdrawn.transfers.map(({ id }) => id) },
    });
    await expect
      .poll(() => state.gradebook.cells, { timeout: 240_000 })
      .toMatchObject([{ userId: '5', points: 20, comment: COMMENT }]);
    expect(state.gradebook.columns).toMatchObject([{ scoreMaximum: 20, tag: 'lookfor' }]);
    expect(state.gradebook.columns[0]?.id).not.toBe(column?.id);
  });

  if (platform === 'canvas')
    test('it asks to be told of copied courses, and hears of one', async () => {
      const { lms } = campus;
      const [tool] = lms.state.tools;
      if (!tool) throw new Error('no tool is registered');
      await expect.poll(() => lms.state.noticeHandlers.get(tool.clientId)).toBeDefined();
      const copy = { id: '13', title: 'EDU 210 Observing Young Children, spring' };
      expect(await lms.tellOfCopy(tool, copy)).toBe(204);
    });

  test('the platform refused nothing, no script failed, no cookie of a third party was kept', () => {
    const { log } = campus.lms.state;
    const refused = log.entries.filter(({ outcome }) => outcome !== 'accepted');
    // It failed when it was told to; a column that was deleted was asked for until it was known.
    const others = refused.filter(({ status }) => status !== 404 && status !== 500);
    expect(others).toEqual([]);
    expect(new Set(refused.map(({ kind }) => kind))).toEqual(new Set(['Results', 'Score']));
    expect(campus.people.flatMap(({ scriptErrors }) => scriptErrors)).toEqual([]);
    expect(campus.people.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
    expect(world.front.thirdPartyCookies).toEqual([]);
  });
});

/** Opens the task where no frame keeps a cookie: in its frame, or without storage in a window. */
async function openWithoutCookies(person: Person, platform: PlatformKey): Promise<Frame | Page> {
  const link = person.page.getByRole('link', { name: TITLE }).first();
  if (hasStorage(platform)) {
    await link.click();
    return lookforFrame(person.page);
  }
  await link.click();
  const button = person.page
    .frameLocator('#tool-frame')
    .getByRole('button', { name: 'Open in a new window' });
  const [opened] = await Promise.all([person.context.waitForEvent('page'), button.click()]);
  await opened.locator('lookfor-app').waitFor();
  // What the LMS handed out is spent: the frame does not offer it again.
  await person.page
    .frameLocator('#tool-frame')
    .getByRole('heading', { name: 'Lookfor is open in its own window' })
    .waitFor();
  return opened;
}

/** Where the LMS does not tell who assesses, the lecturer names her, once. */
async function nameAssessor(lecturer: Frame): Promise<void> {
  const caller = await callerOf(lecturer);
  const { people } = await caller.call(courseRoutes.getCourse);
  const ash = people.find(({ name }) => name === 'Ash Alder');
  await caller.call(courseRoutes.assignRole, {
    params: { personId: ash?.personId ?? '' },
    body: { role: 'assessor' },
  });
}
