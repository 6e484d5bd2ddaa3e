import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CoursePage } from './course-pages.ts';
import type { SavedCourse } from './course-state.ts';
import { PLATFORM_KEYS } from './platforms/platform.ts';

const FILE_NAME = 'practice-lms.json';
const FORM = 1;

// Only the outline is checked: the file is written by this program and nobody else.
const fileSchema = z.object({
  form: z.literal(FORM),
  saved: z.object({
    tools: z.array(z.custom<SavedCourse['tools'][number]>()),
    activities: z.array(z.custom<SavedCourse['activities'][number]>()),
    pages: z.array(z.custom<CoursePage>()).default([]),
    columns: z.array(z.custom<SavedCourse['columns'][number]>()),
    cells: z.array(z.custom<SavedCourse['cells'][number]>()),
    lastActivityId: z.number().int(),
    lastColumnId: z.number().int(),
    platform: z.enum(PLATFORM_KEYS).default('practice'),
  }),
});

/** Writes a file so that a reader, or a crash, sees the old or the new content and never half. */
export async function writeWhole(path: string, content: string, mode = 0o644): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
}

/** Whether an error says that a file does not exist. */
export function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Reads what an earlier run kept. Throws when a file is there that cannot be read. */
export async function readSavedCourse(folder: string): Promise<SavedCourse | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE_NAME), 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
  return fileSchema.parse(JSON.parse(text)).saved;
}

/** Keeps the course in a folder; changes that come fast are written together, one write at a time. */
export class CourseFile {
  readonly #folder: string;
  readonly #read: () => SavedCourse;
  #dirty = false;
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(folder: string, read: () => SavedCourse) {
    this.#folder = folder;
    this.#read = read;
  }

  /** Says that something changed; it is written soon. */
  touch(): void {
    this.#dirty = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when everything is on disk; throws if the last write failed. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async #write(): Promise<void> {
    while (this.#dirty) {
      this.#dirty = false;
      try {
        await mkdir(this.#folder, { recursive: true });
        const content = JSON.stringify({ form: FORM, saved: this.#read() }, null, 2);
        await writeWhole(join(this.#folder, FILE_NAME), content);
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error instanceof Error ? error : new Error(String(error));
      }
    }
  }
}
