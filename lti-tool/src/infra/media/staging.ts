/** Makes a folder appear whole or not at all. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const partMark = '.part-';
const oldMark = '.old-';

/**
 * Runs `fill` on a new folder beside `outFolder`, and puts that folder in its place when it
 * resolves. When it rejects, or the process is killed, `outFolder` is as it was; what a killed run left
 * beside it is removed by the next run. One run per folder at a time.
 */
export async function intoPlace<T>(
  outFolder: string,
  fill: (dir: string) => Promise<T>,
): Promise<T> {
  const outDir = resolve(outFolder);
  const parent = dirname(outDir);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(outDir);
  const part = `${outDir}${partMark}${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(part);
    const result = await fill(part);
    await replace(outDir, part);
    return result;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function replace(outDir: string, part: string): Promise<void> {
  // A folder cannot be renamed onto a full one, so an earlier result steps aside first.
  const old = `${outDir}${oldMark}${randomBytes(6).toString('hex')}`;
  const hadOld = await rename(outDir, old).then(
    () => true,
    () => false,
  );
  await rename(part, outDir);
  if (hadOld) await rm(old, { recursive: true, force: true });
}

async function removeLeftovers(outDir: string): Promise<void> {
  const name = basename(outDir);
  const parent = dirname(outDir);
  for (const entry of await readdir(parent)) {
    const isLeftover = [partMark, oldMark].some((mark) => entry.startsWith(name + mark));
    if (isLeftover) await rm(join(parent, entry), { recursive: true, force: true });
  }
}
