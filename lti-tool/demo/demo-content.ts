import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { rootFolder } from '../src/infra/root-folder.ts';

const titled = z.object({ title: z.string(), text: z.string() });
const range = z.tuple([z.number(), z.number()]);
const mark = z.object({
  startSeconds: z.number(),
  endSeconds: z.number().nullable(),
  codeId: z.string(),
  child: z.string().optional(),
  body: z.string(),
});

const clipSchema = z.object({
  id: z.string(),
  title: z.string(),
  fileName: z.string(),
  language: z.string(),
  strategy: titled,
  domain: z.string(),
  ageGroup: z.string(),
  setting: z.string(),
  context: z.object({
    setting: z.string(),
    group: z.string(),
    moment: z.string(),
    before: z.string(),
    remember: z.string(),
  }),
  theory: titled.extend({
    sources: z.array(z.object({ author: z.string(), year: z.number(), title: z.string() })),
  }),
  practices: z.array(titled),
  people: z.array(
    z.object({ pseudonym: z.string(), kind: z.enum(['child', 'adult']), ranges: z.array(range) }),
  ),
  experts: z.array(
    z.object({ name: z.string(), marks: z.array(mark.extend({ because: z.string() })) }),
  ),
});
/** A demo clip as its file in demo/clips says it. */
export type DemoClip = z.infer<typeof clipSchema>;

const classmatesSchema = z.object({
  clipId: z.string(),
  classmates: z.array(
    z.object({
      name: z.string(),
      marks: z.array(mark.extend({ lookFor: z.string() })),
      narration: z
        .object({
          title: z.string(),
          question: z.string(),
          paragraphs: z.array(z.object({ text: z.string(), cites: z.number().int().optional() })),
        })
        .optional(),
    }),
  ),
});
/** What invented classmates noticed and wrote. */
export type Classmate = z.infer<typeof classmatesSchema>['classmates'][number];

/** Demo clips in the order of the library. */
export const DEMO_CLIPS = [
  'bridge-that-was-a-bed',
  'tower-that-was-allowed-to-fall',
  'where-does-the-water-go',
] as const;

const CAPTION_LABELS = {
  en: 'English',
  pl: 'Polski',
  it: 'Italiano',
  nl: 'Nederlands',
  fr: 'Français',
};

function demoFile(...names: string[]): string {
  return join(rootFolder(), 'lti-tool', 'demo', ...names);
}

/** A demo clip with its film and its captions. */
export async function readDemoClip(key: string): Promise<{
  clip: DemoClip;
  film: string;
  captions: { language: string; label: string; vtt: string }[];
}> {
  const clip = clipSchema.parse(
    JSON.parse(await readFile(demoFile('clips', `${key}.json`), 'utf8')),
  );
  const captions = await Promise.all(
    Object.entries(CAPTION_LABELS).map(async ([language, label]) => ({
      language,
      label,
      vtt: await readFile(demoFile('clips', `${key}.${language}.vtt`), 'utf8'),
    })),
  );
  return { clip, film: demoFile('media', clip.fileName), captions };
}

/** The classmates' material and the clip that it is about. */
export async function readClassmates(): Promise<z.infer<typeof classmatesSchema>> {
  return classmatesSchema.parse(
    JSON.parse(await readFile(demoFile('clips', 'classmates.json'), 'utf8')),
  );
}
