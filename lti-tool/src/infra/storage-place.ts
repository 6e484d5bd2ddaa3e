import { access, constants, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { S3Place } from './s3-storage.ts';
import { folderStorage, type Storage } from './storage.ts';

/** Where clips are kept. */
export type StoragePlace = { kind: 'folder'; folder: string } | ({ kind: 's3' } & S3Place);

/** The settings that say it, as they stand in the environment. */
export interface StorageSettings {
  STORAGE_URL?: string | undefined;
  S3_ENDPOINT?: string | undefined;
  S3_REGION?: string | undefined;
  S3_ACCESS_KEY_ID?: string | undefined;
  S3_SECRET_ACCESS_KEY?: string | undefined;
  S3_PATH_STYLE?: boolean | undefined;
}

/** The place that settings name; a sentence when they are wrong. */
export function readStoragePlace(
  settings: StorageSettings,
  usualFolder: string,
): StoragePlace | string {
  const { STORAGE_URL, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings;
  if (STORAGE_URL === undefined) return { kind: 'folder', folder: usualFolder };
  const url = new URL(STORAGE_URL);
  if (url.protocol === 'file:') {
    if (url.host !== '') return 'STORAGE_URL: a folder is written as file:///srv/lookfor/files';
    return { kind: 'folder', folder: fileURLToPath(url).replace(/\/+$/, '') };
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.hostname))
    return 'STORAGE_URL: a bucket is written as s3://bucket or s3://bucket/folder';
  if (url.username || url.password || url.port || url.search || url.hash)
    return 'STORAGE_URL: names the bucket alone; the store is S3_ENDPOINT, the key S3_ACCESS_KEY_ID';
  if ((S3_ACCESS_KEY_ID === undefined) !== (S3_SECRET_ACCESS_KEY === undefined))
    return 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: both, or none where the machine has a role';
  const folder = url.pathname.replace(/^\/+|\/+$/g, '');
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix: folder && `${decodeURIComponent(folder)}/`,
    endpoint: S3_ENDPOINT ?? null,
    region: settings.S3_REGION ?? 'us-east-1',
    credentials:
      S3_ACCESS_KEY_ID !== undefined && S3_SECRET_ACCESS_KEY !== undefined
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : null,
    isPathStyle: settings.S3_PATH_STYLE ?? S3_ENDPOINT !== undefined,
  };
}

/** What a place is called in a sentence. */
export function placeWords(place: StoragePlace): string {
  return place.kind === 'folder' ? place.folder : `the bucket ${place.bucket}`;
}

/** Opens the place. The client of S3 is loaded only where there is one. */
export async function openStorage(place: StoragePlace): Promise<Storage> {
  if (place.kind === 'folder') return folderStorage(place.folder);
  const { s3Storage } = await import('./s3-storage.ts');
  return s3Storage(place);
}

/**
 * Looks once, at start, whether the place can be worked with at all. A store that does not answer
 * now may answer later: that is no reason not to start.
 * @returns why not; null when nothing speaks against it.
 */
export async function storageRefusal(place: StoragePlace): Promise<string | null> {
  if (place.kind === 's3') {
    const { s3Refusal } = await import('./s3-storage.ts');
    const refusal = await s3Refusal(place);
    return refusal && `STORAGE_URL: the store answers ${refusal}`;
  }
  try {
    await mkdir(place.folder, { recursive: true });
    await access(place.folder, constants.W_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return `STORAGE_URL: ${place.folder} cannot be written (${code})`;
  }
}
