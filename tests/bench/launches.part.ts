import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { postmasterPid } from '../support/tool-database.ts';
import { startBenchPlatform, type BenchPlatform } from './bench-platform.ts';
import { startBenchTool } from './bench-tool.ts';
import { launchMany, readMany, type LaunchTarget, type LoadOutcome } from './launch-load.ts';
import { median, type BenchPart, type Figure } from './measure.ts';
import { processorMs } from './process-facts.ts';

const PORTS = { platform: 4420, tool: 4421, ltijs: 4422 };
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

/** What both tools reached in one round. */
interface Outcome {
  ours: LoadOutcome;
  theirs: LoadOutcome;
}

/** Launches per second of Lookfor and of ltijs, in turns, on the same machine at the same time. */
export const launchesPart: BenchPart = {
  title: 'Launches',
  conditions:
    `all logins, then all launches up to the page, without the time in which the platform signs ` +
    `its messages; key set ${AWAY_MS} ms away; Lookfor on its durable ` +
    'PostgreSQL, ltijs 5.9.9 with storage in memory, in turns; medians. First ' +
    `${CAMPUS.count} unknown people of one address press the link of a new course at the same ` +
    `moment; then ${ROUNDS} rounds of ${ROUND.count} launches, ${ROUND.atOnce} at once; ` +
    `${CROWD_ROUNDS} of ${CROWD.count}, ${CROWD.atOnce} at once; ${READ_ROUNDS} of ${READS.count} ` +
    `authenticated reads, ${READS.atOnce} at once (GET /api/session; the page behind ltijs' guard)`,
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, AWAY_MS);
    const tool = await startBenchTool(platform, PORTS.tool);
    const ltijs = await startLtijs(platform, PORTS.ltijs);
    try {
      const campus = await launchMany(platform, tool, CAMPUS);
      for (const target of [tool, ltijs]) await launchMany(platform, target, WARM_UP);
      await tool.settle();
      const used = { ours: 0, postgres: 0, theirs: 0, bench: 0 };
      const postgres = postmasterPid(tool.tool.dataDir);
      const ourRound = async (): Promise<LoadOutcome> => {
        const before = [processorMs(tool.tool.pid, postgres), processorMs(postgres)] as const;
        const benchBefore = process.cpuUsage();
        const outcome = await launchMany(platform, tool, ROUND);
        const bench = process.cpuUsage(benchBefore);
        used.bench += (bench.user + bench.system) / 1_000;
        used.ours += processorMs(tool.tool.pid, postgres) - before[0];
        used.postgres += processorMs(postgres) - before[1];
        return outcome;
      };
      const theirRound = async (): Promise<LoadOutcome> => {
        const before = processorMs(ltijs.pid);
        const outcome = await launchMany(platform, ltijs, ROUND);
        used.theirs += processorMs(ltijs.pid) - before;
        return outcome;
      };
      const rounds = await inTurns(ROUNDS, ourRound, theirRound);
      const crowds = await inTurns(
        CROWD_ROUNDS,
        () => launchMany(platform, tool, CROWD),
        () => launchMany(platform, ltijs, CROWD),
      );
      const reads = await inTurns(
        READ_ROUNDS,
        () => readMany(platform, tool, READS),
        () => readMany(platform, ltijs, READS),
      );
      return [
        ...launchFigures(rounds, used),
        ...crowdFigures(campus, crowds),
        ...readFigures(reads),
      ];
    } finally {
      ltijs.close();
      await tool.close();
      await platform.close();
    }
  },
};

/** Who begins changes, so that neither always runs on a machine that the other has warmed. */
async function inTurns(
  times: number,
  ours: () => Promise<LoadOutcome>,
  theirs: () => Promise<LoadOutcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < times; at += 1) {
    if (at % 2 === 0) outcomes.push({ ours: await ours(), theirs: await theirs() });
    else {
      const second = await theirs();
      outcomes.push({ ours: await ours(), theirs: second });
    }
  }
  return outcomes;
}

const middle = (outcomes: readonly Outcome[], value: (of: Outcome) => number): number =>
  median(outcomes.map(value));

/** @param used processor time of all rounds, in milliseconds. */
function launchFigures(
  rounds: readonly Outcome[],
  used: { ours: number; postgres: number; theirs: number; bench: number },
): Figure[] {
  const launches = ROUNDS * ROUND.count;
  const relation = middle(rounds, ({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const perSecond = 'per second' as const;
  const ms = 'ms' as const;
  return [
    { name: 'Lookfor', value: middle(rounds, ({ ours }) => ours.perSecond), unit: perSecond },
    { name: 'ltijs', value: middle(rounds, ({ theirs }) => theirs.perSecond), unit: perSecond },
    { name: 'Lookfor in relation to ltijs', value: relation, unit: 'times', target: '≥ 4' },
    {
      name: 'Lookfor, 99 of 100 within',
      value: middle(rounds, ({ ours }) => ours.p99Ms),
      unit: ms,
    },
    {
      name: 'ltijs, 99 of 100 within',
      value: middle(rounds, ({ theirs }) => theirs.p99Ms),
      unit: ms,
    },
    {
      name: 'Lookfor, processor time of a launch',
      value: used.ours / launches,
      unit: ms,
      target: '≤ 1',
    },
    { name: 'and of its PostgreSQL', value: used.postgres / launches, unit: ms },
    // On few cores it decides how fast any tool can be launched.
    { name: 'and of browser and LMS in this bench', value: used.bench / launches, unit: ms },
    { name: 'ltijs, processor time of a launch', value: used.theirs / launches, unit: ms },
  ];
}

function crowdFigures(campus: LoadOutcome, crowds: readonly Outcome[]): Figure[] {
  const ours = middle(crowds, (crowd) => crowd.ours.p99Ms);
  const theirs = middle(crowds, (crowd) => crowd.theirs.p99Ms);
  const [people, crowd] = [CAMPUS.count, CROWD.atOnce];
  return [
    {
      name: `${crowd} at once: Lookfor, 99 of 100 within`,
      value: ours,
      unit: 'ms',
      target: '≤ 150',
    },
    { name: `${crowd} at once: ltijs, 99 of 100 within`, value: theirs, unit: 'ms' },
    {
      name: `${people} at once: all are in after`,
      value: campus.seconds,
      unit: 's',
      target: '≤ 60',
    },
  ];
}

function readFigures(reads: readonly Outcome[]): Figure[] {
  const ours = middle(reads, (read) => read.ours.perSecond);
  const theirs = middle(reads, (read) => read.theirs.perSecond);
  return [
    { name: 'Authenticated reads, Lookfor', value: ours, unit: 'per second', target: '≥ 4000' },
    { name: 'Authenticated reads, ltijs', value: theirs, unit: 'per second' },
  ];
}

async function startLtijs(
  platform: BenchPlatform,
  port: number,
): Promise<LaunchTarget & { pid: number; close(): void }> {
  const child = fork(fileURLToPath(new URL('./ltijs-server.ts', import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production' },
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
