import { Task as AsyncTask, type StatusRenderer } from '@lit/task';
import type { ReactiveController } from 'lit';
import { observationRoutes, type Comparison, type Reading } from '#contract/observations';
import { taskRoutes, type Task } from '#contract/tasks';
import { ApiError } from '#elements/kit/api';
import { currentLocale } from '#elements/kit/locale';
import { momentsOf, type Moment, type Scheme } from './comparison.rules.ts';
import { inFull } from './reading-words.ts';
import { SeminarController, type SeminarHost } from './seminar-controller.ts';

/** Who waits longer has closed the page. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** A page whose clock runs ahead looks again and again, and no longer than this. */
const LONGEST_CLOCK_ERROR_MS = 120_000;

/** What there is to compare, and the moments that come of it. */
export interface Compared {
  task: Task;
  /** Readings have all their marks in full shape, also where they came in brief. */
  comparison: Comparison;
  scheme: Scheme;
  moments: Moment[];
}

/** Who shows a comparison: of which task, and the task itself when somebody has it already. */
export interface ComparedHost extends SeminarHost {
  readonly taskId: string;
  readonly task: Task | undefined;
}

/**
 * Everybody's readings of one task: fetched, kept up with the news, and fetched again when they
 * open at last. While the task's rule keeps them closed the server sends none: `render` then gets
 * the refusal as an error.
 */
export class ComparedReadings implements ReactiveController {
  /** Talk about the moments; it brings the news of readings, too. */
  readonly seminar: SeminarController;

  readonly #host: ComparedHost;
  readonly #fetched: AsyncTask<readonly [string, Task | undefined], Compared>;
  /** The comparison as live news left it; null before the first. */
  #latest: Compared | null = null;
  #opening: ReturnType<typeof setTimeout> | undefined;

  /** `onFetched`: before a comparison that was fetched is shown. News does not call it. */
  constructor(host: ComparedHost, onFetched: (moments: readonly Moment[]) => void) {
    this.#host = host;
    this.seminar = new SeminarController(host, {
      onReading: ({ reading, handedIn, expected }) => {
        const shown = this.value;
        if (!shown) return;
        const others = shown.comparison.readings.filter(({ key }) => key !== reading.key);
        const readings = withClassmate(others, reading);
        this.#refresh(shown, { ...shown.comparison, readings, handedIn, expected });
      },
      onLookAgain: () => void this.#lookAgain(),
    });
    this.#fetched = new AsyncTask(host, {
      task: async ([taskId, given], { signal }): Promise<Compared> => {
        const params = { taskId };
        this.#latest = null;
        const [task, comparison] = await Promise.all([
          given ?? host.api.call(taskRoutes.getTask, { params }, { signal }),
          host.api.call(observationRoutes.compareObservations, { params }, { signal }),
        ]);
        const { plan, framework } = task;
        const scheme = { lookFors: plan.lookFors, framework, locale: currentLocale() };
        const compared = comparedBy(scheme, task, comparison);
        onFetched(compared.moments);
        return compared;
      },
      args: () => [host.taskId, host.task] as const,
      onComplete: ({ comparison }) => this.seminar.follow(host.taskId, comparison.newsId),
      onError: (error) => {
        // Who waits for the readings sees them when they open.
        if (error instanceof ApiError && error.code === 'not_revealed') {
          this.seminar.follow(host.taskId, null);
          const { reason, opensAt } = error.problem?.details ?? {};
          if (reason === 'at-date') this.#lookWhenOpen(opensAt);
        }
      },
    });
    host.addController(this);
  }

  /** What is to be shown now; undefined before the readings came for the first time. */
  get value(): Compared | undefined {
    return this.#latest ?? this.#fetched.value;
  }

  /** What stands on the screen while the readings come, when they do not, and when they are there. */
  render({
    pending,
    error,
    complete,
  }: Required<Omit<StatusRenderer<Compared>, 'initial'>>): unknown {
    const latest = (fetched: Compared) => complete(this.#latest ?? fetched);
    return this.#fetched.render({ pending, error, complete: latest });
  }

  /** Fetches everything again. */
  run(): Promise<void> {
    return this.#fetched.run();
  }

  hostDisconnected(): void {
    clearTimeout(this.#opening);
  }

  /** A comparison that opens at a date opens by itself, for who is there. */
  #lookWhenOpen(opensAt: unknown): void {
    clearTimeout(this.#opening);
    const waitMs = typeof opensAt === 'string' ? Date.parse(opensAt) - Date.now() : NaN;
    // Clocks differ a little: a second later, and no sooner than that if it is over already.
    if (waitMs > -LONGEST_CLOCK_ERROR_MS && waitMs < LONGEST_WAIT_MS)
      this.#opening = setTimeout(() => void this.run(), Math.max(0, waitMs) + 1_000);
  }

  /** What is shown may have changed as a whole; what is chosen stays. */
  async #lookAgain(): Promise<void> {
    const shown = this.value;
    if (!shown) {
      await this.run();
      return;
    }
    const { api, taskId } = this.#host;
    try {
      const params = { taskId };
      this.#refresh(shown, await api.call(observationRoutes.compareObservations, { params }));
    } catch (error) {
      // Closed again by its rule: the screen says so. A lost connection changes nothing.
      if (error instanceof ApiError && error.code === 'not_revealed') await this.run();
    }
  }

  #refresh({ scheme, task }: Compared, comparison: Comparison): void {
    this.#latest = comparedBy(scheme, task, comparison);
    this.#host.requestUpdate();
  }
}

function comparedBy(scheme: Scheme, task: Task, comparison: Comparison): Compared {
  const readings = inFull(comparison.readings);
  const moments = momentsOf(readings, scheme);
  return { task, comparison: { ...comparison, readings }, scheme, moments };
}

/** Classmates stand by name between one’s own reading and the experts’, as the server sends them. */
function withClassmate(others: readonly Reading[], reading: Reading): Reading[] {
  const at = others.findIndex(
    ({ kind, name }) =>
      kind === 'expert' || (kind === 'classmate' && name.localeCompare(reading.name) > 0),
  );
  return at < 0 ? [...others, reading] : others.toSpliced(at, 0, reading);
}
