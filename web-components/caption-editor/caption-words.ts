import { msg, str } from '@lit/localize';
import type { TrackBrief, TrackKind } from '#contract/captions';
import type { WebVttProblem } from '#contract/shared/webvtt';
import { languageName } from '#elements/clip-library/clip-words';
import type { CueHint } from './cue-edits.rules.ts';

/** What a track is. */
export function trackKindWords(kind: TrackKind): string {
  return kind === 'captions' ? msg('Captions') : msg('Audio description');
}

/** A track by its kind and language: "Captions, English". */
export function trackName({ kind, language }: Pick<TrackBrief, 'kind' | 'language'>): string {
  return `${trackKindWords(kind)}, ${languageName(language)}`;
}

/** Why a line of a WebVTT file is refused. */
export function fileProblemWords({ reason, line }: WebVttProblem): string {
  switch (reason) {
    case 'signature':
      return msg('This is not a WebVTT file: its first line must be WEBVTT. Nothing was changed.');
    case 'timing':
      return msg(
        str`Line ${line}: the times cannot be read; they look like 00:01:02.345 --> 00:01:04.000.`,
      );
    case 'order':
      return msg(str`Line ${line}: the end does not lie after the beginning.`);
    case 'no-cue':
      return msg(str`Line ${line}: words without times.`);
    case 'too-many':
      return msg('The file has more lines than a clip can have.');
  }
}

/** What makes a line hard to read, and what helps. */
export function hintWords(hint: CueHint): string {
  switch (hint.hint) {
    case 'fast':
      return msg(
        str`${hint.lettersPerSecond} letters a second are fast to read: let it stand longer, or say less.`,
      );
    case 'overlap':
      return msg('It still stands when the next line begins.');
    case 'long':
      return msg('Longer than two rows: split it.');
    case 'empty':
      return msg('Without words it is not kept.');
  }
}
