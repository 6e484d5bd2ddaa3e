/** Pictures that stand for a film: one at once, and further ones to choose from. */
import { posterArguments, type EncodePlan } from './encode-arguments.ts';
import { runFfmpeg, type FfmpegTools } from './ffmpeg.ts';
import { MediaError } from './media-error.ts';
import { filesBelow } from './packaged-clip.ts';

/** Where the pictures stand that a poster may be chosen from, as shares of the film. */
const posterShares = [0.15, 0.4, 0.65, 0.85];

/** At which seconds of a film one of its pictures may have been taken; null for any other picture. */
export function posterSeconds(name: string, durationSeconds: number): number[] | null {
  const [, number = '1'] = /^poster(?:-(\d))?\.jpg$/.exec(name) ?? [null, ''];
  const share = posterShares[Number(number) - 1];
  if (share === undefined) return null;
  // The first one is taken at the beginning where the film breaks off before its time.
  return number === '1' ? [0, share * durationSeconds] : [share * durationSeconds];
}

/** Makes the picture that stands for the film; throws `unreadable` when none can be decoded. */
export async function makePoster(
  tools: FfmpegTools,
  file: string,
  plan: EncodePlan,
  dir: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // The first seconds of a film are often a lap, a ceiling or a black frame.
  const later = plan.film.durationSeconds * (posterShares[0] ?? 0);
  for (const atSeconds of [later, 0]) {
    const args = posterArguments(file, plan, atSeconds, 'poster.jpg');
    await runFfmpeg(tools, args, { signal, cwd: dir, timeoutMs: 180_000 }).catch(
      (error: unknown) => {
        const isLastTry = atSeconds === 0 || signal?.aborted;
        if (isLastTry) throw error;
      },
    );
    if ((await filesBelow(dir)).includes('poster.jpg')) return;
  }
  throw new MediaError('unreadable', { reason: 'no frame can be decoded' });
}

/** Further pictures of the film; one that cannot be made is left out. */
export async function makeMorePosters(
  tools: FfmpegTools,
  file: string,
  plan: EncodePlan,
  dir: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const wanted = posterShares
    .slice(1)
    .map((share, at) => ({ share, name: `poster-${at + 2}.jpg` }));
  for (const { share, name } of wanted) {
    const args = posterArguments(file, plan, plan.film.durationSeconds * share, name);
    await runFfmpeg(tools, args, { signal, cwd: dir, timeoutMs: 180_000 }).catch(
      (error: unknown) => {
        if (signal?.aborted) throw error;
      },
    );
  }
  const made = await filesBelow(dir);
  return wanted.map(({ name }) => name).filter((name) => made.includes(name));
}
