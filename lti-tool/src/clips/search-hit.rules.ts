import type { ClipDescription, SearchHit } from '#contract/clips';
import { withoutTags } from '#contract/shared/webvtt';
import { foldWords } from './search-query.rules.ts';

const LONGEST_SNIPPET = 140;
const TIMING = /^(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})\s+-->/;

/** A line that is heard or shown in a clip. */
interface SaidLine {
  startSeconds: number;
  text: string;
}

/**
 * Where the words of a search stand in a clip: what is said there, with its time, or else a stretch
 * of the description. Null when they stand only in the heading, which a card shows anyway.
 * @param beginnings folded; a word that begins with one of them is a hit.
 */
export function findHit(
  beginnings: readonly string[],
  captions: readonly { language: string; vtt: string }[],
  description: ClipDescription,
): SearchHit | null {
  for (const { language, vtt } of captions) {
    const line = saidLines(vtt).find(({ text }) => hitAt(text, beginnings) >= 0);
    if (line)
      return { ...line, language, text: cutAround(line.text, hitAt(line.text, beginnings)) };
  }
  const { strategy, theory, context, practices } = description;
  const texts = [
    strategy.text,
    theory.title,
    theory.text,
    ...practices.flatMap((practice) => [practice.title, practice.text]),
    ...Object.values(context),
    ...theory.sources,
  ];
  for (const text of texts) {
    const at = hitAt(text, beginnings);
    if (at >= 0) return { startSeconds: null, language: null, text: cutAround(text, at) };
  }
  return null;
}

function saidLines(vtt: string): SaidLine[] {
  return vtt
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => {
      const rows = block.split('\n');
      const at = rows.findIndex((row) => TIMING.test(row));
      const [, hours = '0', minutes, seconds, thousandths] = TIMING.exec(rows[at] ?? '') ?? [];
      if (minutes === undefined) return [];
      const startSeconds =
        Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000;
      const { plain } = withoutTags(rows.slice(at + 1).join(' '));
      return [{ startSeconds, text: plain.trim() }];
    });
}

/** Where in the text, in letters as written, the first word begins that was sought; -1 for none. */
function hitAt(text: string, beginnings: readonly string[]): number {
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = foldWords(match[0]);
    if (beginnings.some((beginning) => folded.startsWith(beginning))) return match.index;
  }
  return -1;
}

/** A stretch of whole words around a place of a long text. */
function cutAround(text: string, at: number): string {
  if (text.length <= LONGEST_SNIPPET) return text;
  const wanted = Math.max(0, Math.min(at - LONGEST_SNIPPET / 3, text.length - LONGEST_SNIPPET));
  const from = wanted === 0 ? 0 : Math.min(at, text.indexOf(' ', wanted) + 1 || at);
  const space = text.lastIndexOf(' ', from + LONGEST_SNIPPET);
  const until = from + LONGEST_SNIPPET >= text.length ? text.length : Math.max(space, at + 1);
  return `${from > 0 ? '… ' : ''}${text.slice(from, until).trim()}${until < text.length ? ' …' : ''}`;
}
