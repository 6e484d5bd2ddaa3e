import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, type Person } from '../support/browser.ts';
import { playedPlatform } from '../support/played-platform.ts';
import {
  launch,
  lookforFrame,
  openWorld,
  picturesOf,
  press,
  registerByHand,
  type World,
} from './world.ts';

const platform = playedPlatform('blackboard');

const WIDTH = 640;
const HEIGHT = 360;
const SECONDS = 4;

/**
 * A face is covered and a name silenced before the film leaves the device: what the server gets is
 * masked already. A red square stands for the face; it moves 80 pixels in a second.
 */
describe('masking before it leaves the room', () => {
  let world: World;
  let folder: string;
  let film: string;
  let lee: Person;
  let frame: Frame;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lookfor-mask-'));
    film = join(folder, 'circle.mp4');
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i'],
      `color=white:size=${WIDTH}x${HEIGHT}:rate=25:duration=${SECONDS},drawgrid=w=16:h=16:t=8:c=blue`,
      ...['-f', 'lavfi', '-i', `color=red:size=60x60:rate=25:duration=${SECONDS}`],
      ...['-f', 'lavfi', '-i', `aevalsrc=0.3*sin(2*PI*440*t):s=48000:d=${SECONDS}`],
      ...['-filter_complex', '[0][1]overlay=x=40+80*t:y=150'],
      ...['-map', '2:a', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
      ...['-c:a', 'aac', '-metadata', 'location=+52.2297+021.0122/', film],
    ]);
    world = await openWorld(platform);
    await registerByHand(world);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOf(world, 'masking-failed');
  });

  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  });

  const masters = (): string[] => {
    try {
      const kept = join(world.tool.dataDir, 'files', 'masters');
      return readdirSync(kept).map((name) => join(kept, name));
    } catch {
      return [];
    }
  };

  /** Whether some uploaded file, whole or in parts, begins as the film on the device does. */
  function hasLeft(): boolean {
    const uploads = join(world.tool.dataDir, 'uploads');
    const sent = [...masters(), ...readdirSync(uploads).map((name) => join(uploads, name))];
    const beginning = readFileSync(film).subarray(0, 2000);
    return sent.some((path) => {
      // Meanwhile it may have been moved on, or destroyed.
      const isThere = statSync(path, { throwIfNoEntry: false })?.size;
      return isThere && readFileSync(path).subarray(0, 2000).equals(beginning);
    });
  }

  /** Goes to a moment by the slider, as a person with a keyboard would. */
  async function seek(seconds: number): Promise<void> {
    const slider = frame.getByLabel('Position in the film');
    await slider.fill(String(seconds));
    await expect
      .poll(() =>
        frame
          .locator('lookfor-mask-stage video')
          .evaluate((video: HTMLVideoElement) => (video.seeking ? -1 : video.currentTime)),
      )
      .toBeCloseTo(seconds, 1);
  }

  /** Where a box begins, in pixels of the film. */
  async function leftOf(box: Locator): Promise<number> {
    const place = await box.boundingBox();
    const area = await frame.locator('lookfor-mask-stage .frame').boundingBox();
    return (((place?.x ?? 0) - (area?.x ?? 0)) / (area?.width ?? 1)) * WIDTH;
  }

  /** Drags from one place of the picture to another, in pixels of the film. */
  async function drag(stage: Locator, from: [number, number], to: [number, number]): Promise<void> {
    const area = await stage.boundingBox();
    if (!area) throw new Error('the stage is not to be seen');
    const place = ([x, y]: [number, number]) =>
      [area.x + (x / WIDTH) * area.width, area.y + (y / HEIGHT) * area.height] as const;
    await lee.page.mouse.move(...place(from));
    await lee.page.mouse.down();
    await lee.page.mouse.move(...place([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
    await lee.page.mouse.move(...place(to));
    await lee.page.mouse.up();
  }

  test('a film that is to be masked first opens on the device, and nothing of it is sent', async () => {
    lee = await world.open('lee');
    frame = await launch(lee, 'Lookfor');
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await frame.getByLabel('Mask faces or names first, before anything is sent').check();
    await frame.locator('input[type=file]').first().setInputFiles(film);
    await frame.getByRole('heading', { name: /^Mask before it leaves the room/ }).waitFor();
    await frame.getByText('Nothing is masked yet, and nothing has been sent.').waitFor();
    await expectAccessible(lee.page, 'the mask editor, empty');
    expect(masters()).toEqual([]);
    expect(hasLeft()).toBe(false);
  });

  test('a box is drawn over the face, moved where it is at the end, and follows in between', async () => {
    const stage = frame.locator('lookfor-mask-stage .frame');
    await seek(0);
    await drag(stage, [20, 130], [120, 230]);
    const box = frame.getByRole('button', { name: /^Box 1\. Arrow keys/ });
    await box.waitFor();
    await seek(SECONDS - 0.04);
    // The square is 317 pixels further to the right.
    await drag(stage, [60, 190], [377, 190]);
    await frame.getByRole('radio', { name: 'Black' }).check();
    await seek(2);
    await expect.poll(async () => Math.abs((await leftOf(box)) - 180)).toBeLessThan(12);
    const canvas = frame.locator('lookfor-mask-stage canvas');
    await expect.poll(() => canvas.evaluate(redOrBlack, [190, 160])).toBe('black');
  });

  test('the box finds by itself where the face went', async () => {
    await seek(0);
    await press(frame, 'Follow it from here');
    await frame
      .getByText(/^Followed to 0:0[34]/)
      .last()
      .waitFor({ timeout: 300_000 });
    await seek(2);
    const box = frame.getByRole('button', { name: /^Box 1\. Arrow keys/ });
    await expect.poll(async () => Math.abs((await leftOf(box)) - 180)).toBeLessThan(16);
  });

  test('keys move it, and what they did can be taken back', async () => {
    const box = frame.getByRole('button', { name: /^Box 1\. Arrow keys/ });
    const before = await box.boundingBox();
    await box.focus();
    await lee.page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await box.boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
    await lee.page.keyboard.press('Shift+ArrowRight');
    await expect
      .poll(async () => (await box.boundingBox())?.width)
      .toBeGreaterThan(before?.width ?? 0);
    await lee.page.keyboard.press('Control+z');
    await lee.page.keyboard.press('Control+z');
    await expect.poll(async () => (await box.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 1);
  });

  test('a name is silenced', async () => {
    await seek(1);
    await lee.page.keyboard.press('s');
    await frame.getByRole('heading', { name: 'Words 1' }).waitFor();
    await expectAccessible(lee.page, 'the mask editor, filled');
  });

  test('the browser makes the masked film, and only that is sent', async () => {
    await press(frame, 'Mask it here and upload');
    await frame
      .getByText('Masked on this device before it was sent. The film as it was never left it.')
      .waitFor({ timeout: 300_000 });
    await frame.getByText('Transcoded').waitFor({ timeout: 300_000 });
    expect(hasLeft()).toBe(false);
    const [master = ''] = masters();
    expect(readFileSync(master).includes('+52.2297')).toBe(false);
    for (const seconds of [0, 0.52, 1.6, 2.48, 3.4, 3.84]) {
      const { red, blue } = colours(master, seconds);
      expect({ seconds, red }).toEqual({ seconds, red: 0 });
      expect(blue).toBeGreaterThan(20_000);
    }
    expect(loudness(master, 1.1, 1.9)).toBeLessThan(-60);
    expect(loudness(master, 2.4, 3.6)).toBeGreaterThan(-20);
  });

  test('a masked film whose upload broke off with the page goes on by itself', async () => {
    const before = masters();
    const { page } = lee;
    await page.route('**/api/uploads/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await frame.getByLabel('Mask faces or names first, before anything is sent').check();
    await frame.locator('input[type=file]').first().setInputFiles(film);
    await frame.getByText('0:00.0 / 0:04.0').waitFor();
    await page.keyboard.press('s');
    await press(frame, 'Mask it here and upload');
    await frame.getByText(/^Waiting at 0 %$/).waitFor({ timeout: 300_000 });
    await page.reload();
    await page.unroute('**/api/uploads/*');
    frame = await lookforFrame(page);
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await expect.poll(() => masters().length, { timeout: 300_000 }).toBe(before.length + 1);
    const [master = ''] = masters().filter((path) => !before.includes(path));
    expect(loudness(master, 0.1, 0.9)).toBeLessThan(-60);
  });

  test('where a browser cannot make the film, the server masks it and says what became of it', async () => {
    const before = masters();
    const ola = await world.open('lee');
    await ola.page.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
    frame = await launch(ola, 'Lookfor');
    await press(frame, 'Clips');
    await press(frame, 'Upload clips');
    await frame.getByLabel('Mask faces or names first, before anything is sent').check();
    await frame.locator('input[type=file]').first().setInputFiles(film);
    await frame
      .getByText(/^This browser cannot make the masked film\./)
      .waitFor({ state: 'hidden' });
    await frame.getByRole('heading', { name: /^Mask before it leaves the room/ }).focus();
    await frame.getByText('0:00.0 / 0:04.0').waitFor();
    await ola.page.keyboard.press('b');
    const box = frame.getByRole('button', { name: /^Box 1\. Arrow keys/ });
    await box.waitFor();
    // By keys alone it comes to cover all of the film.
    for (const [key, times] of [
      ['ArrowLeft', 40],
      ['ArrowUp', 40],
      ['Shift+ArrowRight', 80],
      ['Shift+ArrowDown', 80],
    ] as const)
      for (let at = 0; at < times; at++) await box.press(key);
    await frame.getByText(/^This browser cannot make the masked film\./).waitFor();
    await press(frame, 'Upload, and let the server mask it');
    await frame.locator('lookfor-arriving-file[current] video').waitFor();
    await frame
      .getByText('Masked by the server. The film as it came was destroyed.')
      .waitFor({ timeout: 300_000 });
    // The film on the device is another one now, and is no longer shown beside these words.
    expect(await frame.locator('lookfor-arriving-file[current] video').count()).toBe(0);
    await frame.getByText('Transcoded').last().waitFor({ timeout: 300_000 });
    const [master = ''] = masters().filter((path) => !before.includes(path));
    expect(hasLeft()).toBe(false);
    for (const seconds of [0, 2, 3.8]) expect(colours(master, seconds).red).toBe(0);
  });
});

/** What the preview shows at a place, in pixels of the film. Runs in the page. */
function redOrBlack(canvas: SVGElement | HTMLElement, [x = 0, y = 0]: number[]): string {
  const { width, height } = canvas as HTMLCanvasElement;
  const context = (canvas as HTMLCanvasElement).getContext('2d');
  const at = context?.getImageData((x / 640) * width, (y / 360) * height, 1, 1).data;
  const [r = 0, g = 0, b = 0, alpha = 0] = at ?? [];
  return alpha === 255 && r + g + b < 30 ? 'black' : `${r} ${g} ${b} ${alpha}`;
}

/** How many pixels of a frame are red, and how many blue. */
function colours(file: string, seconds: number): { red: number; blue: number } {
  const raw = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', file, '-ss', String(seconds), '-frames:v', '1'],
      ...['-vf', `scale=${WIDTH}:${HEIGHT}`, '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    ],
    { maxBuffer: 2 ** 26 },
  );
  let [red, blue] = [0, 0];
  for (let at = 0; at < raw.length; at += 3) {
    const [r = 0, g = 0, b = 0] = [raw[at], raw[at + 1], raw[at + 2]];
    if (r > 150 && g < 90 && b < 90) red += 1;
    if (b > 150 && r < 90 && g < 90) blue += 1;
  }
  return { red, blue };
}

/** The mean level (dB) of a stretch of the sound. */
function loudness(file: string, from: number, to: number): number {
  const said = execFileSync(
    'sh',
    [
      '-c',
      `ffmpeg -nostdin -i "$1" -vn -af atrim=${from}:${to},volumedetect -f null - 2>&1`,
      'sh',
      file,
    ],
    { encoding: 'utf8' },
  );
  return Number(/mean_volume: (-?[\d.]+|-inf) dB/.exec(said)?.[1]);
}
