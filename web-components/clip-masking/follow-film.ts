/** Follows what a box holds through the film on this device. Loaded only when somebody asks. */
import { ALL_FORMATS, BlobSource, CanvasSink, Input } from 'mediabunny';
import type { BoxKey } from '#contract/masking';
import type { Region } from '#contract/shared/mask-plan';
import { fewerKeys, follow, takeUp, type Follower, type GreyFrame } from './follow.rules.ts';

/** How far a box was followed, and its moments on the way. */
export interface Followed {
  path: BoxKey[];
  untilSeconds: number;
  isLost: boolean;
}

const STEP_SECONDS = 0.1;
const FRAME_WIDTH = 320;
/** So far at a time: then somebody looks whether it is right. */
const MOST_SECONDS = 60;

/** Follows from a moment on, until it is lost, the end, a minute, or somebody stops it. */
export async function followThrough(
  file: Blob,
  region: Region,
  { fromSeconds, toSeconds }: { fromSeconds: number; toSeconds: number },
  { signal, onSeconds }: { signal: AbortSignal; onSeconds: (seconds: number) => void },
): Promise<Followed> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (!track || !(await track.canDecode())) throw new Error('undecodable');
  const sink = new CanvasSink(track, { width: FRAME_WIDTH, poolSize: 1 });
  const keys: BoxKey[] = [];
  let follower: Follower | null = null;
  let isLost = false;
  for await (const shown of sink.canvasesAtTimestamps(moments(fromSeconds, toSeconds))) {
    if (signal.aborted) break;
    if (!shown) continue;
    const frame = greyOf(shown.canvas);
    const before: Follower | null = follower;
    follower = before ? follow(frame, before) : takeUp(frame, region);
    if (!follower) {
      isLost = true;
      break;
    }
    const atSeconds = keys.length === 0 ? fromSeconds : shown.timestamp;
    if (keys.length > 0 && atSeconds <= (keys.at(-1)?.atSeconds ?? 0)) continue;
    keys.push({ atSeconds, ...follower.region });
    onSeconds(atSeconds);
  }
  const untilSeconds = keys.at(-1)?.atSeconds ?? fromSeconds;
  return { path: fewerKeys(keys), untilSeconds, isLost };
}

function* moments(from: number, to: number): Generator<number> {
  const end = Math.min(to, from + MOST_SECONDS);
  for (let at = 0; from + at * STEP_SECONDS <= end; at++) yield from + at * STEP_SECONDS;
}

function greyOf(canvas: HTMLCanvasElement | OffscreenCanvas): GreyFrame {
  const { width, height } = canvas;
  const context = 'convertToBlob' in canvas ? canvas.getContext('2d') : canvas.getContext('2d');
  const colours = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  const values = new Uint8ClampedArray(width * height);
  for (let at = 0; at < values.length; at++) {
    const [r = 0, g = 0, b = 0] = [colours[4 * at], colours[4 * at + 1], colours[4 * at + 2]];
    values[at] = 0.299 * r + 0.587 * g + 0.114 * b;
  }
  return { width, height, values };
}
