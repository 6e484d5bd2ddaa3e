/** Writes compressed twins beside built files, so that the server has nothing to compress. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const twins = {
  br: promisify(brotliCompress),
  gz: promisify(gzip),
};

/**
 * Compresses every script, style and drawing of a folder as far as it goes. A twin that would save
 * nothing is left out.
 */
export async function compressFolder(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name));
      const options = {
        br: { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } },
        gz: { level: constants.Z_BEST_COMPRESSION },
      };
      for (const [ending, compress] of Object.entries(twins)) {
        const twin = await compress(content, options[ending]);
        if (twin.length < content.length) await writeFile(join(folder, `${name}.${ending}`), twin);
      }
    }),
  );
}
