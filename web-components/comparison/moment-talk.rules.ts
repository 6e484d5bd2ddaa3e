import type { Post } from '#contract/seminars';
import { parseTime } from '#elements/kit/time';

type Placed = Pick<Post, 'startSeconds' | 'endSeconds'>;

/** Posts about a moment: their stretch and the moment's touch, as moments move with the readings. */
export function postsAt<P extends Placed>(
  posts: readonly P[],
  [start, end]: readonly [number, number],
): P[] {
  return posts.filter((post) => post.startSeconds <= end && post.endSeconds >= start);
}

/** Where else people talk, in the order of the clip, and how much: stretches that touch are one place. */
export function elsewhereOf(
  posts: readonly Placed[],
  stretch: readonly [number, number] | null,
): { at: [number, number]; count: number }[] {
  const here = new Set(stretch ? postsAt(posts, stretch) : []);
  const places: { at: [number, number]; count: number }[] = [];
  const others = posts.filter((post) => !here.has(post));
  for (const { startSeconds, endSeconds } of others.toSorted(
    (a, b) => a.startSeconds - b.startSeconds,
  )) {
    const last = places.at(-1);
    if (last && startSeconds <= last.at[1]) {
      last.at[1] = Math.max(last.at[1], endSeconds);
      last.count += 1;
    } else places.push({ at: [startSeconds, endSeconds], count: 1 });
  }
  return places;
}

/** What somebody wrote, with the times in it apart (`1:44`, `1:02:03.5`). */
export function wordsAndTimes(body: string): { words: string; seconds: number | null }[] {
  return body
    .split(/(\b\d{1,2}(?::\d{2}){1,2}(?:\.\d{1,3})?\b)/)
    .map((words, at) => ({ words, seconds: at % 2 === 1 ? parseTime(words) : null }))
    .filter(({ words }) => words !== '');
}
