import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assessmentRoutes } from '#contract/assessments';
import { narrationRoutes } from '#contract/narrations';
import { observationRoutes } from '#contract/observations';
import type { HttpPerson } from '../support/http-launch.ts';
import { postmasterPid } from '../support/tool-database.ts';
import {
  openToolWithLms,
  publishTask,
  putMark,
  until,
  type ToolWithLms,
} from '../support/tool-with-lms.ts';

let world: ToolWithLms;
let lecturer: HttpPerson;
let student: HttpPerson;
let placed: Awaited<ReturnType<typeof publishTask>>;
beforeAll(async () => {
  world = await openToolWithLms();
  lecturer = await world.launch('lee');
  placed = await publishTask(world, lecturer);
  student = await world.launch('sam', placed.activity.id);
});
afterAll(() => world.close());

const params = () => ({ taskId: placed.taskId });

/**
 * Puts marks one after the other until told to stop, and keeps the ids that were acknowledged. A
 * refused or broken request is sent again under the same id, as the page does.
 */
function writeMarks(person: HttpPerson) {
  const acknowledged: string[] = [];
  let isOver = false;
  const write = async (): Promise<void> => {
    for (let id = randomUUID(); !isOver;) {
      const body = { changes: [putMark(id, 'free', `mark ${id}`)] };
      try {
        await person.call(observationRoutes.changeMarks, { params: params(), body });
        acknowledged.push(id);
        id = randomUUID();
      } catch {
        await pause(50);
      }
    }
  };
  const writers = Promise.all([write(), write(), write()]);
  return {
    acknowledged,
    async stop(): Promise<readonly string[]> {
      isOver = true;
      await writers;
      return acknowledged;
    },
  };
}

async function storedMarks(): Promise<Set<string>> {
  const { marks } = await student.call(observationRoutes.openObservation, { params: params() });
  return new Set(marks.map((mark) => mark.id));
}

const missing = (acknowledged: readonly string[], stored: Set<string>): string[] =>
  acknowledged.filter((id) => !stored.has(id));

test('marks that were acknowledged outlive a server that is killed at any moment', async () => {
  const writing = writeMarks(student);
  for (let round = 0; round < 4; round += 1) {
    const before = writing.acknowledged.length;
    await until('marks are written', () =>
      Promise.resolve(writing.acknowledged.length > before + 5),
    );
    await pause(Math.random() * 200);
    await world.tool.kill('SIGKILL');
    await world.tool.restart();
  }
  const acknowledged = await writing.stop();
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(missing(acknowledged, await storedMarks())).toEqual([]);
});

test('a database that is killed under a running server comes back, and nothing is lost', async () => {
  const writing = writeMarks(student);
  for (let round = 0; round < 3; round += 1) {
    const before = writing.acknowledged.length;
    await until('marks are written', () =>
      Promise.resolve(writing.acknowledged.length > before + 5),
    );
    await pause(Math.random() * 200);
    process.kill(postmasterPid(world.tool.dataDir), 'SIGKILL');
    const atKill = writing.acknowledged.length;
    await until('requests succeed again', () =>
      Promise.resolve(writing.acknowledged.length > atKill + 5),
    );
  }
  const acknowledged = await writing.stop();
  expect(missing(acknowledged, await storedMarks())).toEqual([]);
});

test('a mark whose server dies while the LMS is silent arrives once, after the restart', async () => {
  await handInNarration(student);
  const narrationId = await markFully();
  world.lms.state.setSwitches({ silence: 'hang' });
  await lecturer.call(assessmentRoutes.releaseMarks, {
    params: params(),
    body: { narrationIds: [narrationId] },
  });
  await until('the LMS is asked', () =>
    Promise.resolve(world.lms.state.log.entries.some((entry) => entry.outcome === 'failed')),
  );
  await world.tool.kill('SIGKILL');
  world.lms.state.setSwitches({ silence: 'off' });
  expect(gradeOfSam()).toBeUndefined();
  await world.tool.restart();
  await until('the mark is in the gradebook', () => Promise.resolve(gradeOfSam() !== undefined));
  await until('the tool knows it', async () => {
    const view = await lecturer.call(assessmentRoutes.viewRelease, { params: params() });
    return view.transfers[0]?.state === 'sent';
  });
  expect(gradeOfSam()).toMatchObject({ points: 20 });
  expect(acceptedScores()).toBe(1);
});

test('a mark that the LMS refused for a while goes out again, also when the database died', async () => {
  const robin = await world.launch('robin', placed.activity.id);
  await handInNarration(robin);
  const narrationId = await markFully();
  world.lms.state.setSwitches({ scoresFail: true });
  await lecturer.call(assessmentRoutes.releaseMarks, {
    params: params(),
    body: { narrationIds: [narrationId] },
  });
  await until('the mark waits', async () => {
    const view = await lecturer.call(assessmentRoutes.viewRelease, { params: params() });
    return view.transfers.some((one) => one.state === 'waiting' && one.attempts > 0);
  });
  process.kill(postmasterPid(world.tool.dataDir), 'SIGKILL');
  world.lms.state.setSwitches({ scoresFail: false });
  await until('both marks are in the gradebook', () => Promise.resolve(acceptedScores() === 2));
});

async function handInNarration(person: HttpPerson): Promise<void> {
  const begun = await person.call(narrationRoutes.openNarration, { params: params() });
  const saved = await person.call(narrationRoutes.saveNarration, {
    params: params(),
    body: {
      ...{ baseRevision: begun.revision, title: 'Blocks', question: '', stage: 'evaluate' },
      doc: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'A tower falls.' }] }],
      },
    },
  });
  await person.call(narrationRoutes.handInNarration, {
    params: params(),
    body: { revision: saved.revision },
  });
}

/** Gives the best level of every criterion to the narration that waits, and finishes. */
async function markFully(): Promise<string> {
  const { rows } = await lecturer.call(assessmentRoutes.listQueue, { params: params() });
  const narrationId = rows.find((row) => row.state === 'todo')?.narrationId ?? '';
  const opened = await lecturer.call(assessmentRoutes.openAssessment, { params: { narrationId } });
  const marks = opened.criteria.map(({ id, levels }) => ({
    criterionId: id,
    levelId: levels.toSorted((a, b) => b.points - a.points)[0]?.id ?? null,
    comment: 'Clear.',
  }));
  const saved = await lecturer.call(assessmentRoutes.saveAssessment, {
    params: { narrationId },
    body: {
      baseRevision: opened.assessment.revision,
      marks,
      passages: [],
      overallComment: 'Good.',
    },
  });
  await lecturer.call(assessmentRoutes.finishAssessment, {
    params: { narrationId },
    body: { revision: saved.revision },
  });
  return narrationId;
}

function gradeOfSam() {
  return world.lms.state.gradebook.cell(placed.columnId, '5');
}

/** Scores that the LMS wrote into its gradebook. */
function acceptedScores(): number {
  return world.lms.state.log.entries.filter(
    (entry) => entry.kind === 'Score' && entry.outcome === 'accepted',
  ).length;
}
