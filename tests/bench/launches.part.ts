import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { postmasterPid } from '../support/tool-database.ts';
import { startBenchPlatform, type BenchPlatform } from './bench-platform.ts';
import { startBenchTool } from './bench-tool.ts';
import { launchMany, type LaunchTarget, type LoadOutcome } from './launch-load.ts';
import { median, type BenchPart, type Figure } from './measure.ts';
import { processorMs } from './process-facts.ts';

const PORTS = { platform: 4420, tool: 4421, ltijs: 4422 };
const AWAY_MS = 50;
const AT_ONCE = 16;
const ROUNDS = 7;
const WARM_UP = 200;
const ROUND = { count: 400, atOnce: AT_ONCE };

/** Launches per second of Lookfor and of ltijs, in turns, on the same machine at the same time. */
export const launchesPart: BenchPart = {
  title: 'Launches',
  conditions:
    `login, sign-in and launch up to the page; ${AT_ONCE} at once, key set ${AWAY_MS} ms away, ` +
    `${ROUNDS} rounds of ${ROUND.count} in turns, medians; Lookfor on its durable ` +
    'PostgreSQL, ltijs 5.9.9 with storage in memory',
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, AWAY_MS);
    const tool = await startBenchTool(platform, PORTS.tool);
    const ltijs = await startLtijs(platform, PORTS.ltijs);
    try {
      for (const target of [tool, ltijs])
        await launchMany(platform, target, { count: WARM_UP, atOnce: AT_ONCE });
      const outcomes: { ours: LoadOutcome; theirs: LoadOutcome }[] = [];
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
      for (let at = 0; at < ROUNDS; at += 1) {
        // Who begins changes, so that neither always runs on a machine that the other has warmed.
        if (at % 2 === 0) outcomes.push({ ours: await ourRound(), theirs: await theirRound() });
        else {
          const theirs = await theirRound();
          outcomes.push({ ours: await ourRound(), theirs });
        }
      }
      return figuresOf(outcomes, used);
    } finally {
      ltijs.close();
      await tool.close();
      await platform.close();
    }
  },
};

/** @param used processor time of all rounds, in milliseconds. */
function figuresOf(
  outcomes: readonly { ours: LoadOutcome; theirs: LoadOutcome }[],
  used: { ours: number; postgres: number; theirs: number; bench: number },
): Figure[] {
  const launches = ROUNDS * ROUND.count;
  const middle = (value: (of: { ours: LoadOutcome; theirs: LoadOutcome }) => number): number =>
    median(outcomes.map(value));
  const relation = middle(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const perSecond = 'per second' as const;
  const ms = 'ms' as const;
  return [
    { name: 'Lookfor', value: middle(({ ours }) => ours.perSecond), unit: perSecond },
    { name: 'ltijs', value: middle(({ theirs }) => theirs.perSecond), unit: perSecond },
    { name: 'Lookfor in relation to ltijs', value: relation, unit: 'times', target: '≥ 3' },
    { name: 'Lookfor, 99 of 100 within', value: middle(({ ours }) => ours.p99Ms), unit: ms },
    { name: 'ltijs, 99 of 100 within', value: middle(({ theirs }) => theirs.p99Ms), unit: ms },
    { name: 'Lookfor, processor time of a launch', value: used.ours / launches, unit: ms },
    { name: 'and of its PostgreSQL', value: used.postgres / launches, unit: ms },
    // On few cores it decides how fast any tool can be launched.
    { name: 'and of browser and LMS in this bench', value: used.bench / launches, unit: ms },
    { name: 'ltijs, processor time of a launch', value: used.theirs / launches, unit: ms },
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
    close: () => void child.kill('SIGKILL'),
  };
}
