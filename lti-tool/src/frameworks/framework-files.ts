import { z } from 'zod';
import type { GivenFile, SmallFile } from '#contract/common-shapes';
import {
  frameworkDraftContentSchema,
  type FrameworkContent,
  type FrameworkDraftContent,
  type FrameworkFormat,
} from '#contract/frameworks';
import { AppError } from '../infra/app-error.ts';
import { readXml, writeXml, XmlProblem } from '../infra/xml.ts';
import {
  readVocabularies,
  vocabularyDocument,
  vocabularyTemplate,
} from './elan-vocabulary.rules.ts';

const FORMAT = 'lookfor-framework';
const FORMAT_VERSION = 1;

const framed = z.object({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  framework: frameworkDraftContentSchema,
});

const MEDIA_TYPES: Readonly<Record<FrameworkFormat, string>> = {
  json: 'application/json',
  ecv: 'application/xml',
  eaf: 'application/xml',
};

/** A version of a framework as a file. `at` is the instant that ELAN files carry. */
export function toFrameworkFile(
  content: FrameworkContent,
  format: FrameworkFormat,
  at: string,
): SmallFile {
  const { version, ...rest } = content;
  return {
    fileName: `${content.key}-${version}.${format}`,
    mediaType: MEDIA_TYPES[format],
    base64: Buffer.from(frameworkText(rest, format, at)).toString('base64'),
  };
}

/** A framework in the words of a format. */
export function frameworkText(
  content: FrameworkDraftContent,
  format: FrameworkFormat,
  at: string,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ format: FORMAT, formatVersion: FORMAT_VERSION, framework: content }, null, 2)}\n`;
    case 'ecv':
      return writeXml(vocabularyDocument(content, at));
    case 'eaf':
      return writeXml(vocabularyTemplate(content, at));
  }
}

/**
 * Reads a framework from a file: our JSON, or the vocabularies of an ELAN file.
 * @throws {AppError} file_refused with a problem that elements word, and the line or field
 */
export function readFrameworkFile({ fileName, base64 }: GivenFile): FrameworkDraftContent {
  const text = Buffer.from(base64, 'base64')
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const content = /^\s*</.test(text) ? readElan(text, fileName) : readJson(text);
  if (content.tiers.length === 0 || content.codes.length === 0) throw refusal('no-codes', null);
  return content;
}

function readElan(text: string, fileName: string): FrameworkDraftContent {
  try {
    const title = fileName.replace(/\.[^.]*$/, '');
    const content = readVocabularies(readXml(text), title);
    if (!content) throw refusal('no-codes', null);
    return content;
  } catch (cause) {
    if (!(cause instanceof XmlProblem)) throw cause;
    throw refusal(cause.hasDoctype ? 'doctype' : 'not-readable', cause.line, cause);
  }
}

function readJson(text: string): FrameworkDraftContent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refusal('not-readable', lineOfJsonError(text, cause), cause);
  }
  const version = z.object({ format: z.literal(FORMAT), formatVersion: z.number() });
  const head = version.safeParse(value);
  if (head.success && head.data.formatVersion > FORMAT_VERSION)
    throw refusal('newer-version', null);
  const read = framed.safeParse(value);
  if (read.success) return read.data.framework;
  throw refusal('not-schema', null, read.error, read.error.issues[0]?.path.join('.'));
}

/** Where JSON.parse stopped, when it says so. */
function lineOfJsonError(text: string, error: unknown): number | null {
  const at = /position (\d+)/.exec(String(error))?.[1];
  return at === undefined ? null : text.slice(0, Number(at)).split('\n').length;
}

function refusal(problem: string, line: number | null, cause?: unknown, place = ''): AppError {
  return new AppError(
    'file_refused',
    { problems: [{ problem, line, place }] },
    cause === undefined ? {} : { cause },
  );
}
