import { z } from 'zod';

/** The ways in which this LMS can be made difficult, and their limits. */
const switchesSchema = z.strictObject({
  /** Milliseconds added before every answer of the sign-in and service endpoints. */
  delayMs: z.number().int().min(0).max(60_000),
  /**
   * Token, AGS and NRPS do not answer: `hang` holds the request, `503` refuses at once. Ends after
   * a minute.
   */
  silence: z.enum(['off', 'hang', '503']),
  /** Every score is answered with 500. */
  scoresFail: z.boolean(),
  /** Kit has no role with grades: scores for Kit are refused with 400. */
  kitIsNoStudent: z.boolean(),
  /** Robin's grade is locked: 500 without a reason, as Moodle does. */
  lockRobin: z.boolean(),
  /** No `lti_storage_target`, nobody listens for storage messages (Moodle). */
  noPlatformStorage: z.boolean(),
  /** Storage is announced and then never answers (Canvas in its mobile apps). */
  silentPlatformStorage: z.boolean(),
  /** Launches and roster carry no name and no e-mail. */
  noNames: z.boolean(),
  /** Access tokens expire after five seconds. */
  shortTokens: z.boolean(),
  /** Ash arrives as `Instructor` plus `Instructor#TeachingAssistant` (Canvas). */
  assessorAsTeachingAssistant: z.boolean(),
  /** Odd but seen in the field: HTML label on the token, curly quotes in Link, short role names. */
  oddAnswers: z.boolean(),
  /** Lists come in pages of two. */
  smallPages: z.boolean(),
});

/** State of all switches. */
export type Switches = z.infer<typeof switchesSchema>;

/** A change of some switches, as `POST /practice/switches` takes it. */
export const switchesChangeSchema = switchesSchema.partial();

/** All switches off: an LMS that works. */
const EASY: Switches = {
  delayMs: 0,
  silence: 'off',
  scoresFail: false,
  kitIsNoStudent: false,
  lockRobin: false,
  noPlatformStorage: false,
  silentPlatformStorage: false,
  noNames: false,
  shortTokens: false,
  assessorAsTeachingAssistant: false,
  oddAnswers: false,
  smallPages: false,
};

/** How long the LMS stays silent after the switch was turned on. */
const SILENCE_MS = 60_000;

/** Holds the switches and knows when a silence is over. */
export class SwitchBoard {
  #current: Switches = { ...EASY };
  #silentUntilMs = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The switches as they stand; a silence older than a minute has ended by itself. */
  get current(): Switches {
    if (this.#current.silence !== 'off' && this.#now() >= this.#silentUntilMs) {
      this.#current = { ...this.#current, silence: 'off' };
    }
    return this.#current;
  }

  /** Changes the named switches and leaves the others. Throws a ZodError on a wrong value. */
  set(change: Partial<Switches>): Switches {
    const parsed = switchesChangeSchema.parse(change);
    if (parsed.silence !== undefined && parsed.silence !== 'off') {
      this.#silentUntilMs = this.#now() + SILENCE_MS;
    }
    this.#current = switchesSchema.parse({ ...this.#current, ...parsed });
    return this.#current;
  }

  /** Turns everything off. */
  reset(): void {
    this.#current = { ...EASY };
  }
}
