/**
 * Renders the demo clips: `node lti-tool/demo/scenes/render.ts [id…]` (all without an id; with
 * `--captions` only the caption files). Needs ffmpeg and espeak-ng. What it writes is committed,
 * so that nobody who only uses Lookfor has to run it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { captionsOf } from './captions.ts';
import { stageSize } from './painting.ts';
import { run } from './programs.ts';
import { captionLanguages, type Story } from './script.ts';
import { soundtrack } from './soundtrack.ts';
import { createStage } from './stage.ts';
import { stories } from './stories.ts';

const framesPerSecond = 25;
const demoFolder = join(import.meta.dirname, '..');
/** EBU R 128 programme loudness, in LUFS. */
const loudnessTarget = -23;

function writeCaptions(story: Story): void {
  for (const language of captionLanguages)
    writeFileSync(
      join(demoFolder, 'clips', `${story.id}.${language}.vtt`),
      captionsOf(story, language),
    );
}

function normalised(rawPath: string, wavePath: string): void {
  const input = ['-f', 'f32le', '-ar', '48000', '-ac', '2', '-i', rawPath];
  const filter = `loudnorm=I=${loudnessTarget}:TP=-2:LRA=11`;
  const shell = ['-v', 'info', '-hide_banner', '-nostats', ...input];
  // ffmpeg reports the measurement on its error stream, which the null output lets us redirect.
  const report = run('sh', [
    '-c',
    'exec ffmpeg "$@" 2>&1',
    'sh',
    ...shell,
    ...['-af', `${filter}:print_format=json`, '-f', 'null', '-'],
  ]).toString('utf8');
  const measured = JSON.parse(report.slice(report.lastIndexOf('{'))) as Record<string, string>;
  const gain = loudnessTarget - Number(measured['input_i']);
  run('ffmpeg', [
    ...['-v', 'error', '-y', ...input],
    ...['-af', `volume=${gain.toFixed(2)}dB,alimiter=limit=0.7:level=disabled`, wavePath],
  ]);
}

async function render(story: Story): Promise<void> {
  const stage = createStage(story);
  const work = mkdtempSync(join(tmpdir(), 'lookfor-scene-'));
  try {
    const rawPath = join(work, 'sound.f32');
    const wavePath = join(work, 'sound.wav');
    writeFileSync(rawPath, soundtrack(stage));
    normalised(rawPath, wavePath);
    const ffmpeg = spawn(
      'ffmpeg',
      [
        ...['-v', 'error', '-y', '-threads', '1', '-f', 'rawvideo', '-pix_fmt', 'rgba'],
        ...['-s', `${stageSize.width}x${stageSize.height}`, '-r', String(framesPerSecond)],
        ...['-i', 'pipe:0', '-i', wavePath],
        ...['-c:v', 'libx264', '-preset', 'slow', '-tune', 'animation', '-crf', '28'],
        ...['-pix_fmt', 'yuv420p', '-colorspace', 'bt709', '-color_primaries', 'bt709'],
        ...['-color_trc', 'bt709', '-vf', 'scale=out_color_matrix=bt709:out_range=tv'],
        ...['-g', '50', '-keyint_min', '50', '-sc_threshold', '0', '-profile:v', 'high'],
        ...['-c:a', 'aac', '-b:a', '64k', '-ar', '48000', '-movflags', '+faststart'],
        ...['-map_metadata', '-1', '-fflags', '+bitexact', '-t', String(story.durationSeconds)],
        join(demoFolder, 'media', `${story.id}.mp4`),
      ],
      { stdio: ['pipe', 'inherit', 'inherit'] },
    );
    const ended = once(ffmpeg, 'exit');
    const frames = Math.round(story.durationSeconds * framesPerSecond);
    for (let frame = 0; frame < frames; frame += 1) {
      const svg = stage.frame(frame / framesPerSecond);
      const picture = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
      if (!ffmpeg.stdin.write(picture.pixels)) await once(ffmpeg.stdin, 'drain');
    }
    ffmpeg.stdin.end();
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`${story.id}: ffmpeg ended with ${String(code)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = stories.filter((story) => wanted.length === 0 || wanted.includes(story.id));
for (const story of chosen) {
  writeCaptions(story);
  if (!process.argv.includes('--captions')) await render(story);
  process.stdout.write(`${story.id}: written\n`);
}
