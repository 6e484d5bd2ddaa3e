/** What became of a message. */
export type Outcome = 'accepted' | 'refused' | 'failed';

/** One message between tool and LMS, as the messages page shows it. */
export interface LogEntry {
  id: number;
  /** ISO instant. */
  at: string;
  /** Message type or service, e.g. `LtiResourceLinkRequest`, `Score`. */
  kind: string;
  /** One line: who wanted what. */
  summary: string;
  outcome: Outcome;
  /** HTTP status, where there is one. */
  status?: number;
  /** Why it was refused, or what is worth knowing. */
  reason?: string;
  /** The message in full: tokens decoded, without signatures and secrets. */
  asked?: unknown;
  /** The answer in full. */
  answered?: unknown;
}

const KEPT = 500;
const SECRET_QUERY = /([?&](?:sesskey)=)[^&#\s"]+/gi;

/** A copy of a JSON value in which access tokens and session keys inside URLs are blanked. */
function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SECRET_QUERY, '$1(hidden)');
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'access_token' ? '(kept secret)' : withoutSecrets(inner),
      ]),
    );
  }
  return value;
}

/** The newest messages, newest first, in memory only. */
export class MessageLog {
  #entries: LogEntry[] = [];
  #lastId = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Newest first. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** Adds a message; secrets in URLs are blanked here, so that no caller can forget it. */
  add(entry: Omit<LogEntry, 'id' | 'at'>): LogEntry {
    this.#lastId += 1;
    const kept: LogEntry = {
      ...entry,
      id: this.#lastId,
      at: new Date(this.#now()).toISOString(),
      asked: withoutSecrets(entry.asked),
      answered: withoutSecrets(entry.answered),
    };
    this.#entries = [kept, ...this.#entries].slice(0, KEPT);
    return kept;
  }

  /** Forgets all messages. */
  clear(): void {
    this.#entries = [];
  }
}
