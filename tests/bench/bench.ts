/**
 * `npm run bench`: measures, prints, and keeps the figures in bench-results/. Nothing is asserted:
 * a machine that is busy with something else must not fail a test.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { comparisonPart } from './comparison.part.ts';
import { firstFramePart } from './first-frame.part.ts';
import { gradebookPart } from './gradebook.part.ts';
import { keypressPart } from './keypress.part.ts';
import { livePart } from './live.part.ts';
import { launchesPart } from './launches.part.ts';
import { isWithin, type BenchPart, type Figure } from './measure.ts';
import { memoryPart } from './memory.part.ts';
import { rosterPart } from './roster.part.ts';
import { scriptsPart } from './scripts.part.ts';
import { searchPart } from './search.part.ts';
import { segmentsPart } from './segments.part.ts';
import { timelinePart } from './timeline.part.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const parts: Readonly<Record<string, BenchPart>> = {
  scripts: scriptsPart,
  keypress: keypressPart,
  timeline: timelinePart,
  comparison: comparisonPart,
  live: livePart,
  segments: segmentsPart,
  'first-frame': firstFramePart,
  memory: memoryPart,
  roster: rosterPart,
  launches: launchesPart,
  gradebook: gradebookPart,
  search: searchPart,
};
const wanted = process.argv.slice(2);
const say = (line = ''): void => void process.stdout.write(`${line}\n`);

const startedAt = new Date().toISOString();
const machine = machineFacts();
say(
  `\n${machine.cpu}, ${machine.cores} cores, load ${machine.load} · Node ${machine.node} · ${machine.commit}`,
);
const results: { title: string; conditions: string; figures: Figure[] }[] = [];
for (const [name, { title, conditions, run }] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  say(`\n${title}\n  ${conditions}`);
  const figures = await run();
  figures.forEach((figure) => say(rowOf(figure)));
  results.push({ title, conditions, figures });
}
mkdirSync(`${root}bench-results`, { recursive: true });
const file = `bench-results/${startedAt.slice(0, 19).replaceAll(':', '-')}.json`;
writeFileSync(root + file, `${JSON.stringify({ startedAt, machine, results }, null, 2)}\n`);
say(`\n${file}`);
process.exit(0);

function machineFacts() {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
    /** Processes that wanted to run in the minute before: other work makes figures worse. */
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    node: process.versions.node,
    commit: git('rev-parse', '--short', 'HEAD'),
    hasLocalChanges: git('status', '--porcelain', '--untracked-files=no') !== '',
  };
}

function rowOf(figure: Figure): string {
  const value = `${figure.value.toFixed(figure.unit === 'times' || figure.unit === 'ms' ? 2 : 1)} ${figure.unit}`;
  const verdict = { true: 'reached', false: 'missed', undefined: '' }[String(isWithin(figure))];
  const target = figure.target ? `target ${figure.target}  ${verdict}` : '';
  return `  ${figure.name.padEnd(44)}${value.padStart(18)}   ${target}`.trimEnd();
}
