import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepConnections } from '../../support/resting-connections.ts';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

/** A platform inside the test: its keys, its services, and what they were asked. */
export interface PretendPlatform {
  url: string;
  kid: string;
  privateKey: CryptoKey;
  /** Requests of its services, with what came along. */
  asked: { method: string; path: string; headers: Record<string, string>; body: string }[];
  /** What services answer, by "METHOD path"; the first that fits is used. */
  answers: Map<string, Answer | (() => Answer)>;
  publishedKeys: JWK[];
  keySetRequests: number;
  /** What /jwks does instead of answering with the keys. */
  keySetFault: ((response: express.Response) => void) | null;
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** What the platform answers to one request. */
export interface Answer {
  status?: number;
  /** Words after the status in the first line. */
  statusWords?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Starts a platform on loopback with a key of its own. */
export async function startPretendPlatform(): Promise<PretendPlatform> {
  const { privateKey, jwk, kid } = await makeKey('key-1');
  const app = express();
  const platform: PretendPlatform = {
    url: '',
    kid,
    privateKey,
    asked: [],
    answers: new Map<string, Answer | (() => Answer)>(),
    publishedKeys: [jwk],
    keySetRequests: 0,
    keySetFault: null,
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header })
        .sign(privateKey),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  app.get('/jwks', (_request, response) => {
    platform.keySetRequests += 1;
    if (platform.keySetFault) platform.keySetFault(response);
    else response.json({ keys: platform.publishedKeys });
  });
  app.use(express.text({ type: () => true }));
  app.use((request, response) => {
    platform.asked.push({
      method: request.method,
      path: request.originalUrl,
      headers: request.headers as Record<string, string>,
      body: typeof request.body === 'string' ? request.body : '',
    });
    const found = platform.answers.get(`${request.method} ${request.originalUrl}`);
    const answer = typeof found === 'function' ? found() : found;
    response.status(answer?.status ?? (answer ? 200 : 404)).set(answer?.headers ?? {});
    if (answer?.statusWords !== undefined) response.statusMessage = answer.statusWords;
    if (typeof answer?.body === 'string') response.send(answer.body);
    else response.json(answer?.body ?? {});
  });
  const server: Server = keepConnections(app.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  platform.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return platform;
}

/** A key pair as a platform has one. */
export async function makeKey(
  kid: string,
): Promise<{ kid: string; privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { kid, privateKey, publicKey, jwk };
}
