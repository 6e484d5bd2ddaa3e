import { msg } from '@lit/localize';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { loading } from './states.ts';

/**
 * An element of a page that is fetched when it is first wanted, so that the page is usable before.
 * Until it is there, lines hold its place; where it could not be fetched, a sentence says so and
 * offers to try again.
 */
export class LaterPart {
  readonly #host: ReactiveControllerHost;
  readonly #tag: keyof HTMLElementTagNameMap | null;
  readonly #fetch: () => Promise<unknown>;
  #coming: Promise<boolean> | undefined;
  #isFetched = false;
  #isMissing = false;

  /** `tag`: the element that it defines; null where more than that makes it be there. */
  constructor(
    host: ReactiveControllerHost,
    tag: keyof HTMLElementTagNameMap | null,
    fetch: () => Promise<unknown>,
  ) {
    this.#host = host;
    this.#tag = tag;
    this.#fetch = fetch;
  }

  /** Whether it was fetched, by this page or by another part of it. */
  get isHere(): boolean {
    return this.#isFetched || (this.#tag !== null && customElements.get(this.#tag) !== undefined);
  }

  /** Whether it was wanted and could not be fetched. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Fetches it. Resolves false when it could not be fetched. */
  load(): Promise<boolean> {
    if (this.isHere) return Promise.resolve(true);
    this.#coming ??= this.#bring();
    return this.#coming;
  }

  /** Fetches it before it is wanted; where that fails, it is tried again when it is. */
  async loadAhead(): Promise<void> {
    if (!(await this.load())) this.#isMissing = false;
  }

  /** The part, or what stands in its place meanwhile. */
  render<T>(part: () => T): T | TemplateResult {
    if (this.isHere) return part();
    if (this.#isMissing) return partMissing(() => void this.load());
    void this.load();
    return loading();
  }

  async #bring(): Promise<boolean> {
    this.#isMissing = false;
    this.#host.requestUpdate();
    try {
      await this.#fetch();
      this.#isFetched = true;
    } catch {
      // The same words for every reason: no connection, or a file that is not there any more.
      this.#isMissing = true;
    }
    this.#coming = undefined;
    this.#host.requestUpdate();
    return this.isHere;
  }
}

/** What stands where a part of the page could not be fetched. */
export function partMissing(retry: () => void): TemplateResult {
  return html`<div class="state" role="alert">
    <p>${msg('This part of the page could not be loaded. What you wrote is safe.')}</p>
    <button @click=${retry}>${msg('Try again')}</button>
  </div>`;
}

/**
 * Fetches parts one after another once the page rests, so that they are there without a
 * connection, too. `wanted` is asked then: not before is known what a task will need.
 */
export function loadAheadWhenIdle(wanted: () => readonly LaterPart[]): void {
  const begin = async (): Promise<void> => {
    for (const part of wanted()) await part.loadAhead();
  };
  // WebKit has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(() => void begin(), { timeout: 1_000 });
  else setTimeout(() => void begin(), 300);
}
