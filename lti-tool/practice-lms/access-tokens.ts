import { randomText } from './one-time.ts';

/** What an access token allows. */
export interface Grant {
  clientId: string;
  scopes: string[];
  expiresAtMs: number;
}

/** Opaque access tokens, in memory. */
export class AccessTokens {
  readonly #grants = new Map<string, Grant>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Makes a token that lives so many seconds. */
  issue(clientId: string, scopes: string[], lifeSeconds: number): string {
    const token = randomText();
    this.#grants.set(token, { clientId, scopes, expiresAtMs: this.#now() + lifeSeconds * 1000 });
    return token;
  }

  /** What the token allows, or nothing for one that is unknown or has expired. */
  find(token: string): Grant | undefined {
    const grant = this.#grants.get(token);
    if (grant && grant.expiresAtMs <= this.#now()) {
      this.#grants.delete(token);
      return undefined;
    }
    return grant;
  }

  /** Makes all tokens worthless, as a restart does. */
  clear(): void {
    this.#grants.clear();
  }
}
