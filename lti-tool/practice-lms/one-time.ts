import { randomBytes } from 'node:crypto';

/** A random text of about 190 bits, safe in URLs. */
export function randomText(): string {
  return randomBytes(24).toString('base64url');
}

interface Ticket<T> {
  value: T;
  expiresAtMs: number;
}

/** Values that can be fetched once, by an unguessable id, before they expire. */
export class OneTimeTickets<T> {
  readonly #tickets = new Map<string, Ticket<T>>();
  readonly #now: () => number;
  readonly #lifeMs: number;

  constructor(now: () => number, lifeMs: number) {
    this.#now = now;
    this.#lifeMs = lifeMs;
  }

  /** Keeps a value and returns the id that fetches it. */
  issue(value: T): string {
    const id = randomText();
    this.#tickets.set(id, { value, expiresAtMs: this.#now() + this.#lifeMs });
    return id;
  }

  /** The value without using it up. */
  peek(id: string): T | undefined {
    const ticket = this.#tickets.get(id);
    return ticket && ticket.expiresAtMs > this.#now() ? ticket.value : undefined;
  }

  /** The value, for the first and only time. */
  take(id: string): T | undefined {
    const value = this.peek(id);
    this.#tickets.delete(id);
    return value;
  }

  /** Forgets all. */
  clear(): void {
    this.#tickets.clear();
  }
}

/** Remembers values (nonces, `jti`s) until they have expired, to notice a second use. */
export class SeenOnce {
  readonly #seen = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** True the first time, false for a repetition before `untilMs`. */
  first(value: string, untilMs: number): boolean {
    const now = this.#now();
    for (const [old, expiresAtMs] of this.#seen) {
      if (expiresAtMs <= now) this.#seen.delete(old);
    }
    if (this.#seen.has(value)) return false;
    this.#seen.set(value, untilMs);
    return true;
  }
}
