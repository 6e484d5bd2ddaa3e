import { msg, str } from '@lit/localize';
import type { FileProblem } from '#contract/exchange';
import { ApiError } from '#elements/kit/api';

/** A problem of a file in a sentence, with its line. */
export function fileProblemWords({ problem, line, place }: FileProblem): string {
  const words = PROBLEMS[problem](place);
  return line === null ? words : msg(str`Line ${line}: ${words}`);
}

/** The problems that a refused file brought; none for other errors. */
export function problemsOf(error: unknown): FileProblem[] {
  const problems = error instanceof ApiError ? error.problem?.details?.['problems'] : undefined;
  return Array.isArray(problems) ? (problems as FileProblem[]) : [];
}

/** Why a file is not even sent; of an archive, what of it may be. */
export function tooLargeWords(fileName: string): string {
  return /\.zip$/i.test(fileName)
    ? msg('This archive is too large. Unpack it, and choose observation.json.')
    : msg('This file is too large.');
}

const PROBLEMS: Readonly<Record<FileProblem['problem'], (place: string) => string>> = {
  empty: () => msg('This file is empty.'),
  'other-kind': () => msg('This is none of the forms that can be brought in.'),
  'not-utf-8': () => msg('This text is not in UTF-8. Save it as “CSV UTF-8” and choose it again.'),
  'research-bundle': () =>
    msg(
      'This is an archive for research. Unpack it, and choose one file of its folder “observations”.',
    ),
  'no-observation': () =>
    msg('There is no observation in this archive. Nothing else of it can be brought in.'),
  'not-readable': () => msg('This cannot be read.'),
  doctype: () => msg('A document type is not read. Save the file without it.'),
  'newer-version': () => msg('This file comes from a newer Lookfor.'),
  'not-schema': (place) =>
    place ? msg(str`“${place}” is not as it should be.`) : msg('This is not a file of this kind.'),
  'no-codes': () => msg('There is no code in this file.'),
  'no-moments': () => msg('There is no moment in this file.'),
  'too-many': (place) => msg(str`${place} moments are more than fit: at most 2000.`),
  'too-large': () => msg('This file is too large.'),
  'column-missing': (place) => msg(str`The table has no column “${place}”.`),
  'time-missing': () => msg('There is no time here.'),
  'time-crossed': () => msg('The moment ends before it begins.'),
  'beyond-clip': (place) => msg(str`${place} s lies behind the end of the clip.`),
  'unknown-code': (place) => msg(str`The code “${place}” is not in this task’s framework.`),
  'unknown-look-for': (place) => msg(str`The look-for “${place}” is not in this task.`),
  'unknown-pass': (place) => msg(str`The pass “${place}” is not in this task.`),
  'code-missing': (place) => msg(str`The moment at ${place} s has no code.`),
};
