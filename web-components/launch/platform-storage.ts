import type { StorageFacts } from '#contract/launch';

/** An answer of the platform, as far as it could be read. */
interface Answer {
  subject: string;
  message_id: string;
  key?: string;
  value?: unknown;
  error?: unknown;
  supported_messages?: unknown;
}

/** Older platforms (Brightspace) know the messages by this prefix only. */
const LEGACY_PREFIX = 'org.imsglobal.';
const LEGACY_AFTER_MS = 300;

let lastNumber = 0;

/**
 * The platform storage of 1EdTech ("client side postMessages", "postMessage storage"): the LMS
 * page around us keeps a value for the frame that asked, where cookies are blocked. Answers are
 * taken from the asked window and the platform's origin alone.
 */
export class PlatformStorage {
  readonly #facts: StorageFacts;
  readonly #platform: Window | null;
  /** How the platform was asked when it answered. */
  #heard: { target: Window; prefix: string } | undefined;

  constructor(facts: StorageFacts, page: Window = window) {
    this.#facts = facts;
    const opener = page.opener as Window | null;
    this.#platform = opener ?? (page.parent === page ? null : page.parent);
  }

  /** Keeps the value. False when the platform refuses or is silent for `timeoutMs`. */
  async put(value: string, timeoutMs: number): Promise<boolean> {
    const answer = await this.#ask('lti.put_data', { value }, timeoutMs);
    return answer !== null && answer.error === undefined;
  }

  /** The value again, or null. */
  async get(timeoutMs: number): Promise<string | null> {
    const answer = await this.#ask('lti.get_data', {}, timeoutMs);
    const hasValue = answer !== null && answer.error === undefined;
    return hasValue && typeof answer.value === 'string' ? answer.value : null;
  }

  /** Gives the place back: some platforms hold few values. Nobody waits for it. */
  forget(): void {
    if (!this.#heard) return;
    const { target, prefix } = this.#heard;
    this.#post(target, { subject: `${prefix}lti.put_data`, message_id: nextId(), value: null });
  }

  /**
   * Asks at once where the login said, and wherever the platform's capabilities say; the first
   * good answer counts. What the capabilities say takes precedence, but waiting for them would
   * cost every launch a second.
   */
  #ask(subject: string, more: { value?: string }, timeoutMs: number): Promise<Answer | null> {
    const platform = this.#platform;
    if (!platform) return Promise.resolve(null);
    const ids = new Set<string>();
    const targets = new Set<Window>();
    const capabilitiesId = nextId();
    const post = (name: string, prefix = ''): void => {
      const target = this.#frame(name);
      const id = nextId();
      ids.add(id);
      if (target) targets.add(target);
      this.#post(target, { subject: prefix + subject, message_id: id, ...more });
    };
    return new Promise((done) => {
      const finish = (answer: Answer | null): void => {
        removeEventListener('message', listen);
        clearTimeout(legacy);
        clearTimeout(end);
        done(answer);
      };
      const listen = (event: MessageEvent): void => {
        const answer = asAnswer(event.data);
        if (!answer || event.origin === 'null') return;
        if (answer.message_id === capabilitiesId && event.source === platform) {
          for (const place of placesFor(subject, answer)) post(place.frame, place.prefix);
          return;
        }
        const isOurs =
          event.origin === this.#facts.origin &&
          targets.has(event.source as Window) &&
          ids.has(answer.message_id) &&
          answer.subject.endsWith(`${subject}.response`) &&
          (answer.key === undefined || answer.key === this.#facts.key);
        // A refusal in one spelling is no refusal in the other.
        if (!isOurs || answer.error !== undefined) return;
        const prefix = answer.subject.startsWith(LEGACY_PREFIX) ? LEGACY_PREFIX : '';
        this.#heard = { target: event.source as Window, prefix };
        finish(answer);
      };
      addEventListener('message', listen);
      const legacy = setTimeout(() => post(this.#facts.target, LEGACY_PREFIX), LEGACY_AFTER_MS);
      const end = setTimeout(() => finish(null), timeoutMs);
      // Carries nothing, so it may go to any origin.
      platform.postMessage({ subject: 'lti.capabilities', message_id: capabilitiesId }, '*');
      post(this.#facts.target);
    });
  }

  #post(target: Window | null, message: Record<string, unknown>): void {
    target?.postMessage({ ...message, key: this.#facts.key }, this.#facts.origin);
  }

  /** A frame beside ours by its name; the platform's page itself when there is none. */
  #frame(name: string): Window | null {
    if (name === '_parent' || !this.#platform) return this.#platform;
    try {
      const frame = Reflect.get(this.#platform.frames, name) as Window | undefined;
      return frame ?? this.#platform;
    } catch {
      // The names of frames of another origin may be hidden from us.
      return this.#platform;
    }
  }
}

/** Where the platform says that it takes this message. */
function placesFor(subject: string, answer: Answer): { frame: string; prefix: string }[] {
  if (!Array.isArray(answer.supported_messages)) return [];
  return (answer.supported_messages as unknown[]).flatMap((supported) => {
    if (typeof supported !== 'object' || supported === null) return [];
    const { subject: name, frame } = supported as Record<string, unknown>;
    const prefix = name === subject ? '' : name === LEGACY_PREFIX + subject ? LEGACY_PREFIX : null;
    if (prefix === null) return [];
    return [{ frame: typeof frame === 'string' ? frame : '_parent', prefix }];
  });
}

/** Some platforms answer with JSON as text. */
function asAnswer(message: unknown): Answer | null {
  let given = message;
  if (typeof given === 'string') {
    try {
      given = JSON.parse(given);
    } catch {
      return null;
    }
  }
  if (typeof given !== 'object' || given === null) return null;
  const { subject, message_id: id } = given as Record<string, unknown>;
  return typeof subject === 'string' && typeof id === 'string' ? (given as Answer) : null;
}

function nextId(): string {
  lastNumber += 1;
  return `lookfor-${lastNumber}`;
}
