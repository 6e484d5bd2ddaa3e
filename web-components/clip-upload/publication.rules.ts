import type { Clip } from '#contract/clips';

/** What keeps a clip from being published, in the order in which one would settle it. */
export type PublicationGap =
  | { gap: 'title' | 'upload' | 'preparation' | 'failed' | 'nobody-named' }
  | { gap: 'consent' | 'withdrawn' | 'ended' | 'not-begun' | 'purpose'; pseudonym: string };

/** Everything that is still missing. `title` is what stands in the field now. */
export function publicationGaps(clip: Clip, title: string): PublicationGap[] {
  const gaps: PublicationGap[] = [];
  if (title.trim() === '') gaps.push({ gap: 'title' });
  if (clip.people.length === 0) gaps.push({ gap: 'nobody-named' });
  const { gap, decidedBy } = clip.coverage;
  // What another institution shares is not published here.
  if (gap && gap !== 'nobody-named' && gap !== 'not-shared') {
    const named = gap === 'missing' ? ('consent' as const) : gap;
    gaps.push(...decidedBy.map((pseudonym) => ({ gap: named, pseudonym })));
  }
  if (clip.state === 'uploading') gaps.push({ gap: 'upload' });
  if (clip.state === 'waiting' || clip.state === 'processing') gaps.push({ gap: 'preparation' });
  if (clip.state === 'failed') gaps.push({ gap: 'failed' });
  return gaps;
}
