import type { NarrationDoc } from '#contract/narrations';
import { boundedDifferences, mergeThree } from './bounded-diff.ts';
import { alignBlocks, blockKey, type Block } from './doc-alignment.ts';
import { endsSentence, mergeWords } from './mark-merge.ts';

type Paragraph = Extract<Block, { type: 'paragraph' }>;
type Inline = NonNullable<Paragraph['content']>[number];
type TextBlock = Exclude<Block, { type: 'citation' | 'piece' }>;

/** What several people write at once. */
export interface WrittenText<Stage extends string = string> {
  title: string;
  question: string;
  stage: Stage;
  doc: NarrationDoc;
}

/** A narration after two changed it at once, from what both began with: nobody's words are lost. */
export function mergeWritten<Text extends WrittenText>(was: Text, mine: Text, theirs: Text): Text {
  return {
    ...theirs,
    title: mergeWords(was.title, mine.title, theirs.title).replaceAll('\n\n', ' ').slice(0, 300),
    question: mergeWords(was.question, mine.question, theirs.question).slice(0, 500),
    stage: mine.stage === was.stage ? theirs.stage : mine.stage,
    doc: mergeDocs(was.doc, mine.doc, theirs.doc),
  };
}

/**
 * A text after two changed it at once. Blocks that one changed, moved in or took away are as that
 * one left them; where both changed one block, its words are merged, and words that both put at one
 * place both stay. A block that one took away while the other wrote in it stays.
 */
export function mergeDocs(
  was: NarrationDoc,
  mine: NarrationDoc,
  theirs: NarrationDoc,
): NarrationDoc {
  const content = mergeThree(was.content, mine.content, theirs.content, {
    key: blockKey,
    endsUnit: () => true,
    both: mergeBlocks,
  });
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

/** Blocks of a stretch that both changed. */
function mergeBlocks(
  was: readonly Block[],
  mine: readonly Block[],
  theirs: readonly Block[],
): Block[] {
  const ours = inStretches(was, mine);
  const others = inStretches(was, theirs);
  const merged: Block[] = [];
  for (let index = 0; index <= was.length; index += 1) {
    const own = ours.added[index] ?? [];
    const foreign = others.added[index] ?? [];
    merged.push(...bothAdded(foreign, own));
    const before = was[index];
    if (!before) continue;
    const [one, other] = [ours.kept[index], others.kept[index]];
    if (one && other) merged.push(mergeBlock(before, one, other));
    else {
      const left = one ?? other;
      if (left && blockKey(left) !== blockKey(before)) merged.push(left);
    }
  }
  return merged;
}

/** What two put at one place; a block that both know (it was sent before, say) is there once. */
function bothAdded(theirs: readonly Block[], mine: readonly Block[]): Block[] {
  const added = [...theirs];
  alignBlocks(theirs, mine).forEach((known, index) => {
    const block = mine[index];
    if (!block) return;
    const other = known === null ? undefined : theirs[known];
    if (known === null || !other) added.push(...(isSaid(block) ? [block] : []));
    else if (isText(block) && isText(other)) {
      const [own, foreign] = [tokensOf(block), tokensOf(other)];
      added[known] = blockOf(other, mergeTokens(inBoth(own, foreign), own, foreign));
    }
  });
  return added;
}

/** The words that two ways to say something share, in order. */
function inBoth(one: readonly Token[], other: readonly Token[]): Token[] {
  const common: Token[] = [];
  let next = 0;
  for (const { buffer1 } of boundedDifferences(one.map(tokenKey), other.map(tokenKey))) {
    common.push(...one.slice(next, buffer1[0]));
    next = buffer1[0] + buffer1[1];
  }
  return [...common, ...one.slice(next)];
}

/** What became of each block, and what was put before it; at the end, what follows the last. */
function inStretches(was: readonly Block[], now: readonly Block[]) {
  const kept: (Block | undefined)[] = was.map(() => undefined);
  const added: Block[][] = Array.from({ length: was.length + 1 }, () => []);
  let next = 0;
  alignBlocks(was, now).forEach((origin, index) => {
    const block = now[index];
    if (!block) return;
    if (origin === null) added[next]?.push(block);
    else {
      kept[origin] = block;
      next = origin + 1;
    }
  });
  return { kept, added };
}

function isSaid(block: Block): boolean {
  return !isText(block) || tokensOf(block).length > 0;
}

function mergeBlock(was: Block, mine: Block, theirs: Block): Block {
  const before = blockKey(was);
  if (blockKey(theirs) === before) return mine;
  if (blockKey(mine) === before || !isText(mine) || !isText(theirs) || !isText(was)) return theirs;
  const tokens = mergeTokens(tokensOf(was), tokensOf(mine), tokensOf(theirs));
  return blockOf(mine.type === was.type ? theirs : mine, tokens);
}

function isText(block: Block): block is TextBlock {
  return block.type !== 'citation' && block.type !== 'piece';
}

/** A word or the space between two, with how it is set; a break of the line or the paragraph. */
type Token = Inline | { type: 'next_paragraph' };

function tokensOf(block: TextBlock): Token[] {
  if (block.type !== 'blockquote') return (block.content ?? []).flatMap(wordsOf);
  return block.content.flatMap(({ content = [] }, index) => [
    ...(index > 0 ? [{ type: 'next_paragraph' } as const] : []),
    ...content.flatMap(wordsOf),
  ]);
}

function wordsOf(node: Inline): Inline[] {
  if (node.type !== 'text') return [node];
  return (node.text.match(/\s+|\S+/g) ?? []).map((text) => ({ ...node, text }));
}

function mergeTokens(was: Token[], mine: Token[], theirs: Token[]): Token[] {
  return mergeThree(was, mine, theirs, {
    key: tokenKey,
    endsUnit: (token) => token.type !== 'text' || endsSentence(token.text),
    both: bothOf,
  });
}

/** Two ways to say one thing; who only set it in other letters did not say it anew. */
function bothOf(was: Token[], mine: Token[], theirs: Token[]): Token[] {
  const [before, own, others] = [wordsIn(was), wordsIn(mine), wordsIn(theirs)];
  if (own === before || others.includes(own)) return theirs;
  if (others === before || own.includes(others)) return mine;
  const isApart = /\s$/.test(others) || /^\s/.test(own);
  return [...theirs, ...(isApart ? [] : [{ type: 'text', text: ' ' } as const]), ...mine];
}

function wordsIn(tokens: Token[]): string {
  return tokens.map((token) => (token.type === 'text' ? token.text : '\n')).join('');
}

function tokenKey(token: Token): string {
  if (token.type !== 'text') return `/${token.type}`;
  return `${(token.marks ?? []).map(({ type }) => type).join()}/${token.text}`;
}

/** A block of the given kind with these words. */
function blockOf(kind: TextBlock, tokens: readonly Token[]): Block {
  if (kind.type === 'blockquote') {
    const paragraphs: Token[][] = [[]];
    for (const token of tokens) {
      if (token.type === 'next_paragraph') paragraphs.push([]);
      else paragraphs.at(-1)?.push(token);
    }
    return {
      type: 'blockquote',
      content: paragraphs.map((one) => withContent({ type: 'paragraph' }, one)),
    };
  }
  return withContent(
    kind.type === 'heading' ? { type: 'heading', attrs: kind.attrs } : { type: 'paragraph' },
    tokens,
  );
}

function withContent<Kind extends object>(
  kind: Kind,
  tokens: readonly Token[],
): Kind & { content?: Inline[] } {
  const content: Inline[] = [];
  for (const token of tokens) {
    const last = content.at(-1);
    if (token.type === 'text' && last?.type === 'text' && isSetAlike(last, token))
      content[content.length - 1] = { ...last, text: last.text + token.text };
    else content.push(token.type === 'next_paragraph' ? { type: 'hard_break' } : token);
  }
  return content.length > 0 ? { ...kind, content } : kind;
}

function isSetAlike(
  one: Extract<Inline, { type: 'text' }>,
  other: Extract<Inline, { type: 'text' }>,
): boolean {
  return JSON.stringify(one.marks ?? []) === JSON.stringify(other.marks ?? []);
}
