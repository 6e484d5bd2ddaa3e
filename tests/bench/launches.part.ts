import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { postmasterPid } from '../support/tool-database.ts';
import { startBenchPlatform, type BenchPlatform } from './bench-platform.ts';
import { startBenchTool } from './bench-tool.ts';
import { launchMany, readMany, type LaunchTarget, type LoadOutcome } from './launch-load.ts';
import { median, type BenchPart, type Figure } from './measure.ts';
import { processorMs } from './process-facts.ts';

const PORTS = { platform: 4420, alone: 4421, ltijs: 4422, several: 4423 };
const AWAY_MS = 50;
const CAMPUS = { count: 500, atOnce: 500, fromOneAddress: true };
/** Compilers take their time: a server has been running for longer than a minute. */
const WARM_UP = { count: 2_000, atOnce: 16 };
const ROUNDS = 7;
const ROUND = { count: 400, atOnce: 16 };
const CROWD_ROUNDS = 5;
const CROWD = { count: 800, atOnce: 64 };
const READ_ROUNDS = 5;
const READS = { count: 3_000, atOnce: 16 };
const WEB_PROCESSES = Math.max(2, availableParallelism());

const WHO = ['alone', 'several', 'ltijs'] as const;
/** Lookfor with one process, Lookfor with one for each processor, and ltijs. */
type Who = (typeof WHO)[number];
/** What each reached in one round. */
type Outcome = Record<Who, LoadOutcome>;
/** Processor time of all rounds, in milliseconds. */
interface Used {
  tool: number;
  postgres: number;
  bench: number;
}

/** Launches per second of Lookfor and of ltijs, in turns, on the same machine at the same time. */
export const launchesPart: BenchPart = {
  title: 'Launches',
  conditions:
    `all logins, then all launches up to the page, without the time in which the platform signs ` +
    `its messages; key set ${AWAY_MS} ms away; Lookfor on its durable PostgreSQL, once with one ` +
    `process, as it is when nothing is set, and once with WEB_PROCESSES=${WEB_PROCESSES}; ltijs ` +
    '5.9.9 in one process, since what it stores in memory cannot be shared by several; in turns; ' +
    `medians. First ${CAMPUS.count} unknown people of one address press the link of a new course ` +
    `at the same moment; then ${ROUNDS} rounds of ${ROUND.count} launches, ${ROUND.atOnce} at ` +
    `once; ${CROWD_ROUNDS} of ${CROWD.count}, ${CROWD.atOnce} at once; ${READ_ROUNDS} of ` +
    `${READS.count} authenticated reads, ${READS.atOnce} at once (GET /api/session; the page ` +
    "behind ltijs' guard)",
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, AWAY_MS);
    const tools = {
      alone: await startBenchTool(platform, PORTS.alone),
      several: await startBenchTool(platform, PORTS.several, WEB_PROCESSES),
    };
    const ltijs = await startLtijs(platform, PORTS.ltijs);
    const targets: Record<Who, LaunchTarget> = { ...tools, ltijs };
    try {
      const campus = await launchMany(platform, tools.alone, CAMPUS);
      for (const who of WHO) await launchMany(platform, targets[who], WARM_UP);
      for (const tool of Object.values(tools)) await tool.settle();
      const clocks: Record<Who, () => Used> = {
        alone: clockOf(tools.alone.tool.pid, postmasterPid(tools.alone.tool.dataDir)),
        several: clockOf(tools.several.tool.pid, postmasterPid(tools.several.tool.dataDir)),
        ltijs: clockOf(ltijs.pid),
      };
      const used = {} as Record<Who, Used>;
      const rounds = await inTurns(ROUNDS, async (who) => {
        const before = clocks[who]();
        const outcome = await launchMany(platform, targets[who], ROUND);
        used[who] = added(used[who], before, clocks[who]());
        return outcome;
      });
      const crowds = await inTurns(CROWD_ROUNDS, (who) =>
        launchMany(platform, targets[who], CROWD),
      );
      const reads = await inTurns(READ_ROUNDS, (who) => readMany(platform, targets[who], READS));
      return [
        ...launchFigures(rounds, used),
        ...crowdFigures(campus, crowds),
        ...readFigures(reads),
      ];
    } finally {
      ltijs.close();
      for (const tool of Object.values(tools)) await tool.close();
      await platform.close();
    }
  },
};

/** Processor time that a tool, its database and this bench have used until now. */
function clockOf(pid: number, postgres?: number): () => Used {
  return () => {
    const bench = process.cpuUsage();
    return {
      tool: processorMs(pid, postgres),
      postgres: postgres === undefined ? 0 : processorMs(postgres),
      bench: (bench.user + bench.system) / 1_000,
    };
  };
}

function added(sum: Used | undefined, before: Used, after: Used): Used {
  const more = (part: keyof Used): number => (sum?.[part] ?? 0) + after[part] - before[part];
  return { tool: more('tool'), postgres: more('postgres'), bench: more('bench') };
}

/** Who begins changes, so that nobody always runs on a machine that another has warmed. */
async function inTurns(
  times: number,
  once: (who: Who) => Promise<LoadOutcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < times; at += 1) {
    const first = at % WHO.length;
    const outcome = {} as Outcome;
    for (const who of [...WHO.slice(first), ...WHO.slice(0, first)]) outcome[who] = await once(who);
    outcomes.push(outcome);
  }
  return outcomes;
}

const middle = (outcomes: readonly Outcome[], value: (of: Outcome) => number): number =>
  median(outcomes.map(value));

const NAMES: Record<Who, string> = {
  alone: 'Lookfor, one process',
  several: `Lookfor, ${WEB_PROCESSES} web processes`,
  ltijs: 'ltijs, one process',
};

function launchFigures(rounds: readonly Outcome[], used: Record<Who, Used>): Figure[] {
  const launches = ROUNDS * ROUND.count;
  const perSecond = 'per second' as const;
  const ms = 'ms' as const;
  const beside = (who: Who): number =>
    middle(rounds, (round) => round[who].perSecond / round.ltijs.perSecond);
  return [
    ...WHO.map((who) => ({
      name: NAMES[who],
      value: middle(rounds, (round) => round[who].perSecond),
      unit: perSecond,
    })),
    ...(['alone', 'several'] as const).map((who) => ({
      name: `${NAMES[who]}, in relation to ltijs`,
      value: beside(who),
      unit: 'times' as const,
      target: '≥ 4',
    })),
    ...WHO.map((who) => ({
      name: `${NAMES[who]}, 99 of 100 within`,
      value: middle(rounds, (round) => round[who].p99Ms),
      unit: ms,
    })),
    ...WHO.map((who) => ({
      name: `${NAMES[who]}, processor time of a launch`,
      value: used[who].tool / launches,
      unit: ms,
      ...(who !== 'ltijs' && { target: '≤ 1' }),
    })),
    {
      name: 'and of the PostgreSQL of one process',
      value: used.alone.postgres / launches,
      unit: ms,
    },
    // On few cores it decides how fast any tool can be launched.
    { name: 'and of browser and LMS in this bench', value: used.alone.bench / launches, unit: ms },
  ];
}

function crowdFigures(campus: LoadOutcome, crowds: readonly Outcome[]): Figure[] {
  const [people, crowd] = [CAMPUS.count, CROWD.atOnce];
  return [
    ...WHO.map((who) => ({
      name: `${crowd} at once: ${NAMES[who]}, 99 of 100 within`,
      value: middle(crowds, (outcome) => outcome[who].p99Ms),
      unit: 'ms' as const,
      ...(who !== 'ltijs' && { target: '≤ 150' }),
    })),
    {
      name: `${people} at once, one process: all are in after`,
      value: campus.seconds,
      unit: 's',
      target: '≤ 60',
    },
  ];
}

function readFigures(reads: readonly Outcome[]): Figure[] {
  return WHO.map((who) => ({
    name: `Authenticated reads, ${NAMES[who]}`,
    value: middle(reads, (read) => read[who].perSecond),
    unit: 'per second' as const,
    ...(who === 'alone' && { target: '≥ 4000' }),
  }));
}

async function startLtijs(
  platform: BenchPlatform,
  port: number,
): Promise<LaunchTarget & { pid: number; close(): void }> {
  const child = fork(fileURLToPath(new URL('./ltijs-server.ts', import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production' },
    // As it runs without being told otherwise: what our server asks of Node is measured for ours.
    execArgv: [],
  });
  await once(child, 'message');
  const { issuer, clientId, authUrl, tokenUrl, jwksUrl } = platform;
  child.send({ platform: { issuer, clientId, authUrl, tokenUrl, jwksUrl }, port });
  await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  return {
    pid: child.pid ?? 0,
    loginUrl: `${url}/login`,
    launchUrl: `${url}/`,
    isOpen: (page) => page.includes('<title>Opened</title>'),
    read: ({ path, cookie }) => ({ path, headers: [`Cookie: ${cookie}`] }),
    close: () => void child.kill('SIGKILL'),
  };
}
