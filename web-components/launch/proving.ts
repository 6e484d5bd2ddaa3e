import type { LaunchFacts } from '#contract/launch';
import { PlatformStorage } from './platform-storage.ts';

/** It was stored a moment ago: an LMS that is slow to give it back is worth waiting for. */
const STORAGE_MS = 10_000;

/**
 * The page of a launch that the browser's cookie did not prove: asks the LMS for what it stored at
 * the login and sends it with the held launch. Without an answer the server refuses in words.
 */
export async function prove(facts: LaunchFacts & { step: 'proving' }): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('form#confirm');
  const field = form?.elements.namedItem('secret');
  if (!form || !(field instanceof HTMLInputElement)) return;
  const storage = new PlatformStorage(facts.storage);
  field.value = (await storage.get(STORAGE_MS)) ?? '';
  storage.forget();
  form.submit();
}
