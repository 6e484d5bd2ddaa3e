import { z } from 'zod';
import { daySchema, idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';
import { EVIDENCE_TYPES, MASK_STYLES, PURPOSES } from '#contract/vocabulary';

/** One viewing of a clip: somebody was sent its pictures or its sound. */
export const viewingSchema = z.object({
  id: idSchema,
  /**
   * As the course shows them: a name, or a pseudonym where the platform keeps names to itself. Empty
   * for somebody of a partner institution, whose name stays there.
   */
  name: z.string(),
  /** The partner institution that it was watched in; null for one's own. */
  institution: z.string().nullable(),
  courseTitle: z.string(),
  purpose: z.enum(PURPOSES),
  /** A copy was taken along. */
  isDownload: z.boolean(),
  beganAt: instantSchema,
  lastAt: instantSchema,
});
export type Viewing = z.infer<typeof viewingSchema>;

/** What is left of a clip that was removed. */
export const removedClipSchema = z.object({
  clipId: idSchema,
  title: z.string(),
  removedAt: instantSchema,
});
const clipParams = z.object({ clipId: idSchema });
const personParams = z.object({ clipId: idSchema, personId: idSchema });
const certificateSchema = z.object({ fileName: z.string(), html: z.string() });
const identitySchema = z.object({ identity: z.string().max(500) });

/** What only those who look after a clip do: who watched it, whom it shows, what was destroyed. */
export const careRoutes = {
  listViewings: route({
    method: 'get',
    path: '/api/clips/:clipId/viewings',
    summary: 'Who watched a clip, when and what for, latest first; for its owner alone.',
    params: clipParams,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(100).default(25),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    reply: z.object({
      viewings: z.array(viewingSchema),
      total: z.number().int(),
      /** Viewings are forgotten after so many days. */
      keptDays: z.number().int(),
    }),
  }),
  maskPerson: route({
    method: 'post',
    path: '/api/clips/:clipId/people/:personId/masking',
    summary:
      'Blur or black out, and mute, wherever a person is seen; the film as it was is destroyed.',
    params: personParams,
    body: z.object({ style: z.enum(MASK_STYLES) }),
  }),
  closePerson: route({
    method: 'post',
    path: '/api/clips/:clipId/people/:personId/closing',
    summary:
      'Leave out, for everybody but the owner, where a person is seen whose consent has ended; the rest of the clip plays.',
    params: personParams,
  }),
  reopenPerson: route({
    method: 'delete',
    path: '/api/clips/:clipId/people/:personId/closing',
    summary: 'Leave these stretches out no more: the whole clip is decided by consent again.',
    params: personParams,
  }),
  getCertificate: route({
    method: 'get',
    path: '/api/clips/:clipId/people/:personId/certificate',
    summary: 'What was done after a consent was withdrawn or had ended, as a page to print.',
    params: personParams,
    reply: certificateSchema,
  }),
  listRemovedClips: route({
    method: 'get',
    path: '/api/removed-clips',
    summary:
      'Own clips that were removed, the latest first; of each a record without pictures is kept.',
    reply: z.object({ clips: z.array(removedClipSchema) }),
  }),
  getRemovalCertificate: route({
    method: 'get',
    path: '/api/removed-clips/:clipId/certificate',
    summary: 'What was done when a clip was removed, as a page to print; for its owner alone.',
    params: clipParams,
    reply: certificateSchema,
  }),
  listEndingConsents: route({
    method: 'get',
    path: '/api/consents/ending',
    summary: 'Consents of own clips that end within 30 days, the soonest first.',
    reply: z.object({
      consents: z.array(
        z.object({
          clipId: idSchema,
          title: z.string(),
          pseudonym: z.string(),
          validUntil: daySchema,
        }),
      ),
    }),
  }),
  setWatermark: route({
    method: 'put',
    path: '/api/clips/:clipId/watermark',
    summary: 'Let the viewer’s name move over the picture, or no longer.',
    params: clipParams,
    body: z.object({ isWatermarked: z.boolean() }),
  }),
  setDownloadable: route({
    method: 'put',
    path: '/api/clips/:clipId/downloadable',
    summary: 'Let whoever may watch a clip keep a copy of it, or no longer; for its owner alone.',
    params: clipParams,
    body: z.object({ isDownloadable: z.boolean() }),
  }),
  downloadClip: route({
    method: 'post',
    path: '/api/clips/:clipId/download',
    summary:
      'A short-lived address of a copy of a clip, where its owner and every consent allow it.',
    params: clipParams,
    body: z.object({ purpose: z.enum(PURPOSES).default('training') }),
    reply: z.object({ url: z.string(), expiresAt: instantSchema }),
  }),
  getIdentity: route({
    method: 'get',
    path: '/api/clips/:clipId/people/:personId/identity',
    summary: 'Who a filmed person is, if that is kept; for the clip’s owner alone.',
    params: personParams,
    reply: identitySchema,
  }),
  setIdentity: route({
    method: 'put',
    path: '/api/clips/:clipId/people/:personId/identity',
    summary: 'Keep who a filmed person is, encrypted; an empty text forgets it.',
    params: personParams,
    body: identitySchema,
  }),
};

/** Signed forms are small: a scan, or a photograph of a page. */
export const MOST_EVIDENCE_BYTES = 4_000_000;

/** A signed form of a consent, and who looked at it. */
export const evidenceSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  bytes: z.number().int(),
  addedAt: instantSchema,
  /** When it was opened, latest first, and by whom. */
  openings: z.array(z.object({ at: instantSchema, name: z.string() })),
});
export type Evidence = z.infer<typeof evidenceSchema>;

const fileSchema = z.object({
  fileName: z.string().min(1).max(255),
  type: z.enum(EVIDENCE_TYPES),
  base64: z.base64().max(Math.ceil(MOST_EVIDENCE_BYTES / 3) * 4),
});
const evidenceParams = personParams.extend({ evidenceId: idSchema });

/** The signed forms of consents: for the clip's owner alone, encrypted where they are kept. */
export const evidenceRoutes = {
  listEvidence: route({
    method: 'get',
    path: '/api/clips/:clipId/people/:personId/evidence',
    summary: 'The signed forms of a filmed person, and when each was opened by whom.',
    params: personParams,
    reply: z.object({ documents: z.array(evidenceSchema) }),
  }),
  addEvidence: route({
    method: 'post',
    path: '/api/clips/:clipId/people/:personId/evidence',
    summary: 'Keep a signed form (PDF, JPEG or PNG, up to 4 MB), encrypted.',
    params: personParams,
    body: fileSchema,
    status: 201,
  }),
  openEvidence: route({
    method: 'post',
    path: '/api/clips/:clipId/people/:personId/evidence/:evidenceId/opening',
    summary: 'Open a signed form; that it was opened is written down.',
    params: evidenceParams,
    reply: fileSchema,
    status: 200,
  }),
  removeEvidence: route({
    method: 'delete',
    path: '/api/clips/:clipId/people/:personId/evidence/:evidenceId',
    summary: 'Destroy a signed form.',
    params: evidenceParams,
  }),
};
