import { z } from 'zod';
import { EXCHANGE_VERSION } from '#contract/exchange';
import { initiativeSchema, type Mark } from '#contract/observations';
import { drawingsOfSvg, svgOf } from './drawings-svg.ts';
import {
  codeLabel,
  codeOfWord,
  decimal,
  idFor,
  isExtension,
  POINT_SECONDS,
  secondsOfText,
  type ExchangedWork,
  type Extension,
  type FoundMark,
  type MarkFormat,
  type Scheme,
} from './exchange.rules.ts';
import { parsedJson } from './json-file.ts';

const TERMS = 'urn:lookfor:terms:';
const UUID = 'urn:uuid:';

/**
 * Moments as W3C Web Annotations (Recommendation of 23 February 2017): each is an Annotation whose
 * target is a stretch of the clip (FragmentSelector, Media Fragments `t=`), refined by the signs on
 * its picture (SvgSelector), whose words are a commenting body and whose codes are tagging bodies.
 * Terms of ours begin with `lookfor:`.
 */
export const webAnnotationFormat: MarkFormat = {
  mediaType: 'application/ld+json',
  write(work, extensions) {
    const collection = {
      '@context': ['http://www.w3.org/ns/anno.jsonld', { lookfor: TERMS }],
      id: `urn:lookfor:task:${work.taskId}`,
      type: 'AnnotationCollection',
      label: work.taskTitle,
      'lookfor:formatVersion': EXCHANGE_VERSION,
      total: work.marks.length + Object.keys(work.contrast?.rows ?? {}).length,
      first: {
        id: `urn:lookfor:task:${work.taskId}:page:1`,
        type: 'AnnotationPage',
        startIndex: 0,
        items: [
          ...work.marks.map((mark) => annotationOf(mark, work, extensions.get(mark.id))),
          ...contrastOf(work),
        ],
      },
    };
    return new TextEncoder().encode(`${JSON.stringify(collection, null, 2)}\n`);
  },
  read(bytes, scheme) {
    const value = parsedJson(bytes);
    if ('problems' in value) return value;
    const annotations = annotationsIn(value.json);
    if (!annotations)
      return { found: [], problems: [{ problem: 'not-schema', line: null, place: 'items' }] };
    const found: FoundMark[] = annotations.flatMap((one, at) =>
      one['lookfor:contrast'] ? [] : [toFound(one, at, scheme)],
    );
    const rows = annotations.flatMap(({ 'lookfor:contrast': said }) => {
      if (!said) return [];
      const { lookForId, ...row } = said;
      return [[lookForId, row] as const];
    });
    return { found, problems: [], ...(rows.length > 0 && { contrast: Object.fromEntries(rows) }) };
  },
};

/** What was said about two cases under a look-for: its targets are the cited moments of both. */
function contrastOf({ taskId, clip, coder, contrast, lookFors }: ExchangedWork) {
  return Object.entries(contrast?.rows ?? {}).map(([lookForId, row]) => ({
    id: `urn:lookfor:task:${taskId}:contrast:${lookForId}`,
    type: 'Annotation',
    motivation: 'assessing',
    ...(coder && { creator: { type: 'Person', nickname: coder } }),
    body: [
      { type: 'TextualBody', purpose: 'commenting', format: 'text/plain', value: row.because },
      {
        ...{ type: 'TextualBody', purpose: 'tagging', format: 'text/plain' },
        value: lookFors.find(({ id }) => id === lookForId)?.label ?? lookForId,
      },
    ],
    target: [clip, contrast?.clip ?? clip].flatMap(({ id, title }, index) => {
      const source = { id: `urn:lookfor:clip:${id}`, type: 'Video', label: title };
      const cites = row.cites.filter(({ of }) => of === (index === 0 ? 'first' : 'second'));
      if (cites.length === 0) return [{ type: 'SpecificResource', source }];
      return cites.map(({ seconds }) => ({
        ...{ type: 'SpecificResource', source },
        selector: {
          type: 'FragmentSelector',
          conformsTo: 'http://www.w3.org/TR/media-frags/',
          value: `t=${decimal(seconds)},${decimal(seconds + POINT_SECONDS)}`,
        },
      }));
    }),
    'lookfor:contrast': { lookForId, ...row },
  }));
}

function annotationOf(mark: Mark, work: ExchangedWork, extension: Extension | undefined) {
  const { framework } = work;
  const end = mark.endSeconds ?? mark.startSeconds + POINT_SECONDS;
  return {
    id: `${UUID}${mark.id}`,
    type: 'Annotation',
    motivation: mark.codeIds.length > 0 ? ['commenting', 'tagging'] : 'commenting',
    modified: mark.changedAt,
    ...(work.coder && { creator: { type: 'Person', nickname: work.coder } }),
    body: [
      { type: 'TextualBody', purpose: 'commenting', format: 'text/plain', value: mark.body },
      ...mark.codeIds.map((codeId) => ({
        type: 'TextualBody',
        purpose: 'tagging',
        format: 'text/plain',
        value: codeLabel(codeId, framework),
        'lookfor:code': codeId,
        ...(mark.codeValues?.[codeId] !== undefined && {
          'lookfor:strength': mark.codeValues[codeId],
        }),
        ...(framework && { 'lookfor:framework': `${framework.key}:${framework.version}` }),
      })),
    ],
    target: {
      type: 'SpecificResource',
      source: { id: `urn:lookfor:clip:${work.clip.id}`, type: 'Video', label: work.clip.title },
      selector: {
        type: 'FragmentSelector',
        conformsTo: 'http://www.w3.org/TR/media-frags/',
        value: `t=${decimal(mark.startSeconds)},${decimal(end)}`,
        ...(mark.drawings &&
          mark.drawings.length > 0 && {
            refinedBy: {
              type: 'SvgSelector',
              conformsTo: 'http://www.w3.org/TR/SVG/',
              value: svgOf(mark.drawings),
            },
          }),
      },
    },
    ...(mark.initiative && { 'lookfor:initiative': mark.initiative }),
    ...(mark.confidence && { 'lookfor:confidence': mark.confidence }),
    ...(extension && { 'lookfor:extension': extension }),
  };
}

const bodySchema = z.union([
  z.string().transform((value) => ({ value, purpose: undefined as string | undefined })),
  z.looseObject({
    value: z.string().optional(),
    purpose: z.union([z.string(), z.array(z.string()).transform((all) => all[0])]).optional(),
  }),
]);
const selectorSchema = z.looseObject({
  type: z.string().optional(),
  value: z.string().optional(),
  refinedBy: z
    .looseObject({ type: z.string().optional(), value: z.string().optional() })
    .optional()
    .catch(undefined),
});
const targetSchema = z.union([
  z.string().transform((source) => ({ source: source, selector: undefined, id: undefined })),
  z.looseObject({
    id: z.string().optional(),
    source: z.unknown().optional(),
    selector: z
      .union([
        selectorSchema,
        z
          .array(selectorSchema)
          .transform((all) => all.find((one) => one.type === 'FragmentSelector')),
      ]) // prettier-ignore
      .optional(),
  }),
]);
const oneOrMany = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.array(schema), schema.transform((one) => [one])]);
const annotationSchema = z.looseObject({
  id: z.string().optional(),
  modified: z.string().optional(),
  motivation: z.union([z.string(), z.array(z.string())]).optional(),
  body: oneOrMany(bodySchema).default([]),
  bodyValue: z.string().optional(),
  target: oneOrMany(targetSchema),
  'lookfor:initiative': initiativeSchema.optional().catch(undefined),
  'lookfor:confidence': z.number().int().optional().catch(undefined),
  'lookfor:contrast': z.looseObject({ lookForId: z.string() }).optional().catch(undefined),
});
type Annotation = z.infer<typeof annotationSchema>;

/** Annotations of a collection, a page, a list, or one alone. */
function annotationsIn(json: unknown): Annotation[] | null {
  const holder = z.looseObject({ first: z.unknown().optional(), items: z.unknown().optional() }).safeParse(json); // prettier-ignore
  const inside = holder.success ? (holder.data.items ?? holder.data.first) : undefined;
  if (inside !== undefined && !Array.isArray(inside)) return annotationsIn(inside);
  const list: unknown = Array.isArray(json) ? json : (inside ?? [json]);
  const read = z.array(annotationSchema).safeParse(list);
  return read.success ? read.data : null;
}

function toFound(annotation: Annotation, at: number, scheme: Scheme): FoundMark {
  const { target, modified } = annotation;
  const [first] = target;
  const source = typeof first?.source === 'string' ? first.source : '';
  const fragment = first?.selector?.value ?? source.split('#')[1] ?? first?.id?.split('#')[1] ?? '';
  const given = annotation.id ?? '';
  const isTag = (purpose: string | undefined): boolean =>
    purpose === 'tagging' || purpose === 'classifying';
  const extension = annotation['lookfor:extension'];
  return {
    line: at + 1,
    extension: isExtension(extension) ? extension : null,
    mark: {
      id: given.startsWith(UUID)
        ? given.slice(UUID.length)
        : idFor(`annotation:${given || JSON.stringify(annotation)}`),
      ...timesOf(fragment),
      body: [
        ...(annotation.bodyValue === undefined ? [] : [annotation.bodyValue]),
        ...annotation.body.flatMap((one) =>
          isTag(one.purpose) || one.value === undefined ? [] : [one.value],
        ),
      ].join('\n'),
      codeIds: annotation.body.flatMap((one) => {
        if (!isTag(one.purpose)) return [];
        const own = 'lookfor:code' in one ? one['lookfor:code'] : undefined;
        const word = one.value ?? '';
        return [typeof own === 'string' ? own : (codeOfWord(word, scheme.framework) ?? word)];
      }),
      ...detailsOf(annotation),
      ...(modified !== undefined && { changedAt: modified }),
    },
  };
}

/** What an annotation says beyond words and codes. */
function detailsOf(annotation: Annotation): Partial<Mark> {
  const { 'lookfor:initiative': initiative, 'lookfor:confidence': confidence } = annotation;
  const strengths = annotation.body.flatMap((one): [string, number][] => {
    const code = 'lookfor:code' in one ? one['lookfor:code'] : undefined;
    const strength = 'lookfor:strength' in one ? one['lookfor:strength'] : undefined;
    return typeof code === 'string' && typeof strength === 'number' ? [[code, strength]] : [];
  });
  const refined = annotation.target[0]?.selector?.refinedBy;
  const drawings = refined?.type === 'SvgSelector' ? drawingsOfSvg(refined.value ?? '') : undefined;
  return {
    ...(initiative && { initiative }),
    ...(confidence !== undefined && { confidence }),
    ...(strengths.length > 0 && { codeValues: Object.fromEntries(strengths) }),
    ...(drawings && { drawings }),
  };
}

/** `t=12,15.5`, `t=npt:0:12,0:15`, `t=,20`; without an end it is a point. */
function timesOf(fragment: string): Pick<Mark, 'endSeconds'> & { startSeconds?: number } {
  const time = /(?:^|&)t=(?:npt:)?([^&]*)/.exec(fragment)?.[1];
  if (time === undefined) return { endSeconds: null };
  const [start = '', end = ''] = withoutEscapes(time).split(',');
  return {
    startSeconds: start === '' ? 0 : secondsOfText(start),
    endSeconds: end === '' ? null : secondsOfText(end),
  };
}

function withoutEscapes(text: string): string {
  return text.replace(/%2C/gi, ',').replace(/%3A/gi, ':');
}
