import type { Deps } from '../src/deps.ts';

export async function startDemo(
  _deps: Deps,
  _tell: (progress: { words: string }) => void,
): Promise<void> {
  await Promise.resolve();
}
