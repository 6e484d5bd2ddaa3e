import { Upload } from 'tus-js-client';
import type { Api } from './api.ts';

/** Where a file is sent, and who hears how it fares. */
export interface Sending {
  path: string;
  /** The name of the id in the metadata. */
  idName: string;
  /** What the file is for; also the id of its upload. */
  id: string;
  /** Goes on with what the server has of it already. */
  isResumed: boolean;
  /** Hears how many bytes have gone out, more often than the server says what it has. */
  onSent: (sentBytes: number) => void;
  /** Hears how many bytes the server has acknowledged: so much is safe. */
  onKept?: (keptBytes: number) => void;
  /** The server does not answer for now; sending goes on by itself, and says so by `onSent`. */
  onWait: () => void;
  onDone: () => void;
  /** It stopped; the HTTP status of the refusal, 0 when the file could not be read. */
  onStop: (status: number) => void;
}

const CHUNK_BYTES = 8 * 1024 * 1024;
const FIRST_DELAYS_MS = [0, 1_000, 3_000, 6_000, 12_000];
/** As long as a page is likely to stay open. */
const RETRY_DELAYS_MS = [...FIRST_DELAYS_MS, ...Array<number>(5_000).fill(20_000)];
/** Nobody is there, or only who stands before the server: it may come back at any time. */
const ABSENT = new Set([0, 502, 503, 504]);

/** The protocol error of a tus upload, as far as it says what the server answered. */
interface TusError {
  originalResponse?: { getStatus(): number } | null;
}

/** Begins to send a file by the tus protocol; `abort()` of what it answers holds it. */
export function sendInParts(
  api: Api,
  file: Blob,
  { path, idName, id, isResumed, onSent, onKept, onWait, onDone, onStop }: Sending,
): Upload {
  const upload = new Upload(file, {
    endpoint: api.address(path),
    ...(isResumed && { uploadUrl: api.address(`${path}/${id}`) }),
    metadata: { [idName]: id },
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_DELAYS_MS,
    storeFingerprintForResuming: false,
    // The token changes while a long upload runs.
    onBeforeRequest: async (request) => {
      request.setHeader('Authorization', `Bearer ${await api.freshToken()}`);
    },
    onShouldRetry: (error, attempt) => {
      const status = statusOf(error);
      if (ABSENT.has(status)) {
        // The first is tried again at once.
        if (attempt > 0) onWait();
        return true;
      }
      // Another refusal may pass too, but not for long.
      const mayPass = status === 409 || status === 423 || (status >= 500 && status !== 507);
      return mayPass && attempt < FIRST_DELAYS_MS.length;
    },
    onProgress: onSent,
    onChunkComplete: (_, keptBytes) => onKept?.(keptBytes),
    onSuccess: onDone,
    onError: (error) => onStop(statusOf(error)),
  });
  upload.start();
  return upload;
}

function statusOf(error: Error): number {
  return (error as TusError).originalResponse?.getStatus() ?? 0;
}
