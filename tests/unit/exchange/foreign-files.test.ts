import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { OBSERVATION_FORMATS, type ObservationFormat } from '#contract/exchange';
import { LOCALES } from '#contract/vocabulary';
import { ownArchive, researchArchive } from '#server/exchange/archives';
import {
  planImport,
  restored,
  toMarks,
  writeLossless,
  type ExchangedWork,
  type FileContent,
} from '#server/exchange/exchange.rules';
import { FORMATS, formatOf, readMarkFile } from '#server/exchange/formats';
import { childOf, childrenOf, readXml } from '#server/infra/xml';
import { measures, work } from './a-work.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (format: ObservationFormat) =>
  new TextDecoder().decode(writeLossless(FORMATS[format], work));
const read = (format: ObservationFormat, content: string): FileContent =>
  FORMATS[format].read(bytes(content), work);
const marksOf = (content: FileContent) => toMarks(content, measures);

/** A work about two cases, of which a format holds nothing by itself. */
const ofTwoCases: ExchangedWork = {
  ...work,
  contrast: {
    clip: { id: work.clip.id, title: 'Blocks after snack' },
    rows: {
      answer: { verdict: 'different', because: 'One waits\n\n--> & <i>', cites: [] },
    },
  },
};

// Each of these kept the server busy for minutes.
test('tags that never end, and tables of nothing, are read as fast as anything', () => {
  const open = '<'.repeat(1_000_000);
  const { found } = read('vtt', `WEBVTT\n\n00:00.000 --> 00:01.000\nShe waits ${open}`);
  expect(found.map(({ mark }) => mark.body?.slice(0, 9))).toEqual(['She waits']);
  const table = read('csv', `id,start_seconds\n${'a,1\n'.repeat(300_000)}`);
  expect(toMarks(table, measures).problems.map(({ problem }) => problem)).toEqual(['too-many']);
});

test('WebVTT keeps what is said of two cases in comments, which no player shows', () => {
  const written = new TextDecoder().decode(writeLossless(FORMATS.vtt, ofTwoCases));
  const note = written
    .split('\n')
    .find((line) => line.startsWith('NOTE lookfor-contrast answer {'));
  expect(note).toBeDefined();
  expect(note).not.toContain('-->');
  const broken = written.replace('"verdict"', 'verdict');
  const { contrast, problems } = read('vtt', broken);
  expect([contrast, problems]).toEqual([{ answer: null }, []]);
});

describe('ELAN', () => {
  const root = readXml(new TextDecoder().decode(writeLossless(FORMATS.eaf, ofTwoCases)));

  test('has the parts of EAF 3.0 in their order, and every reference leads somewhere', () => {
    const order = root.children.map(({ name }) => name);
    expect([...new Set(order)]).toEqual([
      'HEADER',
      'TIME_ORDER',
      'TIER',
      'LINGUISTIC_TYPE',
      'LANGUAGE',
      'CONSTRAINT',
      'CONTROLLED_VOCABULARY',
    ]);
    const ids = (name: string, key: string) =>
      childrenOf(root, name).map((one) => one.attributes[key]);
    for (const tier of childrenOf(root, 'TIER'))
      expect(ids('LINGUISTIC_TYPE', 'LINGUISTIC_TYPE_ID')).toContain(
        tier.attributes['LINGUISTIC_TYPE_REF'],
      );
    for (const type of childrenOf(root, 'LINGUISTIC_TYPE'))
      expect([undefined, ...ids('CONTROLLED_VOCABULARY', 'CV_ID')]).toContain(
        type.attributes['CONTROLLED_VOCABULARY_REF'],
      );
    const header = childOf(root, 'HEADER');
    // The schema wants media first and properties after them.
    const inHeader = header?.children.map(({ name }) => name) ?? [];
    expect([...new Set(inHeader)]).toEqual(['MEDIA_DESCRIPTOR', 'PROPERTY']);
    expect(inHeader).toEqual(inHeader.toSorted());
    const properties = (header?.children ?? []).flatMap(({ name, attributes }) =>
      name === 'PROPERTY' ? [attributes['NAME']] : [],
    );
    expect(properties).toContain('lookfor.contrast.answer');
    expect(new Set(properties).size).toBe(properties.length);
    expect(header && childOf(header, 'MEDIA_DESCRIPTOR')?.attributes).toMatchObject({
      MIME_TYPE: 'video/mp4',
      RELATIVE_MEDIA_URL: './Blocks%20before%20snack.mp4',
    });
  });

  test('no annotation overlaps another of its tier, and slots rise', () => {
    const slots = childrenOf(childOf(root, 'TIME_ORDER') ?? root, 'TIME_SLOT');
    const times = new Map(
      slots.map((one) => [one.attributes['TIME_SLOT_ID'], Number(one.attributes['TIME_VALUE'])]),
    );
    expect([...times.values()]).toEqual([...times.values()].toSorted((a, b) => a - b));
    for (const tier of childrenOf(root, 'TIER')) {
      let end = 0;
      for (const { children } of childrenOf(tier, 'ANNOTATION')) {
        const { TIME_SLOT_REF1, TIME_SLOT_REF2 } = children[0]?.attributes ?? {};
        expect(times.get(TIME_SLOT_REF1)).toBeGreaterThanOrEqual(end);
        end = times.get(TIME_SLOT_REF2) ?? 0;
      }
    }
    expect(childrenOf(root, 'TIER').map((tier) => tier.attributes['TIER_ID'])).toEqual([
      'Notes',
      'Notes (2)',
      'Adult',
      'Adult (2)',
      'Child',
      'Other codes',
      'Look-fors',
      'Child in focus',
      'Initiative of',
      'Response to it',
      'How sure',
      'How strongly',
      'Drawings',
    ]);
  });

  test('what was changed there counts: a time, a note', () => {
    const changed = text('eaf')
      .replace('>A look<', '>A long look<')
      .replace('TIME_VALUE="43100"', 'TIME_VALUE="44000"');
    const marks = read('eaf', changed).found.map(restored);
    expect(marks.find(({ body }) => body === 'A long look')).toMatchObject({
      id: work.marks[0]?.id,
      startSeconds: 10,
      endSeconds: null,
    });
    expect(marks.find(({ startSeconds }) => startSeconds === 44)?.endSeconds).toBe(52.4);
  });

  test('a file of somebody else: tiers by name, codes by name, symbolic annotations by their parent', () => {
    const foreign = `<ANNOTATION_DOCUMENT><HEADER/><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1500"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="2500"/></TIME_ORDER>
      <TIER TIER_ID="Speech" LINGUISTIC_TYPE_REF="x"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>Look!</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
      <TIER TIER_ID="Act" LINGUISTIC_TYPE_REF="y" PARENT_REF="Speech"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a2" ANNOTATION_REF="a1"><ANNOTATION_VALUE>pyta</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>`;
    expect(marksOf(read('eaf', foreign))).toMatchObject({
      problems: [],
      marks: [{ startSeconds: 1.5, endSeconds: 2.5, body: 'Speech: Look!', codeIds: ['asks'] }],
    });
  });
});

test('Web Annotation: bodies, purposes and media fragments as the recommendations have them', () => {
  const { first } = JSON.parse(text('jsonld')) as { first: { items: unknown[] } };
  expect(first.items[1]).toMatchObject({
    type: 'Annotation',
    body: [
      { type: 'TextualBody', purpose: 'commenting' },
      { type: 'TextualBody', purpose: 'tagging', value: 'Waits' },
      { purpose: 'tagging', value: 'Smiles' },
    ],
    target: {
      selector: {
        type: 'FragmentSelector',
        conformsTo: 'http://www.w3.org/TR/media-frags/',
        value: 't=43.1,52.4',
      },
    },
  });
});

const fragments: [string, object][] = [
  ['http://x.example/v.mp4#t=12', { startSeconds: 12, endSeconds: null }],
  ['http://x.example/v.mp4#t=npt:0:12,0:15.5', { startSeconds: 12, endSeconds: 15.5 }],
  ['http://x.example/v.mp4#xywh=1,2,3,4&t=,20', { startSeconds: 0, endSeconds: 20 }],
];
test.each(fragments)('Web Annotation of others: %s', (target, times) => {
  const one = { type: 'Annotation', body: [{ value: 'Hm' }, { purpose: 'tagging', value: 'asks' }], target }; // prettier-ignore
  expect(marksOf(read('jsonld', JSON.stringify(one)))).toMatchObject({
    problems: [],
    marks: [{ ...times, body: 'Hm', codeIds: ['asks'], passId: 'free' }],
  });
});

describe('archives and what is no file of moments', () => {
  const given = (content: Uint8Array) =>
    readMarkFile({ fileName: 'x', base64: Buffer.from(content).toString('base64') }, work);
  const own = ownArchive(ofTwoCases, null, [], [], 'en');

  test('the archive of one’s own work comes back as it is, also with a folder around it', () => {
    const { marks, problems } = marksOf(given(own));
    const mine = work.marks.map((mark) => ({ ...mark, changedAt: measures.changedAt }));
    expect([marks, problems]).toEqual([mine, []]);
    expect(given(own).contrast).toEqual(ofTwoCases.contrast?.rows);
    const parts = Object.entries(unzipSync(own)).map(([path, part]) => [`mine/${path}`, part]);
    const again = zipSync(Object.fromEntries(parts) as Record<string, Uint8Array>);
    expect(marksOf(given(again)).marks).toEqual(mine);
  });

  const research = researchArchive({
    ...{ works: [work], narrations: [], framework: work.framework, taskTitle: '', plan: {} },
    ...{ clip: work.clip, clipPurposes: [], purpose: '', at: work.at },
  });
  const refused: [string, Uint8Array, string][] = [
    ['an archive for research', research, 'research-bundle'],
    ['an archive without an observation', zipSync({ 'narration.json': bytes('{}') }), 'no-observation'], // prettier-ignore
    ['a document of a word processor', zipSync({ 'word/document.xml': bytes('<a/>') }), 'other-kind'], // prettier-ignore
    ['nothing', new Uint8Array(), 'empty'],
    ['only lines without anything', bytes('\uFEFF \n\n'), 'empty'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0), 'other-kind'],
    ['a PDF', bytes('%PDF-1.7\n'), 'other-kind'],
    ['a page of the web', bytes('<!DOCTYPE html><html></html>'), 'other-kind'],
    ['a table in the letters of an old spreadsheet', Buffer.from('start_seconds,note\n1,déjà', 'latin1'), 'not-utf-8'], // prettier-ignore
    ['a table in UTF-16', Buffer.from('\uFEFFstart_seconds\n1', 'utf16le'), 'not-utf-8'],
  ];
  test.each(refused)('%s', (_, content, problem) => {
    expect(given(content)).toEqual({
      found: [],
      problems: [expect.objectContaining({ problem }) as object],
    });
  });

  test('a README names what lies beside it, and nothing else', () => {
    const said = (archive: Uint8Array, readme: string) =>
      new TextDecoder().decode(unzipSync(archive)[readme]);
    const narration = { coder: '', title: 'T', question: '', doc: { type: 'doc' as const, content: [] }, handedInAt: null }; // prettier-ignore
    for (const locale of LOCALES) {
      const only = said(ownArchive(null, narration, [], [], locale), 'README.txt');
      expect(only).toContain('narration.json');
      expect(only).not.toMatch(/observation|spoken\/|seminar\./);
      const both = said(ownArchive(work, narration, [], [], locale), 'README.txt');
      for (const format of OBSERVATION_FORMATS) expect(both).toContain(`observation.${format} `);
      expect(both).not.toMatch(/spoken\/|seminar\./);
    }
    const bundle = said(research, 'README.md');
    expect(bundle).toContain('Handed in: 1 observation and no narrations.');
    expect(bundle).not.toMatch(/cases\.csv|narrations\//);
    expect(bundle).toContain('`observations/`');
  });
});

describe('what cannot be taken over says where', () => {
  const cases: [string, ObservationFormat, string, object[]][] = [
    ['a table without times', 'csv', 'id,note\n1,x', [{ problem: 'column-missing', line: 1 }]],
    ['a quote that is not closed', 'csv', 'start_seconds,note\n1,"x\n', [{ problem: 'not-readable', line: 2 }]], // prettier-ignore
    [
      'a time that is none',
      'csv',
      'start_seconds\n12\nsoon',
      [{ problem: 'time-missing', line: 3 }],
    ],
    ['an end before its start', 'csv', 'start_seconds,end_seconds\n0:12,0:11', [{ problem: 'time-crossed', line: 2 }]], // prettier-ignore
    ['a code nobody knows', 'csv', 'start_seconds,codes\n12,asks hums', [{ problem: 'unknown-code', line: 2, place: 'hums' }]], // prettier-ignore
    ['beyond the clip', 'csv', 'start_seconds\n1:41', [{ problem: 'beyond-clip', line: 2 }]],
    ['nothing in it', 'csv', 'start_seconds\n', [{ problem: 'no-moments' }]],
    ['no captions', 'vtt', 'Hello', [{ problem: 'not-readable', line: 1 }]],
    ['a cue without times', 'vtt', 'WEBVTT\n\na\n00:01 -> 00:02\n', [{ problem: 'time-missing', line: 4 }]], // prettier-ignore
    ['broken XML', 'eaf', '<ANNOTATION_DOCUMENT>\n<TIER>', [{ problem: 'not-readable', line: 2 }]],
    ['XML with its own entities', 'eaf', '<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>', [{ problem: 'doctype' }]], // prettier-ignore
    ['another XML', 'eaf', '<html/>', [{ problem: 'other-kind' }]],
    ['broken JSON', 'json', '{"format":\n nope}', [{ problem: 'not-readable' }]],
    ['a later format', 'json', '{"format":"lookfor-observation","formatVersion":9,"marks":[]}', [{ problem: 'newer-version' }]], // prettier-ignore
    ['an archive that is none', 'xlsx', 'PK nope', [{ problem: 'not-readable' }]],
  ];
  test.each(cases)('%s', (_, format, content, problems) => {
    expect(marksOf(read(format, content)).problems).toMatchObject(problems);
  });

  test('an archive that would unpack to far more than it is', () => {
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(formatOf(bomb)).toBe('xlsx');
    expect(FORMATS.xlsx.read(bomb, work).problems).toMatchObject([{ problem: 'too-large' }]);
  });
});

test('codes of an older version are read in today’s words', () => {
  const old = {
    ...measures,
    today: (id: string) => (id === 'wonders' ? ['asks', 'waits'] : undefined),
  };
  const content = read('csv', 'start_seconds,codes\n12,wonders asks');
  expect(toMarks(content, old).marks[0]?.codeIds).toEqual(['asks', 'waits']);
});

test('the same file twice adds nothing; another person’s file never touches their moments', () => {
  const { marks } = marksOf(read('csv', text('csv')));
  const mine = planImport('obs-1', work.marks, marks);
  expect(mine).toMatchObject({ added: [], changed: [], same: 3 });
  const other = planImport('obs-2', [], marks);
  expect(other.added.map(({ id }) => id)).not.toContain(work.marks[0]?.id);
  expect(planImport('obs-2', other.added, marks)).toMatchObject({ added: [], same: 3 });
});
