/** Which renditions a film is converted to. Pure; nothing is ever made larger than it was. */
import type { Probe } from './probe.rules.ts';

/** One size of the film that is served. */
export interface Rendition {
  /** Folder of the rendition: `v` and its short side, such as `v720`. */
  name: string;
  width: number;
  height: number;
  /** Upper limit of the picture's bit rate; quiet scenes stay far below. */
  videoBitsPerSecond: number;
  audioBitsPerSecond: number;
}

/** Frames per second as a fraction, because 29.97 is 30000/1001. */
export interface FrameRate {
  numerator: number;
  denominator: number;
}

/** Keyframes stand this far apart in every rendition, so that a player may change at each. */
export const keyframeSeconds = 2;
/** Length of a media segment; a whole number of keyframe intervals. */
export const segmentSeconds = 4;

const rungs = [1080, 720, 360];
const longSideOfShort = 16 / 9;

/**
 * The renditions of a film, largest first: its own size up to 1080p, then those standard sizes that
 * are clearly smaller. A size is counted by the short side of a 16:9 frame, so portrait films get
 * the same picture as landscape ones and very wide ones stay within 1920 pixels.
 */
export function ladder(
  film: Pick<Probe, 'width' | 'height' | 'frameRate' | 'hasAudio'>,
): Rendition[] {
  const short = Math.min(film.width, film.height);
  const long = Math.max(film.width, film.height);
  const own = Math.max(short, long / longSideOfShort);
  const top = Math.min(own, rungs[0] ?? own);
  const sizes = [top, ...rungs.filter((rung) => rung <= top * 0.8)];
  const renditions = sizes.map((size) => {
    const width = even((film.width * size) / own);
    const height = even((film.height * size) / own);
    return {
      name: `v${Math.min(width, height)}`,
      width,
      height,
      videoBitsPerSecond: bitsPerSecond(width, height, film.frameRate),
      audioBitsPerSecond: film.hasAudio ? 128_000 : 0,
    };
  });
  // A film that is hardly wider than a line has the same short side at several sizes.
  return renditions.filter(({ name }, at) => renditions.findIndex((r) => r.name === name) === at);
}

/**
 * The constant frame rate of every rendition: the film's own when it is a usual one, otherwise 30
 * (60 for fast variable ones). Above 720p, 30 is the limit: at 60 converting takes twice the time
 * and a weak line gets no better picture.
 */
export function outputFrameRate(
  film: Pick<Probe, 'frameRate' | 'isVariableFrameRate' | 'width' | 'height'>,
): FrameRate {
  const isLarge = Math.min(film.width, film.height) > 720;
  const limit = isLarge ? 30.5 : 60.5;
  let rate = film.frameRate;
  while (rate > limit) rate /= 2;
  if (film.isVariableFrameRate) return { numerator: rate > 30.5 ? 60 : 30, denominator: 1 };
  const distance = (known: FrameRate) => Math.abs(asNumber(known) - rate);
  const nearest = usualRates.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  if (distance(nearest) / rate < 0.002) return nearest;
  return { numerator: Math.max(10, Math.round(rate)), denominator: 1 };
}

/** Frames per second as a number. */
export function asNumber({ numerator, denominator }: FrameRate): number {
  return numerator / denominator;
}

const usualRates: FrameRate[] = [
  ...[24, 25, 30, 50, 60].map((numerator) => ({ numerator, denominator: 1 })),
  ...[24, 30, 60].map((rate) => ({ numerator: rate * 1000, denominator: 1001 })),
];

function bitsPerSecond(width: number, height: number, frameRate: number): number {
  // 5 Mb/s at 1080p; smaller frames need more bits per pixel to look as sharp.
  const share = (width * height) / (1920 * 1080);
  const forMotion = frameRate > 30.5 && Math.min(width, height) <= 720 ? 1.4 : 1;
  const bits = 5_000_000 * share ** 0.75 * forMotion;
  return Math.max(100_000, Math.round(bits / 1000) * 1000);
}

function even(pixels: number): number {
  // Rounds down, so that an odd size never grows; the small addition forgives floating point.
  return Math.max(2, 2 * Math.floor(pixels / 2 + 1e-6));
}
