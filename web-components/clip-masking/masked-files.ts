/**
 * Where a masked film lies on this device until the server has all of it: in the browser's private
 * file system, so that a reload loses nothing; else in parts that live as long as the page.
 */
import type { StreamTargetChunk } from 'mediabunny';

/** A file that is being written. */
export interface FileToCome {
  writable: WritableStream<StreamTargetChunk>;
  finish(name: string, mediaType: string): Promise<File>;
  discard(): Promise<void>;
}

const FOLDER = 'lookfor-masked';
const FORGOTTEN_MS = 8 * 24 * 3_600_000;
const PART_BYTES = 4 * 1024 * 1024;

/** Where kept films lie; undefined where the browser keeps nothing for us. */
async function folder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return undefined;
  }
}

/** Begins a file. */
export async function openFileToCome(): Promise<FileToCome> {
  const kept = await folder();
  const name = crypto.randomUUID();
  try {
    const handle = await kept?.getFileHandle(name, { create: true });
    const writable = await handle?.createWritable();
    if (kept && handle && writable) {
      return {
        writable,
        async finish(fileName, mediaType) {
          const file = await handle.getFile();
          const named = new File([file], fileName, { type: mediaType });
          sources.set(named, name);
          return named;
        },
        async discard() {
          await writable.abort().catch(() => undefined);
          await kept.removeEntry(name).catch(() => undefined);
        },
      };
    }
  } catch {
    // Some browsers keep files but cannot write to them here.
  }
  return inParts();
}

/** Films that lie in the private file system, by the name of their file there. */
const sources = new WeakMap<File, string>();

/** Keeps a finished film for its clip until its upload is complete. */
export async function keepForClip(file: File, clipId: string): Promise<void> {
  const name = sources.get(file);
  const kept = name === undefined ? undefined : await folder();
  if (!kept || name === undefined) return;
  try {
    localStorage.setItem(`${FOLDER}:${clipId}`, JSON.stringify({ name, fileName: file.name }));
  } catch {
    // Then only this page can send it.
  }
}

/** The film that was kept for a clip. */
export async function keptForClip(clipId: string): Promise<File | undefined> {
  try {
    const text = localStorage.getItem(`${FOLDER}:${clipId}`);
    const kept = text === null ? undefined : await folder();
    if (!kept || text === null) return undefined;
    const { name, fileName } = JSON.parse(text) as { name: string; fileName: string };
    const file = await (await kept.getFileHandle(name)).getFile();
    const named = new File([file], fileName, { type: file.type });
    sources.set(named, name);
    return named;
  } catch {
    return undefined;
  }
}

/** Forgets the film of a clip that the server has, and films that nobody asked for in a week. */
export async function forgetClip(clipId: string): Promise<void> {
  const kept = await folder();
  try {
    const text = localStorage.getItem(`${FOLDER}:${clipId}`);
    localStorage.removeItem(`${FOLDER}:${clipId}`);
    if (text !== null) await kept?.removeEntry((JSON.parse(text) as { name: string }).name);
    for await (const [name, handle] of kept?.entries() ?? []) {
      const isOld =
        handle instanceof FileSystemFileHandle &&
        Date.now() - (await handle.getFile()).lastModified > FORGOTTEN_MS;
      if (isOld) await kept?.removeEntry(name);
    }
  } catch {
    // The browser forgets by itself sooner or later.
  }
}

/** A file of parts, each of which the browser may move out of memory. */
function inParts(): FileToCome {
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let length = 0;
  const store = (): void => {
    if (waitingBytes > 0) parts.push(new Blob(waiting));
    waiting = [];
    waitingBytes = 0;
  };
  return {
    writable: new WritableStream({
      write({ data, position }) {
        if (position !== length) throw new RangeError('written out of order');
        waiting.push(data.slice());
        waitingBytes += data.length;
        length += data.length;
        if (waitingBytes >= PART_BYTES) store();
      },
    }),
    finish(name, mediaType) {
      store();
      return Promise.resolve(new File(parts, name, { type: mediaType }));
    },
    discard() {
      parts.length = 0;
      waiting = [];
      return Promise.resolve();
    },
  };
}
