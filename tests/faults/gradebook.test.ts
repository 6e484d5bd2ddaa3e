import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { and, eq, ne, sql } from 'drizzle-orm';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ScoreDraft } from '#server/gradebook/outbox.service';
import { outboxScores } from '#server/gradebook/outbox.table';
import { platforms } from '#server/lti/lti.table';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeCourse, type TestCourse } from '../support/factories.ts';
import { pointsIn, startFaultPlatform, type FaultPlatform } from '../support/fault-platform.ts';
import { openScoreWorker, type ScoreWorker } from '../support/score-worker.ts';
import { seededRandom } from '../support/seeded.ts';
import type { ReleaseOrder } from './score-process.ts';

const TIMEOUT_MS = 500;
/** In the repository, so that its packages are found. */
const PROCESS = fileURLToPath(new URL('../../test-results/score-process.mjs', import.meta.url));
let database: TestDatabase;
let worker: ScoreWorker;
let lms: FaultPlatform;
let course: TestCourse;

beforeAll(async () => {
  database = await openTestDatabase();
  worker = await openScoreWorker(database.db, database.url, { timeoutMs: TIMEOUT_MS });
  await bundleProcess();
});
afterAll(async () => {
  await worker.jobs.stop();
  await database.close();
});
beforeEach(async () => {
  lms = await startFaultPlatform();
  course = await makeCourse(database.db);
  await database.db
    .update(platforms)
    .set({ tokenUrl: lms.tokenUrl })
    .where(eq(platforms.id, course.platformId));
});
afterEach(() => lms.close());

const SUBJECT = (at: number): string => `student-${String(at).padStart(4, '0')}`;

function drafts(count: number, points: (at: number) => number, of = { lms, course }) {
  return Array.from({ length: count }, (_, at) => ({
    platformId: of.course.platformId,
    deploymentId: '1',
    sourceKey: `narration:${of.course.platformId}-${at}`,
    groupKey: 'task:1',
    lineItemUrl: of.lms.lineItem('1'),
    subject: SUBJECT(at),
    scoringSubject: null,
    kind: 'grade' as const,
    scoreGiven: points(at),
    scoreMaximum: 100,
    comment: 'Clear.',
    submittedAt: null,
    reviewUrl: null,
  })) satisfies ScoreDraft[];
}

const release = (scores: readonly ScoreDraft[], { tenantId } = course) =>
  database.db.transaction((tx) => worker.outbox.queueScores(tx, tenantId, scores));

const unsent = (platformId = course.platformId) =>
  database.db
    .select({ subject: outboxScores.subject, state: outboxScores.state })
    .from(outboxScores)
    .where(and(eq(outboxScores.platformId, platformId), ne(outboxScores.state, 'sent')));

/** Longer pauses than a few seconds are left to the queue, whose part is played here. */
async function everythingSent(): Promise<void> {
  await expect
    .poll(
      async () => {
        await worker.delivery.deliver(course.platformId);
        return unsent();
      },
      { timeout: 240_000, interval: 100 },
    )
    .toEqual([]);
}

/** Timestamps of each cell, in the order in which the gradebook took them. */
function stampsByPerson(platform: FaultPlatform): Map<string, number[]> {
  const stamps = new Map<string, number[]>();
  for (const { score } of platform.taken) {
    const ofPerson = stamps.get(score.userId) ?? [];
    ofPerson.push(Date.parse(score.timestamp));
    stamps.set(score.userId, ofPerson);
  }
  return stamps;
}

function expectOrder(platform: FaultPlatform): void {
  for (const stamps of stampsByPerson(platform).values())
    stamps.slice(1).forEach((stamp, at) => {
      expect(stamp - (stamps[at] ?? 0)).toBeGreaterThanOrEqual(1_000);
    });
}

test('1,000 marks at once, one post in five failing: each arrives, once in effect, in order', async () => {
  const random = seededRandom(20_261_124);
  const FAULTS = [
    ...[{ status: 503 }, { status: 502 }, { status: 500 }, { status: 408 }],
    ...(['broken off', 'lost', 'truncated'] as const),
  ];
  let hasTokenEnded = false;
  lms.latencyMs = 15;
  lms.perSecond = 250;
  lms.fault = ({ kind }) => {
    // The token that all of them use ends in the middle.
    if (!hasTokenEnded && lms.taken.length > 600) {
      hasTokenEnded = true;
      lms.tokens.clear();
    }
    if (kind === 'results' || random() > 0.2) return null;
    return FAULTS[Math.floor(random() * FAULTS.length)] ?? null;
  };
  await release(drafts(1_000, (at) => at % 100));
  const delivering = worker.delivery.deliver(course.platformId);
  await expect.poll(() => lms.taken.length, { timeout: 120_000 }).toBeGreaterThan(300);
  // Half of them are released again with another mark while all of it is under way.
  await release(drafts(500, (at) => 50 + (at % 50)));
  await delivering;
  await everythingSent();
  for (let at = 0; at < 1_000; at += 1)
    expect(pointsIn(lms, lms.lineItem('1'), SUBJECT(at))).toBe(
      at < 500 ? 50 + (at % 50) : at % 100,
    );
  expectOrder(lms);
});

test('workers and web are killed at twenty random points: nothing is lost, nothing doubled', async () => {
  await database.db.execute(sql`
    CREATE TABLE released_mark (subject text PRIMARY KEY, points double precision NOT NULL)`);
  const random = seededRandom(7);
  lms.latencyMs = 20;
  lms.fault = ({ kind }) => (kind === 'score' && random() < 0.1 ? 'lost' : null);
  const troupe = startTroupe(['worker', 'worker', 'web', 'web']);
  try {
    for (let kill = 0; kill < 20; kill += 1) {
      // Some students get their first mark, some another one than before.
      const from = Math.floor(random() * 80);
      const points = Math.floor(random() * 100);
      await troupe.tell({
        tenantId: course.tenantId,
        drafts: drafts(from + 20, () => points).slice(from),
      });
      await troupe.kill(Math.floor(random() * 4), random() * 150);
    }
    await troupe.answered();
    await expect.poll(() => unsent(), { timeout: 240_000, interval: 250 }).toEqual([]);
  } finally {
    await troupe.end();
  }
  const marks = await database.db.execute<{ subject: string; points: number }>(
    sql`SELECT subject, points FROM released_mark`,
  );
  expect(marks.rows.length).toBeGreaterThan(0);
  const held = marks.rows.map(({ subject }) => ({
    subject,
    points: pointsIn(lms, lms.lineItem('1'), subject),
  }));
  expect(held).toEqual(marks.rows);
  const rows = await database.db
    .select({ subject: outboxScores.subject })
    .from(outboxScores)
    .where(eq(outboxScores.platformId, course.platformId));
  expect(rows.map(({ subject }) => subject).toSorted()).toEqual(
    marks.rows.map(({ subject }) => subject).toSorted(),
  );
  expectOrder(lms);
}, 480_000);

test('an LMS that is down holds up nobody else, and gets everything when it is back', async () => {
  const other = await startFaultPlatform();
  const neighbour = await makeCourse(database.db);
  await database.db
    .update(platforms)
    .set({ tokenUrl: other.tokenUrl })
    .where(eq(platforms.id, neighbour.platformId));
  lms.fault = ({ kind }) => (kind === 'score' ? 'silence' : null);
  await release(drafts(60, () => 70));
  await release(
    drafts(60, () => 80, { lms: other, course: neighbour }),
    neighbour,
  );
  await worker.work();
  const stateOf = async (platformId: string) =>
    (await worker.outbox.platformsState()).find((one) => one.platformId === platformId);
  await expect
    .poll(async () => (await stateOf(neighbour.platformId))?.sent, { timeout: 80_000 })
    .toBe(60);
  await expect
    .poll(async () => (await stateOf(course.platformId))?.circuit.state, { timeout: 80_000 })
    .toBe('open');
  // While it is open, hardly anybody asks: not the sixty, again and again.
  expect(lms.asked.filter(({ kind }) => kind === 'score').length).toBeLessThan(40);
  expect(await unsent()).toHaveLength(60);
  lms.fault = () => null;
  await expect
    .poll(async () => (await stateOf(course.platformId))?.sent, { timeout: 120_000 })
    .toBe(60);
  expect(await stateOf(course.platformId)).toMatchObject({ circuit: { state: 'closed' } });
  await other.close();
});

test('a pause that the LMS asks for is kept by all, and then everything goes on', async () => {
  let askedForPauseMs = 0;
  const during: number[] = [];
  lms.fault = ({ kind }) => {
    const nowMs = performance.now();
    if (kind !== 'score') return null;
    if (askedForPauseMs === 0 && lms.taken.length >= 30) {
      askedForPauseMs = nowMs;
      return { status: 429, headers: { 'retry-after': '2' } };
    }
    if (askedForPauseMs > 0 && nowMs - askedForPauseMs < 1_900) during.push(nowMs);
    return null;
  };
  await release(drafts(120, () => 90));
  await everythingSent();
  expect(lms.taken).toHaveLength(120);
  // Those that were under way at that moment, and no others.
  expect(during.length).toBeLessThanOrEqual(16);
});

test('an LMS that says nothing for long is waited for no longer than is set, and asked again', async () => {
  lms.fault = ({ kind, earlier }) => (kind === 'score' && earlier === 0 ? 'silence' : null);
  await release(drafts(4, () => 60));
  await everythingSent();
  expect(lms.taken).toHaveLength(4);
});

/** One file of it: from the sources each of two dozen processes would take seconds to start. */
async function bundleProcess(): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./score-process.ts', import.meta.url))],
    outfile: PROCESS,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
    plugins: [
      {
        name: 'packages-outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^.#/]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('drizzle-orm')
              ? undefined
              : { path, external: true },
          ),
      },
    ],
  });
}

interface Member {
  role: 'worker' | 'web';
  child: ChildProcess;
  ready: Promise<unknown>;
  /** Orders that it was sent, and those that it has carried out. */
  told: number;
  released: number;
}

/** Processes that are replaced when they are killed, as a supervisor does. */
function startTroupe(roles: readonly ('worker' | 'web')[]) {
  const start = (role: string): ChildProcess =>
    spawn(process.execPath, [PROCESS], {
      env: {
        ...process.env,
        SCORE_DATABASE_URL: database.url,
        SCORE_TIMEOUT_MS: String(TIMEOUT_MS),
        SCORE_ROLE: role,
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  const everybody: Member[] = [];
  const enter = (role: 'worker' | 'web'): Member => {
    const child = start(role);
    const member = {
      ...{ role, child, told: 0, released: 0 },
      ready: new Promise((done) => child.once('message', done)),
    };
    child.on('message', ({ kind }: { kind: string }) => {
      if (kind === 'released') member.released += 1;
    });
    everybody.push(member);
    return member;
  };
  const members = roles.map((role) => enter(role));
  const isGone = ({ exitCode, signalCode }: ChildProcess) =>
    exitCode !== null || signalCode !== null;
  const gone = (child: ChildProcess) =>
    isGone(child) ? Promise.resolve() : new Promise((done) => child.once('exit', done));
  return {
    /** Tells a web process; whoever is dead hears nothing, as behind a broken connection. */
    async tell(order: ReleaseOrder): Promise<void> {
      const webs = members.filter(({ role }) => role === 'web');
      const web = await Promise.race(
        webs.map(async (one) => {
          await one.ready;
          return one;
        }),
      );
      web.told += 1;
      web.child.send(order, () => undefined);
    },
    /** Until whoever still lives has done all that they were told: a slow one may be far behind. */
    async answered(): Promise<void> {
      const isWaiting = ({ child, told, released }: Member) => released < told && !isGone(child);
      await expect
        .poll(() => everybody.filter(isWaiting).length, { timeout: 120_000, interval: 50 })
        .toBe(0);
    },
    /** Kills one of them, some time after it was ready, and puts another in its place. */
    async kill(at: number, afterMs: number): Promise<void> {
      const member = members[at];
      if (!member) return;
      await member.ready;
      await pause(afterMs);
      member.child.kill('SIGKILL');
      members[at] = enter(member.role);
    },
    async end(): Promise<void> {
      for (const { child } of members) child.kill('SIGKILL');
      await Promise.all(members.map(({ child }) => gone(child)));
    },
  };
}
