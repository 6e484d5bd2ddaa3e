import { msg, str } from '@lit/localize';
import type { NarrationDoc } from '#contract/narrations';
import type { NarrationPlan } from '#contract/tasks';

type Block = NarrationDoc['content'][number];

function blockText(block: Block): string {
  if (block.type === 'citation') return '';
  if (block.type === 'blockquote') return block.content.map(blockText).join(' ');
  return (block.content ?? []).map((node) => (node.type === 'text' ? node.text : ' ')).join('');
}

/** Words and cited moments of a text, counted as the server counts them. */
export function countDraft(doc: NarrationDoc | undefined): { words: number; citations: number } {
  const blocks = doc?.content ?? [];
  const words = blocks
    .map(blockText)
    .join(' ')
    .match(/[\p{L}\p{N}]+(?:['’\-‑][\p{L}\p{N}]+)*/gu);
  return {
    words: words?.length ?? 0,
    citations: blocks.filter(({ type }) => type === 'citation').length,
  };
}

/** Marks that stand in the text as cited moments. */
export function citedMarks(doc: NarrationDoc): ReadonlySet<string> {
  const ids = doc.content.flatMap((block) =>
    block.type === 'citation' && block.attrs.markId ? [block.attrs.markId] : [],
  );
  return new Set(ids);
}

/** What must still be done before the text can be handed in, a sentence each. */
export function missingForHandIn(
  text: { title: string; doc: NarrationDoc },
  plan: Pick<NarrationPlan, 'minimumWords' | 'minimumCitations'>,
): string[] {
  const { words, citations } = countDraft(text.doc);
  const sentences: string[] = [];
  if (text.title.trim() === '') sentences.push(msg('It needs a title.'));
  if (words < plan.minimumWords) {
    const missing = plan.minimumWords - words;
    sentences.push(msg(str`${missing} more words are asked for.`));
  }
  if (citations < plan.minimumCitations) {
    const missing = plan.minimumCitations - citations;
    sentences.push(
      missing === 1
        ? msg('One more moment has to be cited.')
        : msg(str`${missing} more moments have to be cited.`),
    );
  }
  return sentences;
}
