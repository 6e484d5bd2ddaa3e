import { msg, str } from '@lit/localize';
import type { NarrationDoc } from '#contract/narrations';
import { citationsOf, countWords } from '#contract/shared/narration-text';
import type { NarrationPlan } from '#contract/tasks';

/** Marks that stand in the text as cited moments. */
export function citedMarks(doc: NarrationDoc): ReadonlySet<string> {
  return new Set(citationsOf(doc).flatMap(({ markId }) => (markId ? [markId] : [])));
}

/** What must still be done before the text can be handed in, a sentence each. */
export function missingForHandIn(
  text: { title: string; doc: NarrationDoc },
  plan: Pick<NarrationPlan, 'minimumWords' | 'minimumCitations'>,
): string[] {
  const words = countWords(text.doc);
  const citations = citationsOf(text.doc).length;
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
