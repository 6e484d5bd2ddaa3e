import { wholeWords } from '#elements/narration/narration-document.rules';

/** A stretch of a narration's words that somebody selected. */
export interface SelectedPassage {
  /** Index of the block in which it lies. */
  block: number;
  /** Offset of its first character among the block's words. */
  start: number;
  quote: string;
  /** Where its last line ends on the screen. */
  bottom: number;
  left: number;
}

/**
 * What is selected in the text under `root`, drawn by `renderNarrationDocument`; null when nothing
 * is. A passage lies in one block: a longer selection ends with the block in which it begins.
 */
export function selectedPassage(root: ShadowRoot): SelectedPassage | null {
  const range = selectedRange(root);
  if (!range || range.collapsed) return null;
  const blocks = [...root.querySelectorAll<HTMLElement>('[data-block]')];
  const block = blocks.find((element) => hasWords(element) && range.intersectsNode(element));
  if (!block) return null;
  const runs = [...block.querySelectorAll<HTMLElement>('[data-at]')];
  const stretches = runs.flatMap((run) => selectedStretch(run, range));
  const first = stretches[0];
  const last = stretches.at(-1);
  if (!first || !last) return null;
  const text = wordsOf(runs);
  const { start, end } = wholeWords(text, { start: first.start, end: last.end });
  if (start === end) return null;
  const rectangles = [...range.getClientRects()].filter(
    (rectangle) =>
      rectangle.width > 0 && rectangle.bottom <= block.getBoundingClientRect().bottom + 1,
  );
  const ending = rectangles.at(-1) ?? block.getBoundingClientRect();
  return {
    block: Number(block.dataset['block']),
    start,
    quote: text.slice(start, end),
    bottom: ending.bottom,
    left: ending.left,
  };
}

/** Takes the selection away, wherever it is. */
export function clearSelection(): void {
  getSelection()?.removeAllRanges();
}

/** The words of a block, with a space where a joint between paragraphs is not in any run. */
function wordsOf(runs: readonly HTMLElement[]): string {
  return runs.reduce(
    (text, run) => text.padEnd(offsetOf(run), ' ') + (run.tagName === 'BR' ? ' ' : run.textContent),
    '',
  );
}

function selectedStretch(run: HTMLElement, range: Range): { start: number; end: number }[] {
  if (!range.intersectsNode(run)) return [];
  const at = offsetOf(run);
  if (run.tagName === 'BR') return [{ start: at, end: at + 1 }];
  const start = offsetIn(run, range.startContainer, range.startOffset) ?? 0;
  const end = offsetIn(run, range.endContainer, range.endOffset) ?? run.textContent.length;
  return end > start ? [{ start: at + start, end: at + end }] : [];
}

function offsetOf(run: HTMLElement): number {
  return Number(run.dataset['at']);
}

/** Characters of a run before a boundary of the selection; undefined when it lies elsewhere. */
function offsetIn(run: HTMLElement, container: Node, offset: number): number | undefined {
  if (!run.contains(container)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(run);
  before.setEnd(container, offset);
  return before.toString().length;
}

function hasWords(element: HTMLElement): boolean {
  return element.querySelector('[data-at]') !== null;
}

function selectedRange(root: ShadowRoot): Range | null {
  const selection = getSelection();
  if (!selection) return null;
  const boundaries = composedRange(selection, root);
  if (!boundaries || !root.contains(boundaries.startContainer)) return null;
  const range = document.createRange();
  range.setStart(boundaries.startContainer, boundaries.startOffset);
  // A selection that runs on past the text ends with it.
  if (root.contains(boundaries.endContainer)) {
    range.setEnd(boundaries.endContainer, boundaries.endOffset);
  } else if (root.lastChild) {
    range.setEndAfter(root.lastChild);
  }
  return range;
}

/** The boundaries inside our shadow root: browsers differ in who is asked for them. */
function composedRange(selection: Selection, root: ShadowRoot): AbstractRange | undefined {
  if ('getComposedRanges' in selection)
    return selection.getComposedRanges({ shadowRoots: [root] })[0];
  const own = (root as ShadowRoot & { getSelection?: () => Selection | null }).getSelection?.();
  const known = own ?? selection;
  return known.rangeCount > 0 ? known.getRangeAt(0) : undefined;
}
