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

const TIMING =
  /^(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->\s+(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})/;

/** Reads WebVTT into the lines of a transcript; what is no cue (notes, styles) is left out. */
export function parseTranscript(vtt: string): TranscriptLine[] {
  return vtt
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const rows = block.split('\n');
      const at = rows.findIndex((row) => TIMING.test(row));
      const timing = TIMING.exec(rows[at] ?? '');
      const body = rows
        .slice(at + 1)
        .join(' ')
        .trim();
      if (!timing || body === '') return [];
      return [
        {
          startSeconds: seconds(timing.slice(1, 5)),
          endSeconds: seconds(timing.slice(5, 9)),
          ...spoken(body),
        },
      ];
    })
    .sort((one, other) => one.startSeconds - other.startSeconds);
}

/** The line that is heard at a time: the last one that has begun and is not long over. */
export function lineAt(lines: readonly TranscriptLine[], atSeconds: number): number {
  const begun = lines.findLastIndex((line) => line.startSeconds <= atSeconds + 0.05);
  const line = lines[begun];
  // Between two lines the earlier one stays for a breath, so that the eye keeps its place.
  return line && atSeconds <= line.endSeconds + 2 ? begun : -1;
}

function seconds([hours = '0', minutes = '0', whole = '0', thousandths = '0']: string[]): number {
  return (
    Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(thousandths) / 1000
  );
}

function spoken(body: string): Pick<TranscriptLine, 'speaker' | 'text' | 'isUnspoken'> {
  const voice = /^<v(?:\.[^\s>]*)?\s+([^>]+)>/.exec(body)?.[1]?.trim();
  const plain = unescape(body.replace(/<[^>]*>/g, '')).trim();
  const named = voice ? null : /^(\p{Lu}[\p{L} .]{0,30}):\s+(.+)$/u.exec(plain);
  const text = named?.[2] ?? plain;
  const bracketed = /^[[(](.+)[\])]$/.exec(text)?.[1];
  return {
    speaker: voice ?? named?.[1] ?? '',
    text: bracketed ?? text,
    isUnspoken: bracketed !== undefined,
  };
}

function unescape(text: string): string {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&nbsp;': '\u00a0',
    '&lrm;': '\u200e',
    '&rlm;': '\u200f',
  };
  return text.replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => entities[entity] ?? entity);
}
