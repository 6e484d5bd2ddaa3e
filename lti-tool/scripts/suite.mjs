/** Runs parts of the test suite, for `npm test` and `npm run journeys`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsOf, settled, unsteadyIn } from './outcome.mjs';
import { environment, has, node24, root, runQuietly } from './set-up.mjs';

/** The browser of the journeys, when one is installed. */
export function chromium() {
  return ['chromium', 'chromium-browser', 'google-chrome'].find(has);
}

/** From here on something is broken, and running it again would only take time. */
const MOST_FILES_RUN_AGAIN = 4;

/**
 * Runs a project of vitest, or those of its files whose path holds one of `only`; a test that was
 * skipped, and a file that did not run, count as failed. Files in which tests failed are run once
 * more, whole and by themselves. What passes only then counts as passed, and is named as unsteady:
 * it has a race that is to be found.
 * @returns its words and its counts.
 */
export async function runVitest(title, project, { only = [], variables = {} } = {}) {
  const first = await runOnce(title, project, only, variables);
  if (!first.results) return { words: first.words, passed: 0, failed: 1 };
  const broken = first.results.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (broken.length === 0 || broken.length > MOST_FILES_RUN_AGAIN)
    return { words: first.words, ...countsOf(first.results) };
  const again = await runOnce(`${title} again`, project, broken, variables);
  const words = [first.words, 'Run again by themselves:', again.words];
  if (!again.results) return { words: words.join('\n'), ...countsOf(first.results) };
  const unsteady = unsteadyIn(first.results, again.results).map((name) =>
    name.replace(`${root}/`, '  '),
  );
  if (unsteady.length > 0) words.push('UNSTEADY, passed only when run again:', ...unsteady, '');
  return { words: words.join('\n'), ...countsOf(settled(first.results, again.results)) };
}

async function runOnce(title, project, files, variables) {
  const folder = mkdtempSync(join(tmpdir(), 'lookfor-results-'));
  const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.json`);
  try {
    const { words } = await runQuietly(
      node24,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '-c',
        'tests/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        '--project',
        project,
        ...files,
      ],
      { env: environment({ NO_COLOR: '1', ...variables }) },
    );
    if (!existsSync(file)) return { words };
    return { words, results: JSON.parse(readFileSync(file, 'utf8')).testResults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
