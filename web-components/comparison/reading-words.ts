import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { observationRoutes, type MarkWords, type Reading } from '#contract/observations';
import type { Api } from '#elements/kit/api';
import type { Moment, ReadingMark } from './comparison.rules.ts';

/** A point reaches so far to both sides of itself. */
const REACH_SECONDS = 1;

/**
 * What others said about their marks, where a course made so many that the comparison came
 * without it: fetched for the stretch that is opened, once.
 */
export class ReadingWords implements ReactiveController {
  /** Why the words of the stretch that was asked last are not there; undefined: they come. */
  problem: unknown;

  readonly #host: ReactiveControllerHost & { readonly api: Api };
  #taskId = '';
  #words = new Map<string, MarkWords>();
  #asked = new Set<string>();

  constructor(host: ReactiveControllerHost & { readonly api: Api }) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // What was refused or lost is asked for again.
    this.#asked.clear();
  }

  /** A mark together with what was said about it, as far as that is here. */
  fill = (mark: ReadingMark): ReadingMark => {
    const words = mark.isBare ? this.#words.get(mark.id) : undefined;
    return words ? { ...withoutSign(mark), ...words } : mark;
  };

  /** A moment with the words of those who marked it. */
  fillMoment(moment: Moment): Moment {
    const positions = moment.positions.map(({ position, voices }) => ({
      position,
      voices: voices.map(({ reading, mark }) => ({ reading, mark: this.fill(mark) })),
    }));
    return { ...moment, positions };
  }

  /** Fetches what was said about a stretch of the clip, unless it is here or on its way. */
  async ask(taskId: string, [start, end]: readonly [number, number]): Promise<void> {
    if (taskId !== this.#taskId) {
      this.#taskId = taskId;
      this.#words = new Map();
      this.#asked.clear();
    }
    const key = `${start} ${end}`;
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    this.problem = undefined;
    try {
      const { words } = await this.#host.api.call(observationRoutes.readWords, {
        params: { taskId },
        query: {
          fromSeconds: Math.max(0, start - REACH_SECONDS),
          toSeconds: end + REACH_SECONDS,
        },
      });
      for (const [markId, said] of Object.entries(words)) this.#words.set(markId, said);
    } catch (error) {
      this.problem = error;
    }
    this.#host.requestUpdate();
  }

  /** Forgets that a stretch was asked for, so that it is asked for again. */
  retry(): void {
    this.#asked.clear();
    this.problem = undefined;
    this.#host.requestUpdate();
  }
}

function withoutSign(mark: ReadingMark): ReadingMark {
  const known = { ...mark };
  delete known.isBare;
  return known;
}

/** Readings with their marks in full shape; those that came without words say so. */
export function inFull(readings: readonly Reading[]): Reading[] {
  return readings.map((reading) =>
    reading.brief
      ? {
          ...reading,
          marks: reading.brief.map(
            ([id, startSeconds, endSeconds, codeIds, lookForId, child, by]) => ({
              ...{ id, startSeconds, endSeconds, codeIds, lookForId, child },
              ...(by !== undefined && { by }),
              ...{ body: '', because: '', isBare: true as const },
            }),
          ),
        }
      : reading,
  );
}
