import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frameworkContentSchema, type FrameworkContent } from '#contract/frameworks';

/**
 * The frameworks that come with Lookfor: every JSON file in a folder, by name.
 * @throws {Error} that names the file when one does not keep to the schema
 */
export async function readFrameworks(folder: string): Promise<FrameworkContent[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => readFramework(join(folder, name))));
}

async function readFramework(file: string): Promise<FrameworkContent> {
  try {
    return frameworkContentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The framework ${file} does not keep to its schema.`, { cause });
  }
}
