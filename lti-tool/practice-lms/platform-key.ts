import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { z } from 'zod';
import { isMissingFile, writeWhole } from './saved-state.ts';

/** The key with which this LMS signs its launches. */
export interface PlatformKey {
  kid: string;
  /** Public half, as `/jwks` publishes it. */
  publicJwk: JWK;
  /** Signs an id_token with RS256 and the `kid` in the header. */
  sign(payload: JWTPayload): Promise<string>;
}

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), n: z.string(), e: z.string() });

async function readPrivateJwk(path: string): Promise<JWK | undefined> {
  try {
    return jwkSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

/** Makes the signing key, or reads the one that an earlier run left in the folder. */
export async function loadPlatformKey(folder: string | undefined): Promise<PlatformKey> {
  const path = folder === undefined ? undefined : join(folder, 'platform-key.json');
  let privateJwk = path === undefined ? undefined : await readPrivateJwk(path);
  if (!privateJwk) {
    const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
    privateJwk = await exportJWK(pair.privateKey);
    if (path !== undefined && folder !== undefined) {
      await mkdir(folder, { recursive: true });
      await writeWhole(path, JSON.stringify(privateJwk), 0o600);
    }
  }
  const { kty, n, e } = privateJwk;
  const kid = await calculateJwkThumbprint({ kty, n, e });
  const key = await importJWK(privateJwk, 'RS256');
  return {
    kid,
    publicJwk: { kty, n, e, kid, use: 'sig', alg: 'RS256' },
    sign: (payload) =>
      new SignJWT(payload).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(key),
  };
}
