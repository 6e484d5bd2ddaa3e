import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Place } from '#server/infra/s3-storage';
import { keepConnections } from './resting-connections.ts';

/** What goes wrong between us and the object store. */
export type StoreFault =
  | null
  /** Answers 503 SlowDown. */
  | 'busy'
  /** Takes the request and never answers. */
  | 'silent'
  /** Sends half of the content, then closes the connection. */
  | 'breaks-off';

/** A real S3-compatible server, behind a front that can fail and that asks for credentials. */
export interface ObjectStore {
  place: S3Place;
  /** Of requests with this method (all when absent), so many (all when absent) meet the fault. */
  fail(fault: StoreFault, only?: { method?: string; times?: number }): void;
  /** Whether somebody without credentials may look into the bucket. */
  isPublic: boolean;
  /** Everything that is in the bucket. */
  keys(): Promise<string[]>;
  /** Requests that reached the store, such as `GET /clips/masters/…`. */
  requests: string[];
  close(): Promise<void>;
}

const BUCKET = 'clips';
/** The fixed key that the test server knows. */
const KEY = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** Starts a store with one empty bucket. */
export async function startObjectStore(prefix = ''): Promise<ObjectStore> {
  const directory = await mkdtemp(join(tmpdir(), 'object-store-'));
  const store = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await store.run();
  let fault: StoreFault = null;
  let only: { method?: string | undefined; left: number } = { left: 0 };
  const requests: string[] = [];
  const open = { isPublic: false };

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming;
    requests.push(`${method} ${url}`);
    if (headers.authorization === undefined) {
      outgoing.writeHead(open.isPublic ? 200 : 403, { 'content-type': 'application/xml' });
      outgoing.end(
        open.isPublic ? '<ListBucketResult/>' : '<Error><Code>AccessDenied</Code></Error>',
      );
      return;
    }
    let met: StoreFault = null;
    if (fault && only.left > 0 && (only.method === undefined || only.method === method)) {
      only.left -= 1;
      met = fault;
    }
    if (met === 'silent') return;
    if (met === 'busy') {
      incoming.resume();
      outgoing.writeHead(503, { 'content-type': 'application/xml' });
      outgoing.end('<Error><Code>SlowDown</Code><Message>Later.</Message></Error>');
      return;
    }
    const toStore = { host: '127.0.0.1', port, method, path: url, headers, agent: false } as const;
    const onward = request(toStore, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      if (met !== 'breaks-off') return void answer.pipe(outgoing);
      const half = Math.floor(Number(answer.headers['content-length'] ?? 0) / 2);
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        const piece = chunk.subarray(0, Math.max(0, half - sent));
        sent += piece.length;
        outgoing.write(piece);
        if (sent >= half) setImmediate(() => outgoing.destroy());
      });
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  const client = new S3Client({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', forcePathStyle: true },
    credentials: KEY,
  });
  const front = keepConnections(createServer(forward));
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  return {
    place: {
      ...{ bucket: BUCKET, prefix, endpoint, region: 'us-east-1', isPathStyle: true },
      credentials: KEY,
    },
    fail(next, { method, times = Infinity } = {}) {
      fault = next;
      only = { method, left: times };
    },
    get isPublic() {
      return open.isPublic;
    },
    set isPublic(value) {
      open.isPublic = value;
    },
    requests,
    async keys() {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    async close() {
      client.destroy();
      front.closeAllConnections();
      await new Promise((done) => front.close(done));
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
