import { unzipSync } from 'fflate';

const MOST_BYTES = 20_000_000;

/** The paths in an archive; undefined where it cannot be read. Nothing is unpacked. */
export function pathsIn(bytes: Uint8Array): string[] | undefined {
  const paths: string[] = [];
  const isWanted = (path: string): boolean => {
    paths.push(path);
    return false;
  };
  return typeof unpacked(bytes, isWanted) === 'string' ? undefined : paths;
}

/**
 * The wanted parts of an archive, or why there are none. They are unpacked into room of the size
 * that the archive states, and only while all of them together stay small.
 */
export function unpacked(
  bytes: Uint8Array,
  isWanted: (path: string) => boolean,
): Record<string, Uint8Array> | 'not-readable' | 'too-large' {
  let total = 0;
  try {
    const parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!isWanted(name)) return false;
        total += originalSize;
        return total <= MOST_BYTES;
      },
    });
    return total > MOST_BYTES ? 'too-large' : parts;
  } catch {
    return 'not-readable';
  }
}
