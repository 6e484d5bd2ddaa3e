import type { SmallFile } from '#contract/common-shapes';
import { spokenNoteRoutes, type SPOKEN_MEDIA_TYPES } from '#contract/spoken-notes';
import { ApiError, type Api } from '#elements/kit/api';
import type { LocalStore } from '#elements/kit/local-store';
import { SPOKEN_QUEUE } from './spoken-queue.ts';

/** A recording that waits on this device until the server has it. */
export interface WaitingNote {
  noteId: string;
  markId: string;
  mediaType: (typeof SPOKEN_MEDIA_TYPES)[number];
  base64: string;
  agreedAt: string;
  /** When it was recorded; absent in what an older page kept. */
  madeAt?: string;
}

/** Refusals that trying again mends only when somebody undoes what led to them. */
const FINAL: readonly string[] = [
  'mark_removed',
  'already_handed_in',
  'not_allowed',
  'invalid_request',
];
/** So long undo finds a recording, here as on the server. */
const KEPT_FOR_UNDO_MS = 24 * 3_600_000;

/** Keeps a recording on this device first. */
export async function keepSpoken(localStore: LocalStore, note: WaitingNote): Promise<void> {
  await localStore.enqueue(SPOKEN_QUEUE, note);
}

/**
 * Sends what waits. What the server does not take now stays for the next time; what it will not take
 * (its mark was removed, say) is let go of after a day.
 */
export async function sendSpoken(
  api: Api,
  localStore: LocalStore,
  now: () => number = Date.now,
): Promise<void> {
  for (const { id, change } of await localStore.queued<WaitingNote>(SPOKEN_QUEUE)) {
    const { noteId, markId, madeAt, ...body } = change;
    try {
      await api.call(spokenNoteRoutes.keepSpokenNote, { params: { markId, noteId }, body });
      await localStore.settle(id);
    } catch (error) {
      // The mark of another may still be on its way; without a connection none gets through.
      if (!(error instanceof ApiError) || error.code === 'offline') return;
      const ageMs = now() - (madeAt === undefined ? 0 : Date.parse(madeAt));
      if (FINAL.includes(error.code) && ageMs > KEPT_FOR_UNDO_MS) await localStore.settle(id);
    }
  }
}

/** What was said: from this device while it waits there, else from the server. */
export async function hearSpoken(
  api: Api,
  localStore: LocalStore,
  noteId: string,
): Promise<Pick<SmallFile, 'mediaType' | 'base64'>> {
  const waiting = await localStore.queued<WaitingNote>(SPOKEN_QUEUE);
  const own = waiting.find(({ change }) => change.noteId === noteId);
  return own?.change ?? (await api.call(spokenNoteRoutes.hearSpokenNote, { params: { noteId } }));
}

/** Takes a recording back, wherever it is. */
export async function takeSpokenBack(
  api: Api,
  localStore: LocalStore,
  noteId: string,
): Promise<void> {
  for (const { id, change } of await localStore.queued<WaitingNote>(SPOKEN_QUEUE))
    if (change.noteId === noteId) await localStore.settle(id);
  try {
    await api.call(spokenNoteRoutes.removeSpokenNote, { params: { noteId } });
  } catch (error) {
    // It never got there, or is gone already.
    if (!(error instanceof ApiError) || error.code !== 'not_found') throw error;
  }
}

/** Bytes as base64. */
export async function base64Of(sound: Blob): Promise<string> {
  const bytes = new Uint8Array(await sound.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}

/** A sound that an audio element plays. The caller revokes the address. */
export function soundAddress({
  mediaType,
  base64,
}: Pick<SmallFile, 'mediaType' | 'base64'>): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: mediaType }));
}
