import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { courseTemplateSchema, type CourseTemplate } from '#contract/course-template';

/**
 * The course templates of a folder: `<key>/template.json` each, by key.
 * @throws {Error} that names the file when one does not keep to the schema
 */
export async function readCourseTemplates(folder: string): Promise<CourseTemplate[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const keys = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'frameworks')
    .map((entry) => entry.name)
    .sort();
  return Promise.all(keys.map((key) => readTemplate(join(folder, key, 'template.json'))));
}

async function readTemplate(file: string): Promise<CourseTemplate> {
  try {
    return courseTemplateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The course template ${file} does not keep to its schema.`, { cause });
  }
}
