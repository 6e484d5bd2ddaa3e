import type { NarrationDoc } from '#contract/narrations';

/** One paragraph, heading, quotation or cited moment of a narration. */
export type Block = NarrationDoc['content'][number];

/** A stretch of a block's text that is shown marked. Offsets count characters of `blockText`. */
export interface TextMark {
  start: number;
  end: number;
  /** Classes such as `evidence hue-4`. */
  className: string;
  /** A small letter or number that stands after the stretch. */
  sign?: string;
  /** Written to `data-mark`, so that a click can be traced to what the mark stands for. */
  id?: string;
}

/** A run of text that looks the same from its first character to its last. */
export interface Run {
  /** Offset of its first character in `blockText`. */
  at: number;
  /** A line break stands here instead of words. */
  isBreak: boolean;
  text: string;
  isStrong: boolean;
  isEmphasised: boolean;
  /** Marks that lie over it, in the order in which they were given. */
  marks: readonly TextMark[];
  /** Marks that end with it. */
  closing: readonly TextMark[];
}

type Inline = NonNullable<Extract<Block, { type: 'paragraph' }>['content']>[number];

/** Cuts the inline content of a paragraph that begins at offset `from` into runs, at every mark. */
export function runsOf(
  content: readonly Inline[],
  marks: readonly TextMark[],
  from: number = 0,
): Run[] {
  const runs: Run[] = [];
  let at = from;
  for (const node of content) {
    const text = inlineText(node);
    const nodeEnd = at + text.length;
    const styles = node.type === 'text' ? (node.marks ?? []) : [];
    const cuts = marks
      .flatMap(({ start, end }) => [start, end])
      .filter((cut) => cut > at && cut < nodeEnd);
    let start = at;
    for (const end of [...new Set([...cuts, nodeEnd])].sort((one, other) => one - other)) {
      const over = marks.filter((mark) => mark.start < end && mark.end > start);
      runs.push({
        at: start,
        isBreak: node.type === 'hard_break',
        text: text.slice(start - at, end - at),
        isStrong: styles.some(({ type }) => type === 'strong'),
        isEmphasised: styles.some(({ type }) => type === 'em'),
        marks: over,
        closing: over.filter((mark) => mark.end === end),
      });
      start = end;
    }
    at = nodeEnd;
  }
  return runs;
}

/**
 * Where a quotation stands in a text: the occurrence nearest to `near` when there are several.
 * Null when the words are not there, as after an edit.
 */
export function findQuote(
  text: string,
  quote: string,
  near: number = 0,
): { start: number; end: number } | null {
  if (quote === '') return null;
  let best: number | null = null;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best === null ? null : { start: best, end: best + quote.length };
}

/** The stretch, grown to whole words: nobody means to quote half of one. */
export function wholeWords(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const isLetter = (sign: string | undefined) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
  let from = start;
  let to = end;
  while (isLetter(text[from]) && isLetter(text[from - 1])) from -= 1;
  while (isLetter(text[to - 1]) && isLetter(text[to])) to += 1;
  while (from < to && /\s/.test(text[from] ?? '')) from += 1;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return { start: from, end: to };
}

function inlineText(node: Inline): string {
  return node.type === 'text' ? node.text : ' ';
}
