/**
 * The demo clips are four things that must tell one story: the script, the film, the captions in
 * five languages, and what experts and classmates wrote. These tests hold them together.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { captionsOf } from '../../../lti-tool/demo/scenes/captions.ts';
import { captionLanguages } from '../../../lti-tool/demo/scenes/script.ts';
import { createStage, secondsOnScreen } from '../../../lti-tool/demo/scenes/stage.ts';
import { stories } from '../../../lti-tool/demo/scenes/stories.ts';

const demoFolder = join(import.meta.dirname, '../../../lti-tool/demo');
const largestFilmBytes = 2_500_000;

const levers = z.enum([
  'rich-language',
  'exploring-thinking',
  'warm-relations',
  'artistic-expression',
  'being-touched',
  'knowledge-insight',
  'acting-reflecting',
]);
const sentence = z.string().trim().min(1);
const titled = z.strictObject({ title: sentence, text: sentence });
const mark = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().positive().nullable(),
  codeId: levers,
  child: sentence.optional(),
  body: sentence,
  because: sentence,
});
const clipFile = z.strictObject({
  id: sentence,
  title: sentence,
  fileName: sentence,
  durationSeconds: z.number().positive(),
  language: z.literal('en'),
  strategy: titled,
  domain: sentence,
  ageGroup: sentence,
  setting: sentence,
  context: z.strictObject({
    setting: sentence,
    group: sentence,
    moment: sentence,
    before: sentence,
    remember: sentence,
  }),
  theory: titled.extend({
    sources: z
      .array(z.strictObject({ author: sentence, year: z.number().int(), title: sentence }))
      .min(1),
  }),
  practices: z.array(titled).length(3),
  people: z
    .array(
      z.strictObject({
        pseudonym: sentence,
        kind: z.enum(['child', 'adult']),
        ranges: z.array(z.tuple([z.number(), z.number()])).min(1),
      }),
    )
    .min(4),
  experts: z.array(z.strictObject({ name: sentence, marks: z.array(mark).min(6).max(10) })).min(1),
});
const classmatesFile = z.strictObject({
  clipId: sentence,
  classmates: z
    .array(
      z.strictObject({
        name: sentence,
        marks: z
          .array(
            mark
              .omit({ because: true })
              .extend({ lookFor: z.enum(['initiative', 'answer', 'exploring']) }),
          )
          .min(6)
          .max(8),
        narration: z
          .strictObject({
            title: sentence,
            question: sentence,
            paragraphs: z
              .array(
                z.strictObject({
                  text: sentence,
                  cites: z.number().int().nonnegative().optional(),
                }),
              )
              .min(5)
              .max(7),
          })
          .optional(),
      }),
    )
    .length(2),
});

interface Cue {
  startSeconds: number;
  endSeconds: number;
  voice: string | undefined;
  text: string;
}

function secondsOf(stamp: string): number {
  return stamp.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function cuesOf(vtt: string): Cue[] {
  const [head, ...blocks] = vtt.trim().split(/\n\n+/);
  expect(head).toBe('WEBVTT');
  return blocks.map((block) => {
    const [, times = '', ...words] = block.split('\n');
    const [start = '', end = ''] = times.split(' --> ');
    const text = words.join('\n');
    return {
      startSeconds: secondsOf(start),
      endSeconds: secondsOf(end),
      voice: /^<v ([^>]+)>/.exec(text)?.[1],
      text,
    };
  });
}

function read(path: string): string {
  return readFileSync(join(demoFolder, path), 'utf8');
}

function clipOf(id: string) {
  return clipFile.parse(JSON.parse(read(`clips/${id}.json`)));
}

function expectWithin(
  marks: { startSeconds: number; endSeconds: number | null; child?: string | undefined }[],
  clip: z.infer<typeof clipFile>,
): void {
  const children = clip.people.filter((one) => one.kind === 'child').map((one) => one.pseudonym);
  for (const one of marks) {
    const end = one.endSeconds ?? one.startSeconds;
    expect(end).toBeLessThanOrEqual(clip.durationSeconds);
    if (one.endSeconds !== null) expect(one.endSeconds).toBeGreaterThan(one.startSeconds);
    if (one.child === undefined) continue;
    expect(children).toContain(one.child);
    const ranges = clip.people.find((person) => person.pseudonym === one.child)?.ranges ?? [];
    const seen = ranges.some(([from, to]) => from <= end && to >= one.startSeconds);
    expect(seen, `${one.child} is in the picture at ${one.startSeconds} s`).toBe(true);
  }
}

/** Reads the box `mvhd` of an MP4: the length that the film itself claims. */
function filmSeconds(film: Buffer): number {
  const at = film.indexOf('mvhd') + 4;
  return film.readUInt32BE(at + 16) / film.readUInt32BE(at + 12);
}

describe.each(stories.map((story) => ({ id: story.id, story })))('$id', ({ id, story }) => {
  it('has a film of the length that script and description name, small enough for a repository', () => {
    const clip = clipOf(id);
    const path = join(demoFolder, 'media', clip.fileName);
    expect(existsSync(path)).toBe(true);
    expect(statSync(path).size).toBeLessThanOrEqual(largestFilmBytes);
    const film = readFileSync(path);
    expect(filmSeconds(film)).toBeCloseTo(clip.durationSeconds, 0);
    expect(clip.durationSeconds).toBe(story.durationSeconds);
    // A player can start before the whole film has arrived.
    expect(film.indexOf('moov')).toBeLessThan(film.indexOf('mdat'));
  });

  it('names everybody on stage, with the seconds in which they are in the picture', () => {
    const stage = createStage(story);
    const onStage = Object.entries(story.actors).flatMap(([who, actor]) =>
      actor.pseudonym ? [{ pseudonym: actor.pseudonym, ranges: secondsOnScreen(stage, who) }] : [],
    );
    const described = clipOf(id).people.map(({ pseudonym, ranges }) => ({ pseudonym, ranges }));
    const byName = (a: { pseudonym: string }, b: { pseudonym: string }) =>
      a.pseudonym.localeCompare(b.pseudonym);
    expect(described.sort(byName)).toEqual(onStage.sort(byName));
  });

  it('draws every second of its script', () => {
    const stage = createStage(story);
    for (let second = 0; second <= story.durationSeconds; second += 1)
      expect(stage.frame(second)).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each(captionLanguages)('has captions in "%s" that follow from the script', (language) => {
    const vtt = read(`clips/${id}.${language}.vtt`);
    expect(vtt).toBe(captionsOf(story, language));
    const cues = cuesOf(vtt);
    expect(cues).toHaveLength(cuesOf(read(`clips/${id}.en.vtt`)).length);
    const people = clipOf(id).people.map((person) => person.pseudonym);
    cues.forEach((cue, row) => {
      expect(cue.endSeconds).toBeGreaterThan(cue.startSeconds);
      expect(cue.endSeconds).toBeLessThanOrEqual(story.durationSeconds);
      expect(cue.startSeconds).toBeGreaterThanOrEqual(cues[row - 1]?.startSeconds ?? 0);
      expect(cue.text.replace(/<[^>]+>/g, '').length).toBeLessThanOrEqual(84);
      if (cue.voice !== undefined) expect(people).toContain(cue.voice);
      else expect(cue.text).toMatch(/^\[.+\]$/);
    });
  });

  it('has experts whose marks lie in the clip and on children who are there', () => {
    const clip = clipOf(id);
    for (const expert of clip.experts) expectWithin(expert.marks, clip);
  });
});

describe('classmates', () => {
  const read_ = () => classmatesFile.parse(JSON.parse(read('clips/classmates.json')));

  it('mark moments of their clip, each under a look-for', () => {
    const { clipId, classmates } = read_();
    const clip = clipOf(clipId);
    expect(classmates.map((one) => one.name)).toEqual(['Robin', 'Kit']);
    for (const one of classmates) expectWithin(one.marks, clip);
  });

  it('include one narration of 350 to 500 words that cites two own marks', () => {
    const [robin] = read_().classmates;
    const narration = robin?.narration;
    const words = narration?.paragraphs.flatMap((one) => one.text.split(/\s+/)) ?? [];
    expect(words.length).toBeGreaterThanOrEqual(350);
    expect(words.length).toBeLessThanOrEqual(500);
    const cited = narration?.paragraphs.flatMap((one) => one.cites ?? []) ?? [];
    expect(new Set(cited).size).toBe(2);
    for (const index of cited) expect(robin?.marks[index]).toBeDefined();
  });
});
