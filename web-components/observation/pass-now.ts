import type { Playback } from '#contract/clips';
import type { Framework } from '#contract/frameworks';
import type { Mark } from '#contract/observations';
import type { LookFor, Pass, Task } from '#contract/tasks';
import type { Locale } from '#contract/vocabulary';
import { lastCall } from '#elements/kit/last-call';
import { currentLocale } from '#elements/kit/locale';
import { lanesOf, type Lane } from './lanes.rules.ts';
import type { ObservationSession } from './observation-session.ts';
import { currentPass, passAsks, type Ask } from './progress.rules.ts';

const NO_LANES: Lane[] = [];
const NO_ASKS: Ask[] = [];
const NOBODY: Playback['people'] = [];
const NOTHING: [number, number][] = [];

/**
 * What the pass of now asks for and allows, as the observation stands. What did not change is the
 * same array again: an element that gets it is not drawn anew.
 */
export class PassNow {
  readonly #session: ObservationSession;
  readonly #playback: () => Playback | undefined;
  readonly #lanesMade = lastCall(
    (lookFors: LookFor[], framework: Framework | null, locale: Locale, pass: Pass | null) =>
      lanesOf({ lookFors, framework, locale }, pass),
  );
  readonly #childrenOf = lastCall((people: Playback['people']) =>
    people.filter(({ kind }) => kind === 'child').map(({ pseudonym }) => pseudonym),
  );

  readonly #asksMade = lastCall(passAsks);
  readonly #countsMade = lastCall(countByPass);

  constructor(session: ObservationSession, playback: () => Playback | undefined) {
    this.#session = session;
    this.#playback = playback;
  }

  /** The pass in which one is; undefined when all are finished. */
  pass({ plan }: Task): Pass | undefined {
    return currentPass(plan, this.#session.passes, new Date());
  }

  /** The lanes in which marks may stand; none while noticing is free. */
  lanes(task: Task): Lane[] {
    const pass = this.pass(task);
    if (pass?.tools.codes === false && !this.#session.handedInAt) return NO_LANES;
    return this.#lanesMade(task.plan.lookFors, task.framework, currentLocale(), pass ?? null);
  }

  /** What the pass asks for, met or not. */
  asks(task: Task): Ask[] {
    const pass = this.pass(task);
    if (!pass) return NO_ASKS;
    const progress = this.#session.passes.find((one) => one.passId === pass.id);
    const { marks } = this.#session;
    return this.#asksMade(pass, progress, marks, task.plan.lookFors, this.durationSeconds(task));
  }

  /** What was watched in the pass of now, in the order of watching. */
  watched(task: Task): readonly (readonly [number, number])[] {
    const pass = this.pass(task);
    return this.#session.passes.find((one) => one.passId === pass?.id)?.watched ?? NOTHING;
  }

  /** How many marks were made in each pass, by its id. */
  counts(): ReadonlyMap<string, number> {
    return this.#countsMade(this.#session.marks);
  }

  /** Children who may be in focus; nobody where the pass does not ask. */
  childNames(task: Task): string[] {
    const isAsked = this.pass(task)?.tools.childInFocus !== false;
    return this.#childrenOf(isAsked ? (this.#playback()?.people ?? NOBODY) : NOBODY);
  }

  /** How long the clip is; 0 while nobody knows. */
  durationSeconds({ clipDurationSeconds }: Task): number {
    return this.#playback()?.durationSeconds ?? clipDurationSeconds ?? 0;
  }
}

function countByPass(marks: readonly Pick<Mark, 'passId'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { passId } of marks) counts.set(passId, (counts.get(passId) ?? 0) + 1);
  return counts;
}
