/** ffmpeg is given files that nobody has checked: what it may reach, and how long it may run. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  findFfmpeg,
  inputArguments,
  runFfmpeg,
  runFfprobe,
  type FfmpegTools,
} from '#server/infra/media/ffmpeg';
import { runTool } from '#server/infra/media/tool-run';
import { requireFfmpeg } from '../../support/media-samples.ts';
import { commandsNaming } from './inspect.ts';

let tools: FfmpegTools;
let dir: string;

beforeAll(async () => {
  tools = await requireFfmpeg();
  dir = await mkdtemp(join(tmpdir(), 'media-limits-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const write = async (name: string, text: string | Buffer) => {
  const file = join(dir, name);
  await writeFile(file, text);
  return file;
};

/** A program that waits for a number of seconds which no other process waits for. */
const waiting = async (name: string, seconds: string) => {
  const file = await write(name, `#!/bin/sh\nsleep ${seconds}\necho late\n`);
  await chmod(file, 0o755);
  return file;
};

/** How long is waited for a process to be there, or to be gone; far less than it would run. */
const WAITED_MS = 60_000;

/** Waits until so many processes name a text: one that was killed is listed a moment longer. */
const expectRunning = (text: string, count: number) =>
  vi.waitFor(async () => expect(await commandsNaming(text)).toHaveLength(count), {
    timeout: WAITED_MS,
    interval: 100,
  });

describe('a file that names other files or addresses', () => {
  let server: Server;
  let requests = 0;
  let address: string;

  beforeAll(async () => {
    server = createServer((_, response) => {
      requests += 1;
      response.end('no');
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/s.ts`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  it.each([
    ['an HLS playlist', () => `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${address}\n`],
    ['a concat script', () => `ffconcat version 1.0\nfile '${address}'\n`],
    [
      'a session description',
      () => 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n',
    ],
    [
      'a DASH manifest',
      () =>
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>${address}</BaseURL></Period></MPD>`,
    ],
    ['a subtitle file', () => '1\n00:00:00,000 --> 00:00:04,000\nHello\n'],
  ])('such as %s is not opened even when ffmpeg sees it', async (_, text) => {
    const file = await write('film.mp4', text());
    for (const prefix of ['', '\0\0']) {
      await writeFile(file, prefix + text());
      const result = await runFfprobe(tools, inputArguments(file), { timeoutMs: 20_000 });
      expect(result.exitCode).not.toBe(0);
    }
    const run = runFfmpeg(tools, [...inputArguments(file), '-f', 'null', '-']);
    await expect(run).rejects.toMatchObject({ code: 'transcode_failed' });
    expect(requests).toBe(0);
  });

  it('is reached by ffmpeg without our arguments, so the test above can fail', async () => {
    const file = await write(
      'open.m3u8',
      `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${address}\n`,
    );
    const abort = new AbortController();
    const run = runTool(
      tools.ffprobe,
      ['-v', 'quiet', '-protocol_whitelist', 'file,http,tcp', '-i', file],
      { timeoutMs: 20_000, signal: abort.signal },
    );
    await vi.waitFor(() => expect(requests).toBeGreaterThan(0), WAITED_MS);
    abort.abort();
    await Promise.allSettled([run]);
  });

  it('is out of reach even then, where the system can close the network', async () => {
    const file = await write(
      'closed.m3u8',
      `#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n${address}\n`,
    );
    const before = requests;
    const closing = ['--user', '--map-current-user', '--net', 'true'];
    const canClose = await runTool('unshare', closing, { timeoutMs: 30_000 }).then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    const args = ['-protocol_whitelist', 'file,http,tcp', '-i', file];
    await runFfprobe(tools, args, { timeoutMs: 20_000 }).catch(() => undefined);
    expect(requests > before).toBe(!canClose);
  });
});

describe('a run', () => {
  const endless = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30', '-f', 'null'];

  it('ends at its time limit', async () => {
    const run = runFfmpeg(tools, [...endless, join(dir, 'endless')], { timeoutMs: 600 });
    await expect(run).rejects.toMatchObject({ code: 'timed_out', details: { limitMs: 600 } });
    await expectRunning(join(dir, 'endless'), 0);
  });

  it('ends when the caller cancels, and does not begin when that was before', async () => {
    const abort = new AbortController();
    const run = runFfmpeg(tools, [...endless, join(dir, 'cancelled')], {
      signal: abort.signal,
      onProgressSeconds: () => abort.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await expectRunning(join(dir, 'cancelled'), 0);
    const late = runFfmpeg(tools, ['-version'], { signal: abort.signal });
    await expect(late).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('ends when it stands still, with everything that it had started', async () => {
    const ffmpeg = await waiting('stuck', '601.731');
    const run = runFfmpeg({ ffmpeg, ffprobe: ffmpeg }, [], { stallMs: 300 });
    await expect(run).rejects.toMatchObject({ code: 'timed_out' });
    await expectRunning('sleep 601.731', 0);
  });

  it('ends when the server is killed', async () => {
    const folder = new URL('.', import.meta.resolve('#server/infra/media/ffmpeg')).href;
    const script = `
      const { findFfmpeg } = await import('${folder}ffmpeg.ts');
      const { runTool } = await import('${folder}tool-run.ts');
      const { prefix: [first, ...rest] } = await findFfmpeg();
      await runTool(first, [...rest, 'sleep', process.env.SECONDS], { timeoutMs: 600_000 });
    `;
    // Nobody else's waits so long, nor one that an earlier run left.
    const seconds = `601.${process.pid}`;
    const env = { ...process.env, SECONDS: seconds };
    const server = spawn(process.execPath, ['--input-type=module', '-e', script], { env });
    // What goes before it has done its part as soon as the program itself runs.
    await vi.waitFor(
      async () => expect(await commandsNaming(`sleep ${seconds}`)).toEqual([`sleep ${seconds}`]),
      { timeout: WAITED_MS, interval: 100 },
    );
    server.kill('SIGKILL');
    await expectRunning(`sleep ${seconds}`, 0);
  });

  it('sees none of our secrets', async () => {
    process.env['SECRET_KEY'] = 'not-for-ffmpeg';
    let seen = '';
    try {
      const onOutput = (chunk: Buffer) => (seen += chunk.toString());
      await runTool('env', [], { timeoutMs: 30_000, onOutput });
    } finally {
      delete process.env['SECRET_KEY'];
    }
    expect(seen).toContain('PATH=');
    expect(seen).not.toContain('not-for-ffmpeg');
  });

  it('keeps only the end of a long complaint', async () => {
    const noisy = [
      '-c',
      'i=0; while [ $i -lt 5000 ]; do echo "line $i" >&2; i=$((i+1)); done; exit 3',
    ];
    const { exitCode, toolLog } = await runTool('sh', noisy, { timeoutMs: 20_000 });
    expect(exitCode).toBe(3);
    expect(toolLog.length).toBeLessThanOrEqual(8192);
    expect(toolLog.endsWith('line 4999')).toBe(true);
  });

  it('of a program that is not there says so', async () => {
    const run = runTool(join(dir, 'missing'), [], { timeoutMs: 1_000 });
    await expect(run).rejects.toMatchObject({ code: 'needs_ffmpeg' });
  });
});

describe('ffmpeg is found', () => {
  it('on the path, by its own address, and by its folder', async () => {
    const { ffmpeg } = tools;
    expect(await findFfmpeg({ FFMPEG_PATH: ffmpeg })).toMatchObject({ ffmpeg });
    expect(await findFfmpeg({ FFMPEG_PATH: join(ffmpeg, '..') })).toMatchObject({ ffmpeg });
  });

  it('only where it is, and works', async () => {
    expect(await findFfmpeg({ PATH: dir })).toBeNull();
    expect(await findFfmpeg({})).toBeNull();
    const pretender = await waiting('ffmpeg', '0');
    await waiting('ffprobe', '0');
    expect((await readFile(pretender)).length).toBeGreaterThan(0);
    expect(await findFfmpeg({ PATH: dir })).toBeNull();
  });
});
