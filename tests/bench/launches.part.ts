import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startBenchPlatform, type BenchPlatform } from './bench-platform.ts';
import { startBenchTool } from './bench-tool.ts';
import { launchMany, type LaunchTarget, type LoadOutcome } from './launch-load.ts';
import { median, type BenchPart } from './measure.ts';

const PORTS = { platform: 4420, tool: 4421, ltijs: 4422 };
const AWAY_MS = 50;
const AT_ONCE = 16;
const ROUNDS = 7;
const WARM_UP = 200;
const LAUNCHES_PER_ROUND = 400;

/** Launches per second of Lookfor and of ltijs, in turns, on the same machine at the same time. */
export const launchesPart: BenchPart = {
  title: 'Launches',
  conditions:
    `login, sign-in and launch up to the page; ${AT_ONCE} at once, key set ${AWAY_MS} ms away, ` +
    `${ROUNDS} rounds of ${LAUNCHES_PER_ROUND} in turns, medians; Lookfor on its durable ` +
    'PostgreSQL, ltijs 5.9.9 with storage in memory',
  async run() {
    const platform = await startBenchPlatform(PORTS.platform, AWAY_MS);
    const tool = await startBenchTool(platform, PORTS.tool);
    const ltijs = await startLtijs(platform, PORTS.ltijs);
    try {
      for (const target of [tool, ltijs])
        await launchMany(platform, target, { count: WARM_UP, atOnce: AT_ONCE });
      const outcomes: { ours: LoadOutcome; theirs: LoadOutcome }[] = [];
      const round = (target: LaunchTarget): Promise<LoadOutcome> =>
        launchMany(platform, target, { count: LAUNCHES_PER_ROUND, atOnce: AT_ONCE });
      for (let at = 0; at < ROUNDS; at += 1) {
        // Who begins changes, so that neither always runs on a machine that the other has warmed.
        if (at % 2 === 0) outcomes.push({ ours: await round(tool), theirs: await round(ltijs) });
        else {
          const theirs = await round(ltijs);
          outcomes.push({ ours: await round(tool), theirs });
        }
      }
      return [
        {
          name: 'Lookfor: launches',
          value: median(outcomes.map(({ ours }) => ours.perSecond)),
          unit: 'per second',
        },
        {
          name: 'ltijs: launches',
          value: median(outcomes.map(({ theirs }) => theirs.perSecond)),
          unit: 'per second',
        },
        {
          name: 'Lookfor in relation to ltijs',
          value: median(outcomes.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond)),
          unit: 'times',
          target: '≥ 3',
        },
        {
          name: 'Lookfor: 99 of 100 launches take at most',
          value: median(outcomes.map(({ ours }) => ours.p99Ms)),
          unit: 'ms',
        },
        {
          name: 'ltijs: 99 of 100 launches take at most',
          value: median(outcomes.map(({ theirs }) => theirs.p99Ms)),
          unit: 'ms',
        },
      ];
    } finally {
      ltijs.close();
      await tool.close();
      await platform.close();
    }
  },
};

async function startLtijs(
  platform: BenchPlatform,
  port: number,
): Promise<LaunchTarget & { close(): void }> {
  const child = fork(fileURLToPath(new URL('./ltijs-server.ts', import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await once(child, 'message');
  const { issuer, clientId, authUrl, tokenUrl, jwksUrl } = platform;
  child.send({ platform: { issuer, clientId, authUrl, tokenUrl, jwksUrl }, port });
  await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  return {
    loginUrl: `${url}/login`,
    launchUrl: `${url}/`,
    isOpen: (page) => page.includes('<title>Opened</title>'),
    close: () => void child.kill('SIGKILL'),
  };
}
