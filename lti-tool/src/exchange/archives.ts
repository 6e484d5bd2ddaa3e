import { zipSync, type Zippable } from 'fflate';
import type { SmallFile } from '#contract/common-shapes';
import { EXCHANGE_VERSION, OBSERVATION_FORMATS } from '#contract/exchange';
import type { Framework } from '#contract/frameworks';
import type { NarrationDoc } from '#contract/narrations';
import { momentsOfClip } from '#contract/shared/excerpt-time';
import { blockText } from '#contract/shared/narration-text';
import type { Locale } from '#contract/vocabulary';
import { frameworkText } from '../frameworks/framework-files.ts';
import { csvText } from './csv-file.ts';
import { writeLossless, type ExchangedWork } from './exchange.rules.ts';
import { FORMATS } from './formats.ts';
import { CASE_COLUMNS, caseRows } from './contrast.rules.ts';
import { COLUMNS, tableOf } from './mark-table.rules.ts';
import { ownReadme } from './own-readme.ts';
import { researchReadme } from './research-readme.ts';
import { codeBookRows } from './xlsx-file.ts';

/** A narration as archives carry it. */
export interface ArchivedNarration {
  coder: string;
  title: string;
  question: string;
  doc: NarrationDoc;
  handedInAt: string | null;
}

/** What a person said about a moment in the seminar, as archives carry it. */
export interface ArchivedPost {
  startSeconds: number;
  endSeconds: number | null;
  body: string;
  writtenAt: string;
  editedAt: string | null;
  /** Why who leads the course hid it; null when others can read it. */
  hiddenBecause: string | null;
}

type Files = Record<string, Uint8Array>;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * Everything one person wrote for a task: the observation in every form, the narration and what was
 * said in the seminar as text and as JSON.
 */
export function ownArchive(
  work: ExchangedWork | null,
  narration: ArchivedNarration | null,
  sounds: readonly SmallFile[],
  posts: readonly ArchivedPost[],
  locale: Locale,
): Uint8Array {
  const files: Files = {};
  if (work)
    for (const format of OBSERVATION_FORMATS)
      files[`observation.${format}`] = writeLossless(FORMATS[format], work);
  for (const { fileName, base64 } of sounds)
    files[`spoken/${fileName}`] = new Uint8Array(Buffer.from(base64, 'base64'));
  if (narration) {
    files['narration.txt'] = encode(narrationText(narration));
    files['narration.json'] = encode(narrationJson(narration));
  }
  if (posts.length > 0) {
    files['seminar.txt'] = encode(seminarText(posts));
    files['seminar.json'] = encode(
      json({ format: 'lookfor-seminar', formatVersion: EXCHANGE_VERSION, posts }),
    );
  }
  return zipped({ 'README.txt': encode(ownReadme(Object.keys(files), locale)), ...files });
}

/** What a research bundle is made of; everything is under pseudonyms already. */
export interface Research {
  works: readonly ExchangedWork[];
  narrations: readonly ArchivedNarration[];
  framework: Framework | null;
  taskTitle: string;
  /** What is asked of students: passes, look-fors, prompts. */
  plan: unknown;
  clip: { id: string; title: string; durationSeconds: number };
  /** Uses to which everybody in the clip has agreed. */
  clipPurposes: readonly string[];
  purpose: string;
  at: string;
}

/** The whole task for research: data, code book, manifest and README. */
export function researchArchive(research: Research): Uint8Array {
  const { works, narrations, framework, at } = research;
  const rows = works.flatMap((work) => tableOf(work, new Map()).map((row) => [work.coder, ...row]));
  const files: Files = {
    'manifest.json': encode(
      json({
        format: 'lookfor-research-bundle',
        formatVersion: EXCHANGE_VERSION,
        madeAt: at,
        purpose: research.purpose,
        task: { title: research.taskTitle, plan: research.plan },
        clip: { ...research.clip, agreedUses: research.clipPurposes },
        framework: framework && { key: framework.key, version: framework.version },
        counts: {
          observations: works.length,
          moments: rows.length,
          narrations: narrations.length,
        },
      }),
    ),
    'moments.csv': encode(csvText([['coder', ...COLUMNS], ...rows])),
    ...casesFile(works),
    'codebook.csv': encode(csvText(codeBookRows({ framework }))),
  };
  if (framework) {
    files['codebook.json'] = encode(frameworkText(framework, 'json', at));
    files['codebook.ecv'] = encode(frameworkText(framework, 'ecv', at));
  }
  for (const work of works)
    for (const format of ['json', 'jsonld', 'eaf'] as const)
      files[`observations/${work.coder}.${format}`] = writeLossless(FORMATS[format], work);
  for (const narration of narrations) {
    files[`narrations/${narration.coder}.txt`] = encode(narrationText(narration));
    files[`narrations/${narration.coder}.json`] = encode(narrationJson(narration));
  }
  const readme = researchReadme(research, Object.keys(files));
  return zipped({ 'README.md': encode(readme), ...files });
}

/** What everybody said about two cases, where the task has two. */
function casesFile(works: readonly ExchangedWork[]): Files {
  const rows = works.flatMap(({ coder, contrast, lookFors }) =>
    caseRows(contrast, lookFors).map((row) => [coder, ...row]),
  );
  if (works.every(({ contrast }) => contrast === undefined)) return {};
  return { 'cases.csv': encode(csvText([['coder', ...CASE_COLUMNS], ...rows])) };
}

function zipped(files: Files): Uint8Array {
  const parts: Zippable = {};
  for (const [path, bytes] of Object.entries(files)) parts[path] = bytes;
  return zipSync(parts, { level: 6 });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function narrationJson({ coder, title, question, doc, handedInAt }: ArchivedNarration): string {
  const head = { format: 'lookfor-narration', formatVersion: EXCHANGE_VERSION };
  return json({ ...head, coder, title, question, handedInAt, doc });
}

function narrationText({ title, question, doc }: ArchivedNarration): string {
  const blocks = doc.content.map((block) => {
    if (block.type === 'piece') return `[${block.attrs.title}]`;
    if (block.type !== 'citation') return blockText(block);
    const { clipTitle, note, excerpt = null } = block.attrs;
    const [{ startSeconds, endSeconds } = block.attrs] = momentsOfClip([block.attrs], excerpt);
    return `[${clipTitle}, ${startSeconds} to ${endSeconds} s: ${note}]`;
  });
  return `${[title, question, ...blocks].filter((part) => part !== '').join('\n\n')}\n`;
}

function seminarText(posts: readonly ArchivedPost[]): string {
  const said = posts.map(({ startSeconds, endSeconds, body }) => {
    const until = endSeconds === null ? '' : ` to ${endSeconds}`;
    return `[${startSeconds}${until} s]\n${body}`;
  });
  return `${said.join('\n\n')}\n`;
}
