import { msg, str } from '@lit/localize';
import type { Clip } from '#contract/clips';
import { listWords } from '#elements/clip-library/clip-words';
import type { PublicationGap } from './publication.rules.ts';

/** What stands beside the button that publishes: what is missing, or what publishing brings. */
export function publicationWords(clip: Clip, gaps: readonly PublicationGap[]): string {
  if (clip.curation === 'published')
    return msg('It is published: colleagues of this institution find it in the library.');
  if (clip.curation === 'proposed') return msg('It waits for the review of a colleague.');
  if (gaps.length === 0)
    return msg('Nothing is missing. Colleagues of this institution will find it in the library.');
  return msg(str`Still missing before it can be published: ${listWords(gaps.map(gapPhrase))}.`);
}

function gapPhrase(gap: PublicationGap): string {
  switch (gap.gap) {
    case 'title':
      return msg('a title');
    case 'upload':
      return msg('the rest of the upload');
    case 'preparation':
      return msg('the end of the preparation');
    case 'failed':
      return msg('a file that can be prepared');
    case 'nobody-named':
      return msg('the people who are seen or heard');
    case 'consent':
      return msg(str`the consent of ${gap.pseudonym}`);
    case 'withdrawn':
      return msg(str`a new consent of ${gap.pseudonym}, who has withdrawn`);
    case 'ended':
      return msg(str`a consent of ${gap.pseudonym} that has not ended`);
    case 'not-begun':
      return msg(str`the beginning of the consent of ${gap.pseudonym}`);
    case 'purpose':
      return msg(str`the agreement of ${gap.pseudonym} to the training of students`);
  }
}
