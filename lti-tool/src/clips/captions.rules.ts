import type { Coverage } from '#contract/consents';
import type { TrackList } from '#contract/captions';
import { readWebVtt, writeWebVtt } from '#contract/shared/webvtt';
import { AppError } from '../infra/app-error.ts';
import type { ClipMedia } from './clips.table.ts';

/** Times as the specification demands them, which is all that browsers read. */
const STRICT =
  /^(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}(?:[ \t]|$)/;

/**
 * A WebVTT file as it is kept: as it was given, or, where its times are written in a way that only
 * some programs read, written anew.
 * @throws {AppError} file_refused with the first line that cannot be understood, and why
 */
export function keptWebVtt(text: string): string {
  const { problems, cues, styles } = readWebVtt(text);
  const [problem] = problems;
  if (problem) throw new AppError('file_refused', { problem: problem.reason, line: problem.line });
  const kept = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const timings = kept.split('\n').filter((row) => row.includes('-->'));
  return timings.every((row) => STRICT.test(row)) ? kept : writeWebVtt(cues, styles);
}

type ListeningRefusal = NonNullable<TrackList['service']>['refusal'];

/**
 * Why the sound of a clip may not be sent to a service that writes captions; null when it may.
 * Whoever is heard must have agreed to what the clip is for; while a consent is missing, over or
 * withdrawn, nothing leaves.
 */
export function listeningRefusal(clip: {
  media: Pick<ClipMedia, 'sound'> | null;
  hasAudio: boolean | null;
  coverage: Pick<Coverage, 'gap'>;
}): ListeningRefusal {
  if (!clip.media) return 'not-ready';
  if (clip.hasAudio === false || !clip.media.sound) return 'no-sound';
  return clip.coverage.gap === null ? null : 'consent';
}
