import type { FileProblem } from '#contract/exchange';
import { pathsIn, unpacked } from './small-zip.ts';

// Whoever unpacks an archive to look at it and packs it again puts a folder around it.
const OWN = /^(?!__MACOSX\/)(?:[^/]+\/)?observation\.json$/;
const OWN_WITHOUT = /(?:^|\/)(?:narration|seminar)\.json$/;
const RESEARCH = /(?:^|\/)codebook\.csv$/;

/** The observation in the archive of one's own work, as our own form; or what the archive is. */
export function observationIn(bytes: Uint8Array): Uint8Array | FileProblem['problem'] {
  const paths = pathsIn(bytes) ?? [];
  const path = paths.find((one) => OWN.test(one));
  if (path === undefined) {
    if (paths.some((one) => RESEARCH.test(one))) return 'research-bundle';
    return paths.some((one) => OWN_WITHOUT.test(one)) ? 'no-observation' : 'other-kind';
  }
  const parts = unpacked(bytes, (one) => one === path);
  return typeof parts === 'string' ? parts : (parts[path] ?? 'not-readable');
}
