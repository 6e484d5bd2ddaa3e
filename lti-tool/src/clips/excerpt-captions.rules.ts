import type { Span } from '../infra/media/excerpt.rules.ts';

/** A WebVTT file of which only the cues that touch the span are left, with its styles. */
export function captionsWithin(vtt: string, { startSeconds, endSeconds }: Span): string {
  const [, ...blocks] = vtt.replace(/\r\n?/g, '\n').split(/\n{2,}/);
  const kept = blocks.filter((block) => {
    const times = timesOf(block);
    // Notes may hold what was said; only how it looks is kept beside the cues.
    if (!times) return /^(?:STYLE|REGION)\b/.test(block);
    return times.startSeconds < endSeconds && times.endSeconds > startSeconds;
  });
  // What stands beside the signature is for people who edit the file.
  return ['WEBVTT', ...kept, ''].join('\n\n');
}

/** A WebVTT file without the cues that touch any of the stretches, and without notes. */
export function captionsOutside(
  vtt: string,
  ranges: readonly (readonly [number, number])[],
): string {
  const [, ...blocks] = vtt.replace(/\r\n?/g, '\n').split(/\n{2,}/);
  const kept = blocks.filter((block) => {
    const times = timesOf(block);
    if (!times) return /^(?:STYLE|REGION)\b/.test(block);
    return !ranges.some(([start, end]) => times.startSeconds < end && times.endSeconds > start);
  });
  return ['WEBVTT', ...kept, ''].join('\n\n');
}

const time = String.raw`(?:(\d+):)?(\d{2}):(\d{2}\.\d{3})`;
const timing = new RegExp(String.raw`^${time}[ \t]+-->[ \t]+${time}`, 'm');

function timesOf(block: string): Span | null {
  const match = timing.exec(block);
  if (!match) return null;
  const [, h1 = '0', m1 = '0', s1 = '0', h2 = '0', m2 = '0', s2 = '0'] = match;
  const seconds = (h: string, m: string, s: string) =>
    Number(h) * 3600 + Number(m) * 60 + Number(s);
  return { startSeconds: seconds(h1, m1, s1), endSeconds: seconds(h2, m2, s2) };
}
