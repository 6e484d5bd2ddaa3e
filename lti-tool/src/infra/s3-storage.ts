import {
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from './app-error.ts';
import type { Storage, StoredFile } from './storage.ts';

/** A bucket of an object store that speaks S3. */
export interface S3Place {
  bucket: string;
  /** Everything of ours lies below it; '' or a path that ends in `/`. */
  prefix: string;
  /** Null for Amazon's own. */
  endpoint: string | null;
  region: string;
  /** Null: as the machine has them (role, profile, environment). */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
  /** `https://host/bucket` instead of `https://bucket.host`. */
  isPathStyle: boolean;
}

/** Times after which a store that is silent is taken for away. */
export interface S3Patience {
  connectMs: number;
  /** Until it begins to answer, and between two pieces of an answer. */
  silenceMs: number;
  attempts: number;
}

const PATIENCE: S3Patience = { connectMs: 3_000, silenceMs: 20_000, attempts: 3 };
/** A larger file is sent in parts: S3 wants at least 5 MiB for each, and at most 10,000 of them. */
const WHOLE_BYTES = 16 * 1024 ** 2;
const MOST_PARTS = 9_000;
const AT_ONCE = 8;
/** What stands under a key is asked for again after this time; a read names the version it means. */
const REMEMBERED_MS = 60_000;
const MOST_REMEMBERED = 5_000;
const ANONYMOUS_TIMEOUT_MS = 5_000;

/** Files in a bucket. An object appears whole or not at all: that is what S3 promises. */
export function s3Storage(place: S3Place, patience: S3Patience = PATIENCE): Storage {
  const { bucket, prefix } = place;
  const client = openClient(place, patience);
  const remembered = new Map<string, { atMs: number; file: StoredFile }>();
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + key });

  async function putFile(localPath: string, key: string): Promise<void> {
    const { size } = await stat(localPath);
    if (size <= WHOLE_BYTES) {
      const Body = await readFile(localPath);
      await answered(client.send(new PutObjectCommand({ ...at(key), Body })));
    } else {
      const upload = new Upload({
        client,
        params: { ...at(key), Body: createReadStream(localPath) },
        partSize: Math.max(WHOLE_BYTES, Math.ceil(size / MOST_PARTS)),
        queueSize: 4,
      });
      // What has arrived of a file that breaks off is thrown away there.
      await answered(upload.done());
    }
    remembered.delete(key);
  }

  /** The key itself, and all that lies below it as a folder. */
  async function filesAt(key: string): Promise<{ key: string; bytes: number }[]> {
    const files: { key: string; bytes: number }[] = [];
    const own = prefix + key;
    let ContinuationToken: string | undefined;
    do {
      const page = await answered(
        client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: own, ContinuationToken })),
      );
      for (const { Key, Size = 0 } of page.Contents ?? [])
        if (Key !== undefined) files.push({ key: Key, bytes: Size });
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
    return files.filter((one) => one.key === own || one.key.startsWith(`${own}/`));
  }

  const keysAt = async (key: string): Promise<string[]> =>
    (await filesAt(key)).map((file) => file.key);

  async function removeListed(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += 1_000) {
      const Objects = keys.slice(from, from + 1_000).map((Key) => ({ Key }));
      const Delete = { Objects, Quiet: true };
      await answered(client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete })));
    }
  }

  /** It is removed when it is no longer listed, whatever the store answered on the way. */
  async function remove(key: string): Promise<void> {
    for (const one of remembered.keys())
      if (one === key || one.startsWith(`${key}/`)) remembered.delete(one);
    let cause: unknown;
    for (let tries = 0; tries <= patience.attempts; tries += 1) {
      const keys = await keysAt(key);
      if (keys.length === 0) return;
      await removeListed(keys).catch((error: unknown) => (cause = error));
    }
    if ((await keysAt(key)).length > 0) throw new AppError('unavailable', {}, { cause });
  }

  async function read(key: string, { range, tag }: Parameters<Storage['read']>[1] = {}) {
    try {
      const { Body, ETag } = await answered(
        client.send(
          new GetObjectCommand({
            ...at(key),
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
            ...(tag !== undefined && { IfMatch: tag }),
          }),
        ),
      );
      if (tag !== undefined && ETag !== tag) {
        // A store that does not know If-Match.
        (Body as Readable).destroy();
        throw new AppError('unavailable');
      }
      // It fails, and does not end, when the connection breaks off before all of it is here.
      return Body as Readable;
    } catch (error) {
      remembered.delete(key);
      throw error;
    }
  }

  return {
    read,
    remove,
    async adopt(localPath, key) {
      if (!(await stat(localPath)).isDirectory()) {
        await putFile(localPath, key);
        return rm(localPath);
      }
      await remove(key);
      const entries = await readdir(localPath, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      await inTurns(files, (file) =>
        putFile(file, `${key}/${file.slice(localPath.length + 1).replaceAll('\\', '/')}`),
      );
      await rm(localPath, { recursive: true });
    },
    async measure(key) {
      const files = await filesAt(key);
      return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    async stat(key) {
      const known = remembered.get(key);
      if (known && Date.now() - known.atMs < REMEMBERED_MS) return known.file;
      try {
        const found = await answered(client.send(new HeadObjectCommand(at(key))));
        const file = { bytes: found.ContentLength ?? 0, tag: found.ETag ?? `"${randomUUID()}"` };
        remembered.delete(key);
        remembered.set(key, { atMs: Date.now(), file });
        const [oldest] = remembered.keys();
        if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
        return file;
      } catch (error) {
        if (error instanceof AppError && error.code === 'not_found') return null;
        throw error;
      }
    },
    async checkOut(key, folder) {
      await mkdir(folder, { recursive: true });
      const path = join(folder, `checked-out-${randomUUID()}`);
      const body = await read(key);
      let broken: unknown;
      body.once('error', (error) => (broken = error));
      try {
        await pipeline(body, createWriteStream(path));
        return path;
      } catch (error) {
        await rm(path, { force: true });
        throw broken === undefined ? error : new AppError('unavailable', {}, { cause: broken });
      }
    },
    async concerns() {
      const listed = await isListedToEverybody(place);
      const keepsVersions = await client
        .send(new GetBucketVersioningCommand({ Bucket: bucket }))
        .then(({ Status }) => Status === 'Enabled')
        .catch(() => false);
      return [
        ...(listed
          ? [`Everybody can list the bucket ${bucket}: switch off its public access.`]
          : []),
        ...(keepsVersions
          ? [
              `The bucket ${bucket} keeps old versions: what is masked or removed stays in it. Switch versioning off, or let a lifecycle rule remove old versions at once.`,
            ]
          : []),
      ];
    },
  };
}

/**
 * Looks once whether the bucket is there and may be read with these credentials.
 * @returns what is wrong with the settings; null when nothing is, or when the store does not answer.
 */
export async function s3Refusal(place: S3Place): Promise<string | null> {
  const client = openClient(place, { ...PATIENCE, silenceMs: 5_000 });
  try {
    const { bucket: Bucket, prefix: Prefix } = place;
    await client.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    return null;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) return null;
    const status = error.$metadata.httpStatusCode ?? 0;
    if (status >= 500 || status === 429 || status === 0) return null;
    return `${error.name} (HTTP ${status}) for the bucket ${place.bucket}`;
  } finally {
    client.destroy();
  }
}

function openClient(place: S3Place, patience: S3Patience): S3Client {
  return new S3Client({
    region: place.region,
    forcePathStyle: place.isPathStyle,
    ...(place.endpoint !== null && { endpoint: place.endpoint }),
    ...(place.credentials && { credentials: place.credentials }),
    maxAttempts: patience.attempts,
    requestHandler: {
      connectionTimeout: patience.connectMs,
      requestTimeout: patience.silenceMs,
      throwOnRequestTimeout: true,
      socketTimeout: patience.silenceMs,
      httpAgent: { keepAlive: true, maxSockets: 128 },
      httpsAgent: { keepAlive: true, maxSockets: 128 },
    },
    // The checksums that the SDK adds by itself are stored as content by stores that do not know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** The answer of the store, or our error. */
async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (cause) {
    const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : 0;
    throw new AppError(status === 404 ? 'not_found' : 'unavailable', {}, { cause });
  }
}

/** Whether the bucket's content can be listed by somebody without credentials. */
async function isListedToEverybody({ bucket, endpoint, region, isPathStyle }: S3Place) {
  const base = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  if (isPathStyle) base.pathname = `${base.pathname.replace(/\/$/, '')}/${bucket}`;
  else base.hostname = `${bucket}.${base.hostname}`;
  base.search = '?list-type=2&max-keys=1';
  try {
    const signal = AbortSignal.timeout(ANONYMOUS_TIMEOUT_MS);
    return (await fetch(base, { signal, redirect: 'manual' })).ok;
  } catch {
    return false;
  }
}

/** Does the same with every one, a few at once; the first failure ends it. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const takeTurns = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        await work(one);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const turns = await Promise.allSettled(Array.from({ length: AT_ONCE }, takeTurns));
  for (const turn of turns) if (turn.status === 'rejected') throw turn.reason;
}
