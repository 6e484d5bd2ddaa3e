import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a process that is really in use, as Linux counts it (VmRSS), in megabytes. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1_024;
}

/**
 * Processor time that a process and its living children have used, in milliseconds.
 * @param without a child that is counted by itself.
 */
export function processorMs(pid: number, without = 0): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => other !== without && statOf(other)?.parent === pid);
  return [pid, ...children].reduce((sum, one) => sum + (statOf(one)?.usedMs ?? 0), 0);
}

/** Linux counts in hundredths of a second (USER_HZ). */
const TICK_MS = 10;

function statOf(pid: number): { parent: number; usedMs: number } | null {
  try {
    // The name before the last bracket may hold anything; fields are counted after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [, parent = 0] = fields;
    return { parent, usedMs: ((fields[11] ?? 0) + (fields[12] ?? 0)) * TICK_MS };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
