import { z } from 'zod';
import { idSchema, instantSchema, languageSchema, lineSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** What is said in a clip, and what is to be seen in it for those who do not see it. */
export const TRACK_KINDS = ['captions', 'descriptions'] as const;
export type TrackKind = (typeof TRACK_KINDS)[number];

/** One track of a clip. */
export const trackBriefSchema = z.object({
  kind: z.enum(TRACK_KINDS),
  language: languageSchema,
  label: lineSchema,
  /** Nobody but those who look after clips gets a draft. */
  isDraft: z.boolean(),
  /** Written by a service that listened, and not checked by a person yet. */
  isMachine: z.boolean(),
  revision: z.number().int(),
  savedAt: instantSchema.nullable(),
});
export type TrackBrief = z.infer<typeof trackBriefSchema>;

/** A track with its cues, as WebVTT. */
export const trackSchema = trackBriefSchema.extend({ vtt: z.string() });
export type Track = z.infer<typeof trackSchema>;

/** Why the sound of a clip may not be sent to the service. */
export const LISTENING_REFUSALS = ['consent', 'no-sound', 'not-ready'] as const;

/** The tracks of a clip, and what a service that listens was asked for. */
export const trackListSchema = z.object({
  tracks: z.array(trackBriefSchema),
  /** The service that writes captions; null where the institution has none. */
  service: z
    .object({
      /** The machine that would get the sound. */
      host: z.string(),
      refusal: z.enum(LISTENING_REFUSALS).nullable(),
    })
    .nullable(),
  /** What is under way, or did not work. */
  requests: z.array(
    z.object({
      language: languageSchema,
      state: z.enum(['waiting', 'failed']),
      requestedAt: instantSchema,
    }),
  ),
});
export type TrackList = z.infer<typeof trackListSchema>;

const clipParams = z.object({ clipId: idSchema });
const trackParams = clipParams.extend({ kind: z.enum(TRACK_KINDS), language: languageSchema });

/** Writing captions and audio descriptions, by hand or upon a draft of a service. */
export const captionRoutes = {
  listTracks: route({
    method: 'get',
    path: '/api/clips/:clipId/tracks',
    summary: 'Captions and descriptions of a clip, drafts too, for those who look after clips.',
    params: clipParams,
    reply: trackListSchema,
  }),
  getTrack: route({
    method: 'get',
    path: '/api/clips/:clipId/tracks/:kind/:language',
    summary: 'One track as WebVTT; revision 0 and no text while there is none.',
    params: trackParams,
    reply: trackSchema,
  }),
  writeTrack: route({
    method: 'put',
    path: '/api/clips/:clipId/tracks/:kind/:language',
    summary: 'Write a track on top of the revision that was read; another one is a conflict.',
    params: trackParams,
    body: z.object({
      label: lineSchema,
      vtt: z.string().min(6).max(500_000),
      isDraft: z.boolean(),
      baseRevision: z.number().int().min(0),
    }),
    reply: trackSchema,
  }),
  removeTrack: route({
    method: 'delete',
    path: '/api/clips/:clipId/tracks/:kind/:language',
    summary: 'Remove a track.',
    params: trackParams,
  }),
  requestCaptions: route({
    method: 'post',
    path: '/api/clips/:clipId/automatic-captions',
    summary:
      'Let the service of the institution listen and write a draft; the sound of the clip is sent to it.',
    params: clipParams,
    body: z.object({ language: languageSchema, label: lineSchema }),
    reply: trackListSchema,
    status: 202,
  }),
};
