/** Runs parts of the test suite, for `npm test` and `npm run journeys`. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, has, node24, root, runQuietly } from './set-up.mjs';

/** The browser of the journeys, when one is installed. */
export function chromium() {
  return ['chromium', 'chromium-browser', 'google-chrome'].find(has);
}

/**
 * Runs tests by vitest; a test that was skipped, and a file that did not run, count as failed.
 * @returns its words and its counts.
 */
export async function runVitest(title, args, extra = {}) {
  const results = mkdtempSync(join(tmpdir(), 'lookfor-results-'));
  const file = join(results, `${title.replaceAll(/\W+/g, '-')}.json`);
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
        ...args,
      ],
      { env: environment({ NO_COLOR: '1', ...extra }) },
    );
    if (!existsSync(file)) return { words, passed: 0, failed: 1 };
    return { words, ...countsOf(JSON.parse(readFileSync(file, 'utf8'))) };
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

function countsOf(report) {
  const failedFiles = report.testResults.filter(
    (one) =>
      one.status === 'failed' && one.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const failed =
    report.numFailedTests + report.numPendingTests + report.numTodoTests + failedFiles.length;
  return {
    passed: report.numPassedTests,
    failed: report.numTotalTests === 0 ? failed + 1 : failed,
  };
}
