/** An answer, and since when it may be old. */
export interface RecentAnswer<Answer> {
  atMs: number;
  answer: Promise<Answer>;
}

const MOST_KEPT = 2_000;

/**
 * What many ask at nearly the same time is found out once. An answer is given again for so long, to
 * whoever asks the same; one that could not be found out is not.
 */
export function createRecentAnswers<Answer>(lifeMs: number, now: () => Date) {
  const kept = new Map<string, RecentAnswer<Answer>>();
  return {
    ask(question: string, find: () => Promise<Answer>): RecentAnswer<Answer> {
      const atMs = now().getTime();
      const found = kept.get(question);
      if (found && Math.abs(atMs - found.atMs) < lifeMs) return found;
      const fresh = { atMs, answer: find() };
      kept.delete(question);
      kept.set(question, fresh);
      fresh.answer.catch(() => {
        if (kept.get(question) === fresh) kept.delete(question);
      });
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break;
        kept.delete(oldest);
      }
      return fresh;
    },

    /** The next one who asks this is given an answer of their own. */
    forget(question: string): void {
      kept.delete(question);
    },

    /** Nothing that was found out until now is given to anybody who asks from now on. */
    forgetAll(): void {
      kept.clear();
    },
  };
}
