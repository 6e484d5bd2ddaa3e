/** How much a camera shook, from small grey frames. Pure. */

/** Size of the frames that are looked at, in pixels, and how many there are in a second. */
export const steadyFrames = { width: 96, height: 54, perSecond: 12.5 };

const farthestShift = 8;

/**
 * How far the picture jerks from one frame to the next, as a share of its size: a steady pan gives
 * nearly 0, a camera in a walking hand 0.02 and more. `frames` are bytes of whole frames in a row.
 */
export function shakeOf(frames: Uint8Array): number {
  const { width, height } = steadyFrames;
  const count = Math.floor(frames.length / (width * height));
  const shifts: { x: number; y: number }[] = [];
  let before: Profiles | undefined;
  for (let at = 0; at < count; at++) {
    const now = profilesOf(frames.subarray(at * width * height, (at + 1) * width * height));
    if (before) {
      shifts.push({
        x: bestShift(before.columns, now.columns) / width,
        y: bestShift(before.rows, now.rows) / height,
      });
    }
    before = now;
  }
  // What changes from shift to shift is jerk; what stays the same is a pan.
  const jerks = shifts.slice(1).map(({ x, y }, at) => {
    const last = shifts[at] ?? { x, y };
    return (x - last.x) ** 2 + (y - last.y) ** 2;
  });
  if (jerks.length === 0) return 0;
  return Math.sqrt(jerks.reduce((sum, jerk) => sum + jerk, 0) / jerks.length);
}

interface Profiles {
  columns: Float64Array;
  rows: Float64Array;
}

function profilesOf(frame: Uint8Array): Profiles {
  const { width, height } = steadyFrames;
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = frame[y * width + x] ?? 0;
      columns[x] = (columns[x] ?? 0) + light / height;
      rows[y] = (rows[y] ?? 0) + light / width;
    }
  }
  return { columns, rows };
}

/** The shift in pixels at which two profiles agree best. */
function bestShift(before: Float64Array, now: Float64Array): number {
  const still = differenceAt(before, now, 0);
  let best = { shift: 0, difference: still };
  for (let distance = 1; distance <= farthestShift; distance++) {
    for (const shift of [-distance, distance]) {
      const difference = differenceAt(before, now, shift);
      if (difference < best.difference) best = { shift, difference };
    }
  }
  // People who move change a part of the picture; only a camera that moves shifts all of it.
  return best.difference < still * 0.4 ? best.shift : 0;
}

function differenceAt(before: Float64Array, now: Float64Array, shift: number): number {
  let sum = 0;
  let count = 0;
  for (let at = Math.max(0, -shift); at < Math.min(before.length, before.length - shift); at++) {
    sum += Math.abs((before[at] ?? 0) - (now[at + shift] ?? 0));
    count += 1;
  }
  return sum / Math.max(1, count);
}
