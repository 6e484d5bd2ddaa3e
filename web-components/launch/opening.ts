import type { LaunchFacts } from '#contract/launch';
import { PlatformStorage } from './platform-storage.ts';

/** What a person waits for at most; a button within three seconds is promised. */
const DECISION_MS = 2_500;
/** So long the storage of the LMS is left in peace: most browsers keep the cookie. */
const PROBE_ALONE_MS = 1_000;

/**
 * The page of a login: goes on to the LMS as soon as this browser can be recognised afterwards, by
 * a cookie or by the storage of the LMS; otherwise offers a window of its own. This must be known
 * before going on, since what the LMS hands out there is good for one use.
 */
export async function open(facts: LaunchFacts & { step: 'opening' }): Promise<void> {
  if (await canBeRecognised(facts)) {
    location.replace(facts.authUrl);
    return;
  }
  show('waiting', false);
  show('foot-waiting', false);
  show('own-window', true);
  show('foot-own-window', true);
  focusHeading('own-window');
  document.querySelector('#own-window form')?.addEventListener('submit', () => {
    // The form is sent first. Many an LMS takes a login once: another press would end in an error.
    setTimeout(() => {
      show('own-window', false);
      show('opened', true);
      focusHeading('opened');
    });
  });
}

function focusHeading(id: string): void {
  document.querySelector<HTMLElement>(`#${id} h1`)?.focus();
}

/** By the cookie, or by the storage; a server that is slow to tell of the cookie is listened to on. */
async function canBeRecognised({
  probeUrl,
  storage,
}: LaunchFacts & { step: 'opening' }): Promise<boolean> {
  const probe = keepsCookie(probeUrl);
  const late = new Promise<false>((resolve) => setTimeout(resolve, PROBE_ALONE_MS, false));
  if (await Promise.race([probe, late])) return true;
  const stored = storesValue(storage);
  return firstTrue([probe, stored]);
}

/** True as soon as one of them is; false when none is. */
async function firstTrue(answers: readonly Promise<boolean>[]): Promise<boolean> {
  const wishes = answers.map(async (answer) => (await answer) || Promise.reject(new Error('no')));
  return Promise.any(wishes).catch(() => false);
}

async function keepsCookie(probeUrl: string): Promise<boolean> {
  const patience = new AbortController();
  setTimeout(() => patience.abort(), DECISION_MS);
  try {
    const answer = await fetch(probeUrl, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: patience.signal,
    });
    const { kept } = (await answer.json()) as { kept?: unknown };
    return kept === true;
  } catch {
    return false;
  }
}

async function storesValue(
  storage: (LaunchFacts & { step: 'opening' })['storage'],
): Promise<boolean> {
  return (
    storage !== null &&
    new PlatformStorage(storage).put(storage.value, DECISION_MS - PROBE_ALONE_MS)
  );
}

function show(id: string, isShown: boolean): void {
  const element = document.getElementById(id);
  if (element) element.hidden = !isShown;
}
