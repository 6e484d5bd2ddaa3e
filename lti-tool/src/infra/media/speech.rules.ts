/** Whether somebody speaks in a recording, judged by how its loudness moves. Pure. */

/** Samples per second that are looked at. */
export const speechSampleRate = 8_000;

const frameSamples = speechSampleRate / 50;
const windowFrames = 100;
/** Speech rises and falls with each syllable; rain, motors and tones do not. */
const leastSwingDb = 8;
const quietestDb = -58;
/** Changes of a 2 s window from loud to soft or back: one to about ten syllables a second. */
const changes = { least: 4, most: 48 };

/**
 * Listens to 16-bit mono samples that come in chunks. `share` is the share of the 2 s windows that
 * sound like speech: an estimate that songs and barking dogs deceive, silence and noise do not.
 */
export function speechListener() {
  let half: Buffer = Buffer.alloc(0);
  let low = 0;
  let energy = 0;
  let samples = 0;
  let frames: number[] = [];
  let windows = 0;
  let spoken = 0;
  // The share of the old value that a one-pole filter at 250 Hz keeps from sample to sample.
  const keep = Math.exp((-2 * Math.PI * 250) / speechSampleRate);

  const closeWindow = () => {
    windows += 1;
    if (soundsSpoken(frames)) spoken += 1;
    frames = [];
  };
  return {
    /** Takes a chunk, which may end within a sample. */
    add(chunk: Buffer): void {
      const bytes = half.length > 0 ? Buffer.concat([half, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % 2);
      for (let at = 0; at < whole; at += 2) {
        const sample = bytes.readInt16LE(at) / 32_768;
        low = keep * low + (1 - keep) * sample;
        energy += (sample - low) ** 2;
        if (++samples % frameSamples !== 0) continue;
        frames.push(10 * Math.log10(energy / frameSamples + 1e-10));
        energy = 0;
        if (frames.length === windowFrames) closeWindow();
      }
      half = bytes.subarray(whole);
    },
    /** The share of windows with speech, 0 to 1; null when less than a window was heard. */
    share(): number | null {
      return windows === 0 ? null : Math.round((spoken / windows) * 100) / 100;
    },
  };
}

function soundsSpoken(frames: readonly number[]): boolean {
  const sorted = [...frames].sort((a, b) => a - b);
  const soft = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
  const loud = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  if (loud < quietestDb || loud - soft < leastSwingDb) return false;
  const middle = Math.max(loud - 15, (loud + soft) / 2);
  let count = 0;
  for (const [at, level] of frames.entries()) {
    const before = frames[at - 1] ?? level;
    if (before > middle !== level > middle) count += 1;
  }
  return count >= changes.least && count <= changes.most;
}
