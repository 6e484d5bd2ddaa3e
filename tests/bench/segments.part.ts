import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { clipRoutes } from '#contract/clips';
import { openToolWithLms, publishTask, type ToolWithLms } from '../support/tool-with-lms.ts';
import { median, percentile, type BenchPart, type Figure } from './measure.ts';
import { processorMs } from './process-facts.ts';

const PORTS = { lms: 4432, tool: 4433 };
const CLIP_SECONDS = 40;
const SEGMENT_SECONDS = 4;
const VIEWERS = 50;
const ROUNDS = 5;
const SEGMENTS_PER_ROUND = 1_000;
const WATCHED_SECONDS = 24;

/** What it costs that a segment is only served to those who may watch it. */
export const segmentsPart: BenchPart = {
  title: 'Segments of clips',
  conditions:
    `${VIEWERS} sessions watch a clip; ${ROUNDS} rounds of ${SEGMENTS_PER_ROUND} segments as fast as they ` +
    'come, in turn from Lookfor and from a server that sends the same files by the same code and ' +
    'asks nothing; per second of processor time of each; then each session one segment every ' +
    `${SEGMENT_SECONDS} s for ${WATCHED_SECONDS} s`,
  async run() {
    const world = await openToolWithLms(PORTS);
    const plain = await startPlainServer(join(world.tool.dataDir, 'files'));
    try {
      const clipId = await publishedClip(world);
      const folders = await watch(world, clipId);
      const names = await segmentNames(folders[0] ?? '');
      const [run = ''] = readdirSync(join(world.tool.dataDir, 'files', 'served', clipId));
      const unsigned = [`${plain.baseUrl}/media/${clipId}/${run}`];
      const signedRates: number[] = [];
      const plainRates: number[] = [];
      await fetchMany(folders, names, 200);
      await fetchMany(unsigned, names, 200);
      for (let round = 0; round < ROUNDS; round += 1) {
        signedRates.push(await rateOf(world.tool.pid, folders, names));
        plainRates.push(await rateOf(plain.pid, unsigned, names));
      }
      const pairs = signedRates.map((rate, at) => rate / (plainRates[at] ?? NaN));
      return [
        { name: 'With the check, one core', value: median(signedRates), unit: 'per second' },
        { name: 'Without, one core', value: median(plainRates), unit: 'per second' },
        { name: 'With beside without', value: median(pairs), unit: 'times', target: '≥ 0.8' },
        ...(await watchAtOnce(folders, names)),
      ];
    } finally {
      plain.close();
      await world.close();
    }
  },
};

/** A clip that the students of the course may watch. */
async function publishedClip(world: ToolWithLms): Promise<string> {
  const lecturer = await world.launch('lee');
  await publishTask(world, lecturer, CLIP_SECONDS);
  const { clips } = await lecturer.call(clipRoutes.listClips, {});
  return clips[0]?.id ?? '';
}

/** Opens the clip in sessions of their own; the signed folder of each. */
async function watch(world: ToolWithLms, clipId: string): Promise<string[]> {
  const folders: string[] = [];
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    const person = await world.launch('lee');
    const played = await person.call(clipRoutes.playClip, { params: { clipId } });
    folders.push(
      `http://127.0.0.1:${world.tool.port}${played.playlistUrl.replace('/master.m3u8', '')}`,
    );
  }
  return folders;
}

/** Every segment of the largest picture, below a clip's folder. */
async function segmentNames(folder: string): Promise<string[]> {
  const master = await textAt(`${folder}/master.m3u8`);
  const variant = /^(v\d+)\/playlist\.m3u8$/m.exec(master)?.[1] ?? '';
  const playlist = await textAt(`${folder}/${variant}/playlist.m3u8`);
  return [...playlist.matchAll(/^\S+\.m4s$/gm)].map(([name]) => `${variant}/${name}`);
}

/** Segments per second of processor time. */
async function rateOf(pid: number, folders: readonly string[], names: readonly string[]) {
  const before = processorMs(pid);
  await fetchMany(folders, names, SEGMENTS_PER_ROUND);
  return (SEGMENTS_PER_ROUND * 1_000) / (processorMs(pid) - before);
}

/** Fetches so many segments, always as many at once as there are viewers. */
async function fetchMany(folders: readonly string[], names: readonly string[], count: number) {
  let next = 0;
  // Of this round alone: a server lets go of connections that rest.
  const agent = new Agent({ keepAlive: true, maxSockets: VIEWERS });
  const viewer = async (at: number): Promise<void> => {
    const folder = folders[at % folders.length] ?? '';
    while (next < count) {
      const name = names[next % names.length] ?? '';
      next += 1;
      await bytesAt(`${folder}/${name}`, agent);
    }
  };
  await Promise.all(Array.from({ length: VIEWERS }, (_, at) => viewer(at)));
  agent.destroy();
}

/** Each viewer at the pace of the film, none at the same moment as another. */
async function watchAtOnce(
  folders: readonly string[],
  names: readonly string[],
): Promise<Figure[]> {
  const tookMs: number[] = [];
  await Promise.all(
    folders.map(async (folder, at) => {
      await pause((at / VIEWERS) * SEGMENT_SECONDS * 1_000);
      for (let turn = 0; turn < WATCHED_SECONDS / SEGMENT_SECONDS; turn += 1) {
        const beganMs = performance.now();
        await bytesAt(`${folder}/${names[turn % names.length] ?? ''}`, false);
        const spentMs = performance.now() - beganMs;
        tookMs.push(spentMs);
        await pause(Math.max(0, SEGMENT_SECONDS * 1_000 - spentMs));
      }
    }),
  );
  return [
    { name: `A segment, ${VIEWERS} watch`, value: median(tookMs), unit: 'ms' },
    { name: `99 of 100, ${VIEWERS} watch`, value: percentile(tookMs, 0.99), unit: 'ms' },
  ];
}

/** Reads an answer to its end; how long it was. */
function bytesAt(address: string, agent: Agent | false): Promise<number> {
  return new Promise((done, fail) => {
    get(address, { agent }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('error', fail);
      answer.on('end', () =>
        answer.statusCode === 200 ? done(bytes) : fail(new Error(`HTTP ${answer.statusCode}`)),
      );
    }).on('error', fail);
  });
}

async function textAt(address: string): Promise<string> {
  return (await fetch(address)).text();
}

/** The server to compare with, in a process of its own. */
async function startPlainServer(folder: string) {
  const child: ChildProcess = fork(fileURLToPath(new URL('./file-server.ts', import.meta.url)), {
    env: { ...process.env, FILES_FOLDER: folder },
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    pid: child.pid ?? 0,
    baseUrl: `http://127.0.0.1:${port}`,
    close: () => void child.disconnect(),
  };
}
