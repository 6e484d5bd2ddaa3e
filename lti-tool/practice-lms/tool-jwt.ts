import { compactVerify, decodeJwt, decodeProtectedHeader, errors, importJWK } from 'jose';
import type { JWK, JWTPayload, ProtectedHeaderParameters } from 'jose';
import { z } from 'zod';
import { fetchText } from './local-fetch.ts';
import { Refusal } from './refusal.ts';
import type { Tool } from './tools.ts';

const keySetSchema = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })).max(100),
});

/** A token of the tool taken apart, for the messages page: no signature in it. */
export interface DecodedToken {
  header: ProtectedHeaderParameters;
  payload: JWTPayload;
}

/** Takes a token apart without trusting it; undefined when it is none. */
export function decodeToken(token: string): DecodedToken | undefined {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch {
    return undefined;
  }
}

/** Public keys of the tools: fetched from the registered address, kept, fetched again for a new kid. */
export class ToolKeys {
  readonly #sets = new Map<string, JWK[]>();

  /** The one RSA key of the tool with this kid. Throws a refusal with the reason. */
  async find(tool: Tool, kid: string): Promise<JWK> {
    const known = this.#sets.get(tool.jwksUrl)?.filter((key) => key.kid === kid) ?? [];
    const found =
      known.length > 0 ? known : (await this.#fetch(tool)).filter((key) => key.kid === kid);
    const [key, second] = found;
    if (!key) {
      throw new Refusal(401, `The key set at ${tool.jwksUrl} has no key with kid "${kid}".`);
    }
    if (second) {
      throw new Refusal(401, `The key set at ${tool.jwksUrl} has two keys with kid "${kid}".`);
    }
    if (key.kty !== 'RSA') throw new Refusal(401, `The key "${kid}" is no RSA key.`);
    return key;
  }

  async #fetch(tool: Tool): Promise<JWK[]> {
    try {
      const parsed = keySetSchema.parse(JSON.parse(await fetchText(tool.jwksUrl)));
      const keys = parsed.keys.map((key): JWK => ({ ...key }));
      this.#sets.set(tool.jwksUrl, keys);
      return keys;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new Refusal(
        401,
        `The tool's key set could not be fetched from ${tool.jwksUrl}: ${cause}`,
      );
    }
  }
}

/**
 * Verifies header and signature of a token of the tool: RS256 only, a `kid`, the key from the
 * registered address. The claims are left to the caller, who knows what the token is for.
 */
export async function verifyToolJwt(
  token: string,
  tool: Tool,
  keys: ToolKeys,
): Promise<JWTPayload> {
  const decoded = decodeToken(token);
  if (!decoded) throw new Refusal(401, 'The token is not a signed JWT of three parts.');
  const { alg, kid } = decoded.header;
  if (alg !== 'RS256') throw new Refusal(401, `The token is signed with "${alg}", not with RS256.`);
  if (typeof kid !== 'string' || kid === '') {
    throw new Refusal(401, 'The header of the token has no kid.');
  }
  const key = await importJWK(await keys.find(tool, kid), 'RS256');
  try {
    await compactVerify(token, key, { algorithms: ['RS256'] });
  } catch (error) {
    if (error instanceof errors.JOSEError) {
      throw new Refusal(401, `The signature does not fit the key "${kid}" of the tool.`);
    }
    throw error;
  }
  return decoded.payload;
}

const LEEWAY_SECONDS = 60;
const LONGEST_LIFE_SECONDS = 3600;

/** Checks `iat` and `exp` with 60 s leeway. Throws a refusal with the reason. */
export function checkTimes(payload: JWTPayload, nowMs: number): void {
  const now = nowMs / 1000;
  const { iat, exp } = payload;
  if (typeof iat !== 'number') throw new Refusal(401, 'The claim iat is missing.');
  if (typeof exp !== 'number') throw new Refusal(401, 'The claim exp is missing.');
  if (iat > now + LEEWAY_SECONDS) throw new Refusal(401, 'iat lies in the future.');
  if (exp < now - LEEWAY_SECONDS) throw new Refusal(401, 'exp has passed: the token is too old.');
  if (exp - iat > LONGEST_LIFE_SECONDS)
    throw new Refusal(401, 'The token lives longer than an hour.');
}
