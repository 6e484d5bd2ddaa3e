import { measurePageScripts } from '../support/page-scripts.ts';
import type { BenchPart } from './measure.ts';

/** JavaScript of a student's page, as it goes over the wire when it is compressed. */
export const scriptsPart: BenchPart = {
  title: 'JavaScript of a student’s page',
  conditions:
    'gzip, from the manifest of the build, in English; until the page of an observation can be ' +
    'used; the heaviest page of a task with everything that it fetches later or may; and all ' +
    'pages of a task, one after the other in one visit',
  run() {
    const { usable, page, heaviest, wholeWay } = measurePageScripts();
    return Promise.resolve([
      { name: 'Until the page can be used', value: usable, unit: 'kB gz', target: '≤ 120' },
      { name: `With player and all (${heaviest})`, value: page, unit: 'kB gz', target: '≤ 340' },
      { name: 'All pages of a task', value: wholeWay, unit: 'kB gz' },
    ]);
  },
};
