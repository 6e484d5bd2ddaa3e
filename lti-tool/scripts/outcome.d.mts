/** One file of tests, in the words of vitest's JSON reporter. */
export interface FileResult {
  name: string;
  status: string;
  assertionResults: { fullName: string; status: string }[];
}

export function countsOf(files: FileResult[]): { passed: number; failed: number };
export function settled(first: FileResult[], again: FileResult[]): FileResult[];
export function unsteadyIn(first: FileResult[], again: FileResult[]): string[];
