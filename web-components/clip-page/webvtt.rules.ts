import { readWebVtt } from '#contract/shared/webvtt';

/** One line of a transcript. */
export interface TranscriptLine {
  startSeconds: number;
  endSeconds: number;
  /** Who speaks, from the voice tag or from a name before a colon; '' when nobody is named. */
  speaker: string;
  text: string;
  /** Something that happens instead of something that is said, such as "[The tower falls]". */
  isUnspoken: boolean;
}

/** Reads WebVTT into the lines of a transcript; what is no cue (notes, styles) is left out. */
export function parseTranscript(vtt: string): TranscriptLine[] {
  return readWebVtt(vtt).cues.map(({ startSeconds, endSeconds, speaker, text }) => ({
    ...{ startSeconds, endSeconds },
    ...spoken(speaker, text.replace(/\s+/g, ' ')),
  }));
}

/** The line that is heard at a time: the last one that has begun and is not long over. */
export function lineAt(lines: readonly TranscriptLine[], atSeconds: number): number {
  const begun = lines.findLastIndex((line) => line.startSeconds <= atSeconds + 0.05);
  const line = lines[begun];
  // Between two lines the earlier one stays for a breath, so that the eye keeps its place.
  return line && atSeconds <= line.endSeconds + 2 ? begun : -1;
}

function spoken(
  voice: string,
  plain: string,
): Pick<TranscriptLine, 'speaker' | 'text' | 'isUnspoken'> {
  const named = voice ? null : /^(\p{Lu}[\p{L} .]{0,30}):\s+(.+)$/u.exec(plain);
  const text = named?.[2] ?? withoutName(plain, voice);
  const bracketed = /^[[(](.+)[\])]$/.exec(text)?.[1];
  return {
    speaker: voice || (named?.[1] ?? ''),
    text: bracketed ?? text,
    isUnspoken: bracketed !== undefined,
  };
}

/** Captions for people who do not hear name the speaker in brackets; a line says it only once. */
export function withoutName(plain: string, voice: string): string {
  const said = /^\[([^\],]+)(?:,\s*([^\]]+))?\]\s+([\s\S]+)$/.exec(plain);
  if (!voice || said?.[1] !== voice) return plain;
  return said[2] ? `(${said[2]}) ${said[3] ?? ''}` : (said[3] ?? '');
}
