import { measurePageScripts } from '../support/page-scripts.ts';
import type { BenchPart } from './measure.ts';

/** JavaScript of a student's page, as it goes over the wire when it is compressed. */
export const scriptsPart: BenchPart = {
  title: 'JavaScript of a student’s page',
  conditions:
    'gzip, from the manifest of the build, in English; the page is that of an observation, with ' +
    'everything that it fetches later or may; the whole way adds comparing, writing and reading',
  run() {
    const { usable, page, wholeWay } = measurePageScripts();
    return Promise.resolve([
      { name: 'Until the page can be used', value: usable, unit: 'kB gz', target: '≤ 120' },
      { name: 'With player and all', value: page, unit: 'kB gz', target: '≤ 340' },
      { name: 'The whole way, until the feedback is read', value: wholeWay, unit: 'kB gz' },
    ]);
  },
};
