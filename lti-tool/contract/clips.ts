import { z } from 'zod';
import {
  idSchema,
  instantSchema,
  languageSchema,
  lineSchema,
  rangeSchema,
  secondsSchema,
  spanSchema,
  textSchema,
} from '#contract/common-shapes';
import { consentDraftSchema, consentSchema, coverageSchema } from '#contract/consents';
import { maskingSchema, maskOrderSchema } from '#contract/masking';
import { route } from '#contract/route';
import { secondViewSchema } from '#contract/second-views';
import {
  CLIP_FACETS,
  CLIP_LENGTHS,
  CLIP_STATES,
  CONSENT_SCOPES,
  CURATION_STATES,
  PERSON_KINDS,
  PURPOSES,
  TRANSCODE_STAGES,
} from '#contract/vocabulary';

/** Description that teaches (C2) and prepares (T8). All texts may still be empty in a draft. */
export const clipDescriptionSchema = z.object({
  strategy: z.object({ title: lineSchema, text: textSchema }),
  domain: lineSchema,
  ageGroup: lineSchema,
  setting: lineSchema,
  /** Curriculum areas; clips of the first versions have none. */
  areas: z.array(lineSchema).max(20).optional(),
  /** The language that is spoken most. */
  language: languageSchema.or(z.literal('')),
  /** Others that are spoken too. */
  moreLanguages: z.array(languageSchema).max(10).optional(),
  context: z.object({
    setting: textSchema,
    group: textSchema,
    moment: textSchema,
    before: textSchema,
    remember: textSchema,
  }),
  theory: z.object({
    title: lineSchema,
    text: textSchema,
    sources: z.array(z.string().max(500)).max(30),
  }),
  practices: z.array(z.object({ title: lineSchema, text: textSchema })).max(10),
});
export type ClipDescription = z.infer<typeof clipDescriptionSchema>;

/** What was measured when the file came in, and what follows (T10). */
export const qualitySchema = z.object({
  picture: z.enum(['good', 'fair', 'low', 'dark', 'bright', 'choppy', 'shaky']),
  sound: z.enum(['good', 'quiet', 'loud', 'clipped', 'voiceless', 'silent', 'none']),
  length: z.enum(['good', 'long', 'short']),
  width: z.number().int(),
  height: z.number().int(),
  frameRate: z.number(),
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
});
export type Quality = z.infer<typeof qualitySchema>;

/** Somebody who is seen or heard in a clip, and what they consented to. */
export const filmedPersonSchema = z.object({
  id: idSchema,
  /** "Child A", "Educator E": never a real name. */
  pseudonym: z.string().min(1).max(60),
  kind: z.enum(PERSON_KINDS),
  /** When the person is seen or heard; none: all the time. */
  ranges: z.array(rangeSchema).max(200),
  consent: consentSchema.nullable(),
});
export type FilmedPerson = z.infer<typeof filmedPersonSchema>;

/** What is said of a filmed person; the consent is noted apart. */
export const filmedPersonDraftSchema = filmedPersonSchema.pick({
  pseudonym: true,
  kind: true,
  ranges: true,
});

/** A language in which a clip has captions, by the name under which it is chosen. */
export const captionTrackSchema = z.object({ language: languageSchema, label: lineSchema });

/** Where the words of a search stand in a clip, beyond its heading. */
export const searchHitSchema = z.object({
  /** When it is said; null for a stretch of the description. */
  startSeconds: secondsSchema.nullable(),
  /** Of the captions; null for the description. */
  language: languageSchema.nullable(),
  text: z.string(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Where the film of a clip lies that was never handed over. */
export const clipReferenceSchema = z.object({
  kind: z.enum(['hls', 'file', 'youtube', 'vimeo']),
  /** Of the playlist or file, or of the page with the site's player. */
  url: z.string(),
});
export type ClipReference = z.infer<typeof clipReferenceSchema>;

/** A clip as lists show it. */
export const clipCardSchema = z.object({
  id: idSchema,
  title: z.string(),
  state: z.enum(CLIP_STATES),
  /** Present while the file is being prepared, also when a first rendition plays already. */
  progress: z.object({ stage: z.enum(TRANSCODE_STAGES), percent: z.number() }).nullable(),
  /**
   * An error code of contract/errors when the state is `failed`, or when a clip plays but its larger
   * pictures could not be made.
   */
  failure: z.string().nullable(),
  /**
   * Of a film that is still on its way: the name of its file, how long that is, and how much of it has
   * arrived. Only for its owner.
   */
  arriving: z
    .object({ fileName: z.string(), bytes: z.number().int(), arrivedBytes: z.number().int() })
    .nullable()
    .optional(),
  /** The name of its file, while an own clip has no title. */
  fileName: z.string().nullable().optional(),
  curation: z.enum(CURATION_STATES),
  durationSeconds: secondsSchema.nullable(),
  strategyTitle: z.string(),
  domain: z.string(),
  ageGroup: z.string(),
  setting: z.string(),
  language: z.string(),
  coverage: coverageSchema,
  /** Short-lived addresses; null until there is a picture, or when this person may not see it. */
  posterUrl: z.string().nullable(),
  thumbnails: z
    .object({
      url: z.string(),
      columns: z.number().int(),
      rows: z.number().int(),
      tileWidth: z.number().int(),
      tileHeight: z.number().int(),
      intervalSeconds: z.number(),
      count: z.number().int(),
      /** What the first one shows, of an excerpt on its own clock; 0 when absent. */
      firstSeconds: z.number().optional(),
    })
    .nullable(),
  isMine: z.boolean(),
  createdAt: instantSchema,
  /** The institution that shares it; null or absent for one's own. */
  institution: z.string().nullable().optional(),
  /** Only in the answer to a search. */
  hit: searchHitSchema.nullable().optional(),
});
export type ClipCard = z.infer<typeof clipCardSchema>;

/** A clip with its whole description. */
export const clipSchema = clipCardSchema.extend({
  fileName: z.string().nullable(),
  /** Where the film lies, if not here; which address is only said to who may watch. */
  referenceKind: clipReferenceSchema.shape.kind.nullable().optional(),
  bytes: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  frameRate: z.number().nullable(),
  hasAudio: z.boolean().nullable(),
  quality: qualitySchema.nullable(),
  description: clipDescriptionSchema,
  people: z.array(filmedPersonSchema),
  /** Stretches in which the film itself shows and tells nothing any more. */
  masked: z.array(rangeSchema).optional(),
  /** Stretches that are left out for everybody but the owner. */
  closed: z.array(rangeSchema).optional(),
  /** What was masked in it before anybody could watch it. */
  masking: maskingSchema.nullable().optional(),
  /** Whether the viewer's name moves over the picture. */
  isWatermarked: z.boolean().optional(),
  /** The institution wants it over every clip. */
  isNameWanted: z.boolean().optional(),
  /** Whether whoever may watch it may also keep a copy; never where the viewer's name is shown. */
  isDownloadable: z.boolean().optional(),
  /** Pictures that the poster may be chosen from. */
  posters: z.array(z.object({ name: z.string(), url: z.string() })),
  captions: z.array(captionTrackSchema),
  usedIn: z.array(z.object({ taskId: idSchema, title: z.string(), courseTitle: z.string() })),
  updatedAt: instantSchema,
});
export type Clip = z.infer<typeof clipSchema>;

/**
 * All that a player needs. Every address stops working at `expiresAt`; ask again before. An excerpt
 * is a clip of its own: all times count from its 0:00. Only inside the files (segments, captions)
 * the clock of the whole clip runs on; `excerpt.startSeconds` is where it stands at 0:00.
 */
export const playbackSchema = z.object({
  clipId: idSchema,
  title: z.string(),
  /** Set when only an excerpt is served: its points on the clock of the whole clip. */
  excerpt: z
    .object({
      /** Null for one that only a task names. */
      id: idSchema.nullable(),
      title: z.string(),
      startSeconds: secondsSchema,
      endSeconds: secondsSchema,
    })
    .nullable(),
  playlistUrl: z.string(),
  /** Set when the film lies elsewhere; then it is played from there, and there alone. */
  reference: clipReferenceSchema.nullable().optional(),
  posterUrl: z.string().nullable(),
  /** A playlist of the sound alone, for lines that carry no picture. */
  soundUrl: z.string().nullable(),
  waveformUrl: z.string().nullable(),
  thumbnails: clipCardSchema.shape.thumbnails,
  captions: z.array(captionTrackSchema.extend({ url: z.string() })),
  /** What is to be seen, for those who do not see it; read while the clip waits. */
  descriptions: z.array(captionTrackSchema.extend({ url: z.string() })),
  durationSeconds: secondsSchema,
  frameRate: z.number(),
  /** Here nobody's stretches are left out: who has none is not in what is shown. */
  people: z.array(filmedPersonSchema.pick({ pseudonym: true, kind: true, ranges: true })),
  context: clipDescriptionSchema.shape.context,
  /** Stretches that are blurred or black, and silent. */
  masked: z.array(rangeSchema).optional(),
  /** Stretches that cannot be fetched: players jump over them, and say so. */
  closed: z.array(rangeSchema).optional(),
  /** Stretches in which parts of the picture are covered, and those in which nothing is heard. */
  covered: maskingSchema.pick({ picture: true, sound: true }).optional(),
  /** Another one as soon as it is otherwise open than now; what `watchOn` answers is held against it. */
  standing: z.string().optional(),
  /** Whether sharper pictures of it are still being made; a player takes them up when they are there. */
  isGrowing: z.boolean().optional(),
  /** The viewer's name, where it moves over the picture. */
  watermark: z.string().nullable().optional(),
  /** Another camera on the same scene, where this person may watch it. */
  secondView: secondViewSchema.optional(),
  expiresAt: instantSchema,
});
export type Playback = z.infer<typeof playbackSchema>;

const facetValue = z.string().max(300).optional();

/** What the library is asked for: every word and every facet must be met. */
export const libraryQuerySchema = z.object({
  q: z.string().max(200).default(''),
  domain: facetValue,
  area: facetValue,
  strategy: facetValue,
  ageGroup: facetValue,
  setting: facetValue,
  language: facetValue,
  length: z.enum(CLIP_LENGTHS).optional(),
  consent: z.enum(CONSENT_SCOPES).optional(),
  /** Only what is in a collection that this person sees. */
  collection: idSchema.optional(),
  mine: z.enum(['true', 'false']).default('false'),
  /** Only one's own for which something is still to be done, by the server or by a person. */
  unfinished: z.enum(['true', 'false']).default('false'),
  /** Only what waits for a review, a check of consents, or a second look. */
  review: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});
export type LibraryQuery = z.infer<typeof libraryQuerySchema>;

/** By what clips can be narrowed down, and how many each would leave. */
export const clipFacetsSchema = z.record(
  z.enum(CLIP_FACETS),
  z.array(z.object({ value: z.string(), count: z.number().int() })),
);
export type ClipFacets = z.infer<typeof clipFacetsSchema>;

/** What a clip is watched for: training students unless said otherwise. */
const purposeSchema = z.enum(PURPOSES).default('training');
const clipParams = z.object({ clipId: idSchema });
const personParams = z.object({ clipId: idSchema, personId: idSchema });

/** Finding, uploading, describing, watching and publishing clips. */
export const clipRoutes = {
  listClips: route({
    method: 'get',
    path: '/api/clips',
    summary: 'The library: clips that this person may find, with counts for the facets.',
    query: libraryQuerySchema,
    reply: z.object({
      clips: z.array(clipCardSchema),
      total: z.number().int(),
      facets: clipFacetsSchema,
      /** The words that were sought, without accents: others than were typed if one was mistyped. */
      sought: z.array(z.string()),
    }),
  }),
  listSimilarClips: route({
    method: 'get',
    path: '/api/clips/:clipId/similar',
    summary:
      'Clips of which the same codes are sought, or that are described alike; nearest first.',
    params: clipParams,
    reply: z.object({ clips: z.array(clipCardSchema) }),
  }),
  createClip: route({
    method: 'post',
    path: '/api/clips',
    summary: 'Begin a clip before its file is uploaded; the upload then names it.',
    body: z.object({
      fileName: z.string().min(1).max(255),
      bytes: z.number().int().min(0),
      /** What is masked in the file already, or is to be before anything is made of it. */
      masking: maskOrderSchema.optional(),
    }),
    reply: clipSchema,
    status: 201,
  }),
  getClip: route({
    method: 'get',
    path: '/api/clips/:clipId',
    summary: 'One clip with its description, people, consents and uses.',
    params: clipParams,
    reply: clipSchema,
  }),
  describeClip: route({
    method: 'patch',
    path: '/api/clips/:clipId',
    summary: 'Change title and description; what is left out stays as it is.',
    params: clipParams,
    body: clipDescriptionSchema.partial().extend({
      title: lineSchema.optional(),
      strategy: clipDescriptionSchema.shape.strategy.partial().optional(),
      context: clipDescriptionSchema.shape.context.partial().optional(),
      theory: clipDescriptionSchema.shape.theory.partial().optional(),
    }),
    reply: clipSchema,
  }),
  removeClip: route({
    method: 'delete',
    path: '/api/clips/:clipId',
    summary: 'Remove a clip and its files; refused while a task uses it.',
    params: clipParams,
  }),
  retryClip: route({
    method: 'post',
    path: '/api/clips/:clipId/preparation',
    summary: 'Prepare a failed clip once more from the file that is kept.',
    params: clipParams,
    reply: clipSchema,
  }),
  cancelPreparation: route({
    method: 'delete',
    path: '/api/clips/:clipId/preparation',
    summary: 'Stop preparing a clip; what plays already stays, and so does the file.',
    params: clipParams,
    reply: clipSchema,
    status: 200,
  }),
  choosePoster: route({
    method: 'put',
    path: '/api/clips/:clipId/poster',
    summary: 'Choose the picture that stands for the clip among those that were made.',
    params: clipParams,
    body: z.object({ name: z.string().max(64) }),
    reply: clipSchema,
  }),
  publishClip: route({
    method: 'post',
    path: '/api/clips/:clipId/publication',
    summary:
      'Let colleagues find the clip; needs a title and consents. Where somebody else looks after clips, it is proposed to them first.',
    params: clipParams,
    reply: clipSchema,
  }),
  addFilmedPerson: route({
    method: 'post',
    path: '/api/clips/:clipId/people',
    summary: 'Name a person who is seen or heard, by pseudonym.',
    params: clipParams,
    body: filmedPersonDraftSchema,
    reply: clipSchema,
    status: 201,
  }),
  changeFilmedPerson: route({
    method: 'put',
    path: '/api/clips/:clipId/people/:personId',
    summary: 'Change pseudonym, kind or times of a filmed person.',
    params: personParams,
    body: filmedPersonDraftSchema,
    reply: clipSchema,
  }),
  removeFilmedPerson: route({
    method: 'delete',
    path: '/api/clips/:clipId/people/:personId',
    summary: 'Remove a person who was named by mistake; only without a consent.',
    params: personParams,
    reply: clipSchema,
    status: 200,
  }),
  recordConsent: route({
    method: 'put',
    path: '/api/clips/:clipId/people/:personId/consent',
    summary: 'Record what a filmed person agreed to.',
    params: personParams,
    body: consentDraftSchema,
    reply: clipSchema,
  }),
  withdrawConsent: route({
    method: 'post',
    path: '/api/clips/:clipId/people/:personId/withdrawal',
    summary: 'Record a withdrawal: the clip stops playing everywhere at once.',
    params: personParams,
    reply: clipSchema,
  }),
  setCaptions: route({
    method: 'put',
    path: '/api/clips/:clipId/captions/:language',
    summary: 'Set the captions of one language (WebVTT).',
    params: z.object({ clipId: idSchema, language: languageSchema }),
    body: z.object({ label: lineSchema, vtt: z.string().min(6).max(500_000) }),
    reply: clipSchema,
  }),
  playClip: route({
    method: 'post',
    path: '/api/clips/:clipId/playback',
    summary: 'Short-lived addresses for playing a clip, if consent and membership allow it.',
    params: clipParams,
    body: z.object({
      purpose: purposeSchema,
      /** Only this stretch of the clip. */
      excerpt: spanSchema.nullable().default(null),
    }),
    reply: playbackSchema,
  }),
  watchOn: route({
    method: 'get',
    path: '/api/clips/:clipId/standing',
    summary:
      'Whether a clip may still be watched, and how far it is open: players ask every few seconds; refused when not.',
    params: clipParams,
    query: z.object({
      purpose: purposeSchema,
      /** The excerpt that is watched, by both of its points. */
      startSeconds: z.coerce.number().optional(),
      endSeconds: z.coerce.number().optional(),
    }),
    /** Where it is another one than that of the playback, that is to be asked for again. */
    reply: z.object({ standing: z.string() }),
  }),
};
