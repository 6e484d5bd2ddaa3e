import type { FileProblem } from '#contract/exchange';
import type { Mark } from '#contract/observations';
import {
  codedType,
  CONSTRAINTS,
  eafAttributes,
  entryId,
  frameworkProperty,
  languageElements,
  vocabularyElements,
  vocabularyName,
} from '../frameworks/elan-vocabulary.rules.ts';
import {
  childOf,
  childrenOf,
  readXml,
  writeXml,
  XmlProblem,
  xmlSafeJson,
  type XmlElement,
  type XmlSource,
} from '../infra/xml.ts';
import { readRow } from './contrast.rules.ts';
import {
  CONFIDENCE,
  detailsOf,
  drawingsText,
  responseText,
  strengthText,
} from './details-text.rules.ts';
import {
  codeLabel,
  codeOfWord,
  idFor,
  POINT_SECONDS,
  readExtension,
  type ExchangedWork,
  type Extension,
  type FileContent,
  type FoundMark,
  type MarkFormat,
  type Scheme,
} from './exchange.rules.ts';

/**
 * Moments as an ELAN document (EAF 3.0): a tier of notes, one for each group of codes with its
 * controlled vocabulary, one of look-fors, one of children, and one for each detail. Annotations of
 * one tier must not overlap in ELAN, so a tier goes on in a second one ("Interaction (2)") where
 * moments do.
 * What annotations do not hold stands in the header: PROPERTY `lookfor.mark.<id>`, and for two cases
 * held against each other `lookfor.contrast.<look-for>`.
 */
export const elanFormat: MarkFormat = {
  mediaType: 'application/xml',
  write: (work, extensions) => new TextEncoder().encode(writeXml(documentOf(work, extensions))),
  read: (bytes, scheme) => readDocument(new TextDecoder().decode(bytes), scheme),
};

const NOTES = 'Notes';
const LOOK_FORS = 'Look-fors';
const CHILDREN = 'Child in focus';
const OTHER_CODES = 'Other codes';
const BEGUN_BY = 'Initiative of';
const RESPONSE = 'Response to it';
const SURE = 'How sure';
const STRENGTH = 'How strongly';
const DRAWINGS = 'Drawings';
/** Tiers of free text: their types are named as they are. */
const PLAIN_TIERS = [NOTES, CHILDREN, OTHER_CODES, BEGUN_BY, RESPONSE, SURE, STRENGTH, DRAWINGS];
const LOOK_FOR_ENTRY = 'lookfor-';
const MARK_PROPERTY = 'lookfor.mark.';
const CASE_PROPERTY = 'lookfor.contrast.';

/** An annotation before it has its time slots. */
interface Span {
  id: string;
  startMs: number;
  endMs: number;
  value: string;
  entry?: string;
}

function documentOf(work: ExchangedWork, extensions: ReadonlyMap<string, Extension>): XmlSource {
  const { framework, lookFors, marks, clip } = work;
  const tiers = [...spansOf(work)].flatMap(([name, spans]) =>
    withoutOverlap(spans).map((row, at) => ({
      type: name,
      name: at === 0 ? name : `${name} (${at + 1})`,
      spans: row,
    })),
  );
  const edges = tiers
    .flatMap(({ spans }) => spans)
    .flatMap((span) => [
      { span, isEnd: false, ms: span.startMs },
      { span, isEnd: true, ms: span.endMs },
    ])
    .sort((one, other) => one.ms - other.ms);
  const slots = new Map(edges.map(({ span, isEnd }, at) => [slotKey(span, isEnd), `ts${at + 1}`]));
  const file = encodeURIComponent(clip.title || 'clip');
  const vocabularies = framework?.tiers.map((tier) => vocabularyName(framework.tiers, tier)) ?? [];
  return {
    name: 'ANNOTATION_DOCUMENT',
    attributes: eafAttributes(work.at),
    inside: [
      {
        name: 'HEADER',
        attributes: { MEDIA_FILE: '', TIME_UNITS: 'milliseconds' },
        inside: [
          {
            name: 'MEDIA_DESCRIPTOR',
            attributes: {
              MEDIA_URL: `file:///${file}.mp4`,
              MIME_TYPE: 'video/mp4',
              RELATIVE_MEDIA_URL: `./${file}.mp4`,
            },
          },
          property('lookfor.task', work.taskId),
          property('lookfor.clip', clip.id),
          ...(framework ? [frameworkProperty(plainFramework(framework))] : []),
          ...marks.flatMap((mark) => {
            const extension = extensions.get(mark.id);
            return extension
              ? [property(`${MARK_PROPERTY}${mark.id}`, xmlSafeJson(extension))]
              : [];
          }),
          ...Object.entries(work.contrast?.rows ?? {}).map(([lookForId, row]) =>
            property(`${CASE_PROPERTY}${lookForId}`, xmlSafeJson(row)),
          ),
        ],
      },
      {
        name: 'TIME_ORDER',
        inside: edges.map(({ ms }, at) => ({
          name: 'TIME_SLOT',
          attributes: { TIME_SLOT_ID: `ts${at + 1}`, TIME_VALUE: ms },
        })),
      },
      ...tiers.map(({ name, type, spans }) => ({
        name: 'TIER',
        attributes: {
          ...(work.coder && { ANNOTATOR: work.coder }),
          LINGUISTIC_TYPE_REF: type,
          TIER_ID: name,
        },
        inside: spans.map((span) => annotationOf(span, slots)),
      })),
      ...PLAIN_TIERS.map((type) => ({
        name: 'LINGUISTIC_TYPE',
        attributes: { GRAPHIC_REFERENCES: false, LINGUISTIC_TYPE_ID: type, TIME_ALIGNABLE: true },
      })),
      ...[LOOK_FORS, ...vocabularies].map(codedType),
      ...languageElements(),
      ...CONSTRAINTS,
      {
        name: 'CONTROLLED_VOCABULARY',
        attributes: { CV_ID: LOOK_FORS },
        inside: lookFors.map(({ id, label }) => ({
          name: 'CV_ENTRY_ML',
          attributes: { CVE_ID: `${LOOK_FOR_ENTRY}${id}` },
          inside: [
            { name: 'CVE_VALUE', attributes: { DESCRIPTION: '', LANG_REF: 'eng' }, inside: label },
          ],
        })),
      },
      ...(framework ? vocabularyElements(framework) : []),
    ],
  };
}

function plainFramework({
  key,
  title,
  source,
  tiers,
  codes,
  replaces,
}: NonNullable<Scheme['framework']>) {
  return { key, title, source, tiers, codes, ...(replaces && { replaces }) };
}

function property(name: string, text: string): XmlSource {
  return { name: 'PROPERTY', attributes: { NAME: name }, inside: text };
}

/** What stands on which tier. Tiers that hold nothing are there too: somebody may code on. */
function spansOf({ marks, framework, lookFors }: ExchangedWork): Map<string, Span[]> {
  const tiers = new Map<string, Span[]>([[NOTES, []]]);
  for (const tier of framework?.tiers ?? []) tiers.set(vocabularyName(framework?.tiers ?? [], tier), []); // prettier-ignore
  for (const name of [OTHER_CODES, LOOK_FORS, ...PLAIN_TIERS.slice(1)]) tiers.set(name, tiers.get(name) ?? []); // prettier-ignore
  for (const mark of marks) {
    const startMs = Math.round(mark.startSeconds * 1000);
    const endMs = Math.round((mark.endSeconds ?? mark.startSeconds + POINT_SECONDS) * 1000);
    const put = (tier: string, part: string, value: string, entry?: string): void => {
      const span = {
        id: `m-${mark.id}${part}`,
        startMs,
        endMs: Math.max(endMs, startMs + 1),
        value,
      };
      tiers.get(tier)?.push(entry === undefined ? span : { ...span, entry });
    };
    put(NOTES, '', mark.body);
    mark.codeIds.forEach((codeId, at) => {
      const code = framework?.codes.find((one) => one.id === codeId);
      const tier = framework?.tiers.find((one) => one.id === code?.tierId);
      if (code && tier)
        put(vocabularyName(framework?.tiers ?? [], tier), `-c${at}`, codeLabel(codeId, framework), entryId(codeId)); // prettier-ignore
      else put(OTHER_CODES, `-c${at}`, codeId);
    });
    const lookFor = lookFors.find(({ id }) => id === mark.lookForId);
    if (lookFor) put(LOOK_FORS, '-l', lookFor.label, `${LOOK_FOR_ENTRY}${lookFor.id}`);
    if (mark.child) put(CHILDREN, '-k', mark.child);
    const details: [tier: string, part: string, value: string][] = [
      [BEGUN_BY, '-i', mark.initiative?.by ?? ''],
      [RESPONSE, '-r', responseText(mark.initiative)],
      [SURE, '-s', CONFIDENCE[(mark.confidence ?? 0) - 1] ?? ''],
      [STRENGTH, '-v', strengthText(mark.codeValues)],
      [DRAWINGS, '-d', drawingsText(mark.drawings)],
    ];
    for (const [tier, part, value] of details) if (value !== '') put(tier, part, value);
  }
  return tiers;
}

/** Spans in as few rows as it takes so that none overlaps another in its row; at least one row. */
function withoutOverlap(spans: readonly Span[]): Span[][] {
  const rows: Span[][] = [[]];
  for (const span of spans.toSorted((one, other) => one.startMs - other.startMs)) {
    const free = rows.find((row) => (row.at(-1)?.endMs ?? 0) <= span.startMs);
    if (free) free.push(span);
    else rows.push([span]);
  }
  return rows;
}

function slotKey({ id }: Span, isEnd: boolean): string {
  return `${id} ${isEnd ? 'end' : 'start'}`;
}

function annotationOf(span: Span, slots: ReadonlyMap<string, string>): XmlSource {
  return {
    name: 'ANNOTATION',
    inside: [
      {
        name: 'ALIGNABLE_ANNOTATION',
        attributes: {
          ANNOTATION_ID: span.id,
          CVE_REF: span.entry,
          TIME_SLOT_REF1: slots.get(slotKey(span, false)),
          TIME_SLOT_REF2: slots.get(slotKey(span, true)),
        },
        inside: [{ name: 'ANNOTATION_VALUE', inside: span.value }],
      },
    ],
  };
}

/** One annotation as it was found, of whatever tier. */
interface Said {
  annotationId: string;
  tier: XmlElement;
  startMs: number;
  endMs: number;
  value: string;
  entry: string | undefined;
  line: number;
}

function readDocument(text: string, scheme: Scheme): FileContent {
  let root: XmlElement;
  try {
    root = readXml(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    const problem = error.hasDoctype ? 'doctype' : 'not-readable';
    return { found: [], problems: [{ problem, line: error.line, place: '' }] };
  }
  if (root.name !== 'ANNOTATION_DOCUMENT')
    return { found: [], problems: [{ problem: 'other-kind', line: null, place: '' }] };
  const problems: FileProblem[] = [];
  const said = annotationsIn(root, problems);
  const header = childOf(root, 'HEADER');
  const extensions = new Map(
    (header ? childrenOf(header, 'PROPERTY') : []).map((one) => [
      one.attributes['NAME'] ?? '',
      one.text,
    ]),
  );
  const found = [...groupsOf(said)].map(([id, group]): FoundMark => ({
    line: group[0]?.line ?? null,
    extension: readExtension(extensions.get(`${MARK_PROPERTY}${id}`)),
    mark: { id, ...together(group, scheme) },
  }));
  return { found, problems, ...contrastIn(extensions) };
}

/** What properties of the header say about two cases. */
function contrastIn(properties: ReadonlyMap<string, string>): Pick<FileContent, 'contrast'> {
  const rows = [...properties].flatMap(([name, text]) =>
    name.startsWith(CASE_PROPERTY)
      ? [[name.slice(CASE_PROPERTY.length), readRow(text)] as const]
      : [],
  );
  return rows.length > 0 ? { contrast: Object.fromEntries(rows) } : {};
}

/** All annotations with their times; a symbolic one has those of its parent. */
function annotationsIn(root: XmlElement, problems: FileProblem[]): Said[] {
  const order = childOf(root, 'TIME_ORDER');
  const slots = new Map(
    (order ? childrenOf(order, 'TIME_SLOT') : []).map((slot) => [
      slot.attributes['TIME_SLOT_ID'] ?? '',
      Number(slot.attributes['TIME_VALUE'] ?? NaN),
    ]),
  );
  const raw = childrenOf(root, 'TIER').flatMap((tier) =>
    childrenOf(tier, 'ANNOTATION').flatMap((holder) =>
      holder.children.map((element) => ({ tier, element })),
    ),
  );
  const byId = new Map(
    raw.map(({ element }) => [element.attributes['ANNOTATION_ID'] ?? '', element]),
  );
  const timed = (element: XmlElement): XmlElement | undefined => {
    let here: XmlElement | undefined = element;
    for (let depth = 0; here?.name === 'REF_ANNOTATION' && depth < 20; depth += 1)
      here = byId.get(here.attributes['ANNOTATION_REF'] ?? '');
    return here;
  };
  return raw.flatMap(({ tier, element }): Said[] => {
    const holder = timed(element);
    const startMs = slots.get(holder?.attributes['TIME_SLOT_REF1'] ?? '') ?? NaN;
    const endMs = slots.get(holder?.attributes['TIME_SLOT_REF2'] ?? '') ?? NaN;
    const { line } = element;
    if (Number.isNaN(startMs) || Number.isNaN(endMs)) {
      problems.push({ problem: 'time-missing', line, place: tier.attributes['TIER_ID'] ?? '' });
      return [];
    }
    return [
      {
        ...{ tier, startMs, endMs, line },
        annotationId: element.attributes['ANNOTATION_ID'] ?? '',
        value: childOf(element, 'ANNOTATION_VALUE')?.text ?? '',
        entry: element.attributes['CVE_REF'],
      },
    ];
  });
}

const OWN_ID = /^m-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-|$)/;

/** Annotations that are one moment: ours by their id, others by their times. */
function groupsOf(said: readonly Said[]): Map<string, Said[]> {
  const groups = new Map<string, Said[]>();
  const timesOfOwn = new Map<string, string>();
  const add = (id: string, one: Said): void => {
    groups.set(id, [...(groups.get(id) ?? []), one]);
  };
  for (const one of said) {
    const own = OWN_ID.exec(one.annotationId)?.[1];
    if (!own) continue;
    timesOfOwn.set(`${one.startMs} ${one.endMs}`, own);
    add(own, one);
  }
  for (const one of said) {
    if (OWN_ID.test(one.annotationId)) continue;
    const times = `${one.startMs} ${one.endMs}`;
    add(timesOfOwn.get(times) ?? idFor(`eaf:${times}`), one);
  }
  return groups;
}

/** What the annotations of one moment say together; the notes' time counts where they differ. */
function together(group: readonly Said[], { framework }: Scheme): Omit<FoundMark['mark'], 'id'> {
  const typeOf = ({ tier }: Said): string => tier.attributes['LINGUISTIC_TYPE_REF'] ?? '';
  const main = group.find((one) => typeOf(one) === NOTES) ?? group[0];
  const mark: Pick<Mark, 'body' | 'codeIds' | 'lookForId' | 'child'> = {
    body: '',
    codeIds: [],
    lookForId: null,
    child: null,
  };
  const words: string[] = [];
  const plain = new Map<string, string>();
  for (const one of group) {
    const type = typeOf(one);
    const { entry, value } = one;
    const lookForId = entry?.startsWith(LOOK_FOR_ENTRY) ? entry.slice(LOOK_FOR_ENTRY.length) : '';
    const codeId = entry?.startsWith(entryId('')) ? entry.slice(entryId('').length) : undefined;
    if (lookForId) mark.lookForId = lookForId;
    else if (type === CHILDREN) mark.child = value;
    else if (type === NOTES) words.push(value);
    else if (type !== OTHER_CODES && PLAIN_TIERS.includes(type)) plain.set(type, value);
    else {
      const known = codeId ?? (type === OTHER_CODES ? value : codeOfWord(value, framework));
      if (known !== undefined) mark.codeIds.push(known);
      else if (value.trim()) words.push(`${one.tier.attributes['TIER_ID'] ?? ''}: ${value}`);
    }
  }
  return {
    ...mark,
    ...detailsOf({
      begunBy: plain.get(BEGUN_BY) ?? '',
      response: plain.get(RESPONSE) ?? '',
      confidence: plain.get(SURE) ?? '',
      strengths: plain.get(STRENGTH) ?? '',
      drawings: plain.get(DRAWINGS) ?? '',
    }),
    body: words.join('\n'),
    ...(main && { startSeconds: main.startMs / 1000, endSeconds: main.endMs / 1000 }),
  };
}
