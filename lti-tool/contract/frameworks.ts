import { z } from 'zod';
import {
  fileSchema,
  givenFileSchema,
  idSchema,
  instantSchema,
  lineSchema,
  localeSchema,
  secondsSchema,
} from '#contract/common-shapes';
import { route } from '#contract/route';

/** A text of a framework in the interface languages; English is always there. */
export const translatedSchema = z
  .partialRecord(localeSchema, z.string())
  .and(z.object({ en: z.string() }));
export type Translated = z.infer<typeof translatedSchema>;

const codeKey = z.string().regex(/^[a-z0-9-]{1,60}$/);

/**
 * What a code looks like in a film: words, and where to see it. A clip is named by its id, or by
 * the key of a demo clip where the framework comes from a file.
 */
export const codeExampleSchema = z
  .object({
    text: translatedSchema,
    clipId: idSchema.nullable().optional(),
    clipKey: codeKey.nullable().optional(),
    startSeconds: secondsSchema.nullable().optional(),
    endSeconds: secondsSchema.nullable().optional(),
  })
  .refine(({ startSeconds, endSeconds }) => (endSeconds ?? Infinity) >= (startSeconds ?? 0), {
    path: ['endSeconds'],
    message: 'The example ends before it begins.',
  });
export type CodeExample = z.infer<typeof codeExampleSchema>;

/** An example that says where it begins and not where it ends is as long as this. */
export const EXAMPLE_SECONDS = 10;

/** One category of a code scheme. `hue` is one of the eight code colours of the tokens. */
export const codeSchema = z.object({
  id: codeKey,
  tierId: codeKey,
  name: translatedSchema,
  definition: translatedSchema,
  hue: z.number().int().min(1).max(8),
  /** The digit that codes with it; alone in its tier. */
  hotKey: z
    .string()
    .regex(/^[1-9]$/)
    .nullable()
    .optional(),
  examples: z.array(codeExampleSchema).max(6).optional(),
});
export type Code = z.infer<typeof codeSchema>;

/** A code as it is named where its definition is not needed. */
export const namedCodeSchema = codeSchema.pick({ id: true, name: true, hue: true });
export type NamedCode = z.infer<typeof namedCodeSchema>;

/** A heading under which codes of one kind stand. */
export const tierSchema = z.object({ id: codeKey, name: translatedSchema });
export type Tier = z.infer<typeof tierSchema>;

/** Which version a version follows, and what became of each of its codes; none: it was given up. */
export const replacedSchema = z.object({
  key: codeKey,
  version: z.number().int().min(1),
  codes: z.array(z.object({ from: codeKey, to: z.array(codeKey).max(12) })).max(60),
});
export type Replaced = z.infer<typeof replacedSchema>;

/** What a framework says while it is written: the rules of a finished one come when it is published. */
export const frameworkDraftContentSchema = z.object({
  key: codeKey,
  title: translatedSchema,
  source: z.string().max(500),
  tiers: z.array(tierSchema).max(12),
  codes: z.array(codeSchema).max(60),
  replaces: replacedSchema.nullable().optional(),
});
export type FrameworkDraftContent = z.infer<typeof frameworkDraftContentSchema>;

/** What a framework says, as it stands in a file of course-templates/frameworks. */
export const frameworkContentSchema = z
  .object({
    key: codeKey,
    version: z.number().int().min(1),
    title: translatedSchema,
    source: z.string().max(500),
    tiers: z.array(tierSchema).min(1).max(12),
    codes: z.array(codeSchema).min(1).max(60),
    replaces: replacedSchema.nullable().optional(),
  })
  .refine(
    (framework) =>
      framework.codes.every((code) => framework.tiers.some((tier) => tier.id === code.tierId)),
    { path: ['codes'], message: 'A code names a tier that is not there.' },
  );
export type FrameworkContent = z.infer<typeof frameworkContentSchema>;

/** One version of a framework; it never changes. */
export const frameworkSchema = z.object({
  id: idSchema,
  key: codeKey,
  version: z.number().int(),
  title: translatedSchema,
  source: lineSchema,
  tiers: z.array(tierSchema),
  codes: z.array(codeSchema),
  replaces: replacedSchema.nullable().optional(),
});
export type Framework = z.infer<typeof frameworkSchema>;

/** What keeps a draft from being published: where, and a code that elements word. */
export const FRAMEWORK_GAPS = [
  'title-missing',
  'tier-missing',
  'tier-name-missing',
  'tier-without-codes',
  'tier-twice',
  'code-missing',
  'code-name-missing',
  'definition-missing',
  'code-without-tier',
  'code-twice',
  'hot-key-twice',
  'mapping-open',
  'mapping-unknown-code',
] as const;

/** What a draft may be published with, but ought to be looked at. */
export const FRAMEWORK_WARNINGS = [
  'hue-twice',
  'hot-key-absent',
  'translation-missing',
  'example-missing',
] as const;

/** Something in a draft that keeps it from being published, or should be looked at. */
export const frameworkFindingSchema = z.object({
  finding: z.enum([...FRAMEWORK_GAPS, ...FRAMEWORK_WARNINGS]),
  /** Dotted path in the content, such as `codes.2.hue`. */
  path: z.string(),
  /** The author's own word for the part, and for the one that it collides with. */
  label: z.string(),
  other: z.string(),
});
export type FrameworkFinding = z.infer<typeof frameworkFindingSchema>;

/** A framework that is being written, with what is found in it. */
export const frameworkDraftSchema = z.object({
  id: idSchema,
  content: frameworkDraftContentSchema,
  /** The version that it will be. */
  version: z.number().int(),
  gaps: z.array(frameworkFindingSchema),
  warnings: z.array(frameworkFindingSchema),
  /** The codes of the version it follows, for the mapping; null when it follows none. */
  before: z
    .object({ title: translatedSchema, version: z.number().int(), codes: z.array(codeSchema) })
    .nullable(),
  revision: z.number().int(),
  updatedAt: instantSchema,
});
export type FrameworkDraft = z.infer<typeof frameworkDraftSchema>;

/** One framework of the institution with its versions, and the draft of the next one. */
export const shelvedFrameworkSchema = z.object({
  key: codeKey,
  title: translatedSchema,
  source: z.string(),
  /** It came with Lookfor: it is copied, not changed. */
  isReady: z.boolean(),
  codeCount: z.number().int(),
  hues: z.array(z.number().int()),
  versions: z.array(
    z.object({ frameworkId: idSchema, version: z.number().int(), publishedAt: instantSchema }),
  ),
  draft: z
    .object({ draftId: idSchema, version: z.number().int(), updatedAt: instantSchema })
    .nullable(),
});
export type ShelvedFramework = z.infer<typeof shelvedFrameworkSchema>;

/** Files that hold a framework: our own, and ELAN's controlled vocabularies. */
export const FRAMEWORK_FORMATS = ['json', 'ecv', 'eaf'] as const;
export type FrameworkFormat = (typeof FRAMEWORK_FORMATS)[number];

const frameworkParams = z.object({ frameworkId: idSchema });
const draftParams = z.object({ draftId: idSchema });

/** Frameworks: those on the shelf, and those that are being written. */
export const frameworkRoutes = {
  listFrameworks: route({
    method: 'get',
    path: '/api/frameworks',
    summary: 'The code schemes of this institution, newest version of each.',
    reply: z.object({ frameworks: z.array(frameworkSchema) }),
  }),
  listShelf: route({
    method: 'get',
    path: '/api/framework-shelf',
    summary: 'All frameworks with their versions and drafts, for those who write them.',
    reply: z.object({ frameworks: z.array(shelvedFrameworkSchema) }),
  }),
  getFramework: route({
    method: 'get',
    path: '/api/frameworks/:frameworkId',
    summary: 'One version of a framework, be it old.',
    params: frameworkParams,
    reply: frameworkSchema,
  }),
  exportFramework: route({
    method: 'get',
    path: '/api/frameworks/:frameworkId/file',
    summary: 'A version as a file: JSON, or an ELAN controlled vocabulary (.ecv, .eaf).',
    params: frameworkParams,
    query: z.object({ format: z.enum(FRAMEWORK_FORMATS) }),
    reply: fileSchema,
  }),
  beginFrameworkDraft: route({
    method: 'post',
    path: '/api/framework-drafts',
    summary: 'Begin a framework, the next version of one, or a copy of one that came with Lookfor.',
    body: z.object({ fromFrameworkId: idSchema.nullable() }),
    reply: frameworkDraftSchema,
    status: 201,
  }),
  importFramework: route({
    method: 'post',
    path: '/api/framework-imports',
    summary: 'Read a file into a new draft. Nothing is published by it.',
    body: givenFileSchema,
    reply: frameworkDraftSchema,
    status: 201,
  }),
  getFrameworkDraft: route({
    method: 'get',
    path: '/api/framework-drafts/:draftId',
    summary: 'A draft, with what it lacks and what to look at.',
    params: draftParams,
    reply: frameworkDraftSchema,
  }),
  saveFrameworkDraft: route({
    method: 'put',
    path: '/api/framework-drafts/:draftId',
    summary: 'Save a draft. With an outdated base it answers 409 and changes nothing.',
    params: draftParams,
    body: z.object({ baseRevision: z.number().int(), content: frameworkDraftContentSchema }),
    reply: frameworkDraftSchema,
  }),
  publishFrameworkDraft: route({
    method: 'post',
    path: '/api/framework-drafts/:draftId/publication',
    summary: 'Publish a draft without gaps. From then on this version never changes.',
    params: draftParams,
    body: z.object({ baseRevision: z.number().int() }),
    reply: frameworkSchema,
  }),
  removeFrameworkDraft: route({
    method: 'delete',
    path: '/api/framework-drafts/:draftId',
    summary: 'Give a draft up. Published versions stay.',
    params: draftParams,
  }),
};
