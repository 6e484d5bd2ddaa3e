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

const PROBLEMS: Readonly<Record<FileProblem['problem'], (place: string) => string>> = {
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
