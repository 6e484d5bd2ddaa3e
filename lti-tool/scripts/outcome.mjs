/** What came of a run of tests, from the results of its files as vitest's JSON reporter tells them. */

/** The files of a run, those that ran again as they came out then. */
export function settled(first, again) {
  const ranAgain = new Set(again.map(({ name }) => name));
  return [...first.filter(({ name }) => !ranAgain.has(name)), ...again];
}

/** The full names of tests that failed at first and passed when they ran again. */
export function unsteadyIn(first, again) {
  const passed = new Set(testsOf(again, 'passed'));
  return testsOf(first, 'failed').filter((name) => passed.has(name));
}

function testsOf(files, status) {
  return files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((one) => one.status === status)
      .map(({ fullName }) => `${name} > ${fullName}`),
  );
}

/** What passed; and what did not, with every file that failed without a failed test of its own. */
export function countsOf(files) {
  const ends = files.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const passed = ends.filter((status) => status === 'passed').length;
  const failedFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((one) => one.status !== 'failed'),
  );
  const failed = ends.length - passed + failedFiles.length;
  return { passed, failed: ends.length === 0 ? failed + 1 : failed };
}
