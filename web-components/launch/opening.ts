import type { LaunchFacts } from '#contract/launch';
import { PlatformStorage } from './platform-storage.ts';

const PROBE_MS = 1_000;
const STORAGE_MS = 1_500;

/**
 * The page of a login: goes on to the LMS as soon as this browser can be recognised afterwards, by
 * a cookie or by the storage of the LMS; otherwise offers a window of its own. This must be known
 * before going on, since what the LMS hands out there is good for one use.
 */
export async function open(facts: LaunchFacts & { step: 'opening' }): Promise<void> {
  if ((await keepsCookie(facts.probeUrl)) || (await storesValue(facts.storage))) {
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

async function keepsCookie(probeUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(probeUrl, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_MS),
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
  return storage !== null && new PlatformStorage(storage).put(storage.value, STORAGE_MS);
}

function show(id: string, isShown: boolean): void {
  const element = document.getElementById(id);
  if (element) element.hidden = !isShown;
}
