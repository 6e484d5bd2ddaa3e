import { z } from 'zod';
import { fileSchema, idSchema, instantSchema } from '#contract/common-shapes';
import { route } from '#contract/route';

/** What browsers record: Opus in WebM or Ogg, AAC in MP4. */
export const SPOKEN_MEDIA_TYPES = ['audio/webm', 'audio/ogg', 'audio/mp4'] as const;

/** Two minutes of speech at 32 kbit/s are half of it. */
const MOST_BASE64_LETTERS = 1_400_000;

const noteParams = z.object({ noteId: idSchema });

/** Notes that are spoken instead of written. */
export const spokenNoteRoutes = {
  keepSpokenNote: route({
    method: 'put',
    path: '/api/marks/:markId/spoken-notes/:noteId',
    summary: 'Keep what I said about a mark of mine. Sending the same note again changes nothing.',
    params: noteParams.extend({ markId: idSchema }),
    body: z.object({
      mediaType: z.enum(SPOKEN_MEDIA_TYPES),
      base64: z
        .string()
        .min(1)
        .max(MOST_BASE64_LETTERS)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/),
      /** The speaker was asked, and agreed that the recording is kept and heard. */
      agreedAt: instantSchema,
    }),
    reply: z.object({ noteId: idSchema }),
  }),
  hearSpokenNote: route({
    method: 'get',
    path: '/api/spoken-notes/:noteId',
    summary: 'A spoken note: mine, or one of a reading that I may see.',
    params: noteParams,
    reply: fileSchema,
  }),
  removeSpokenNote: route({
    method: 'delete',
    path: '/api/spoken-notes/:noteId',
    summary: 'Take my recorded voice back, also after the hand-in: nobody hears it any more.',
    params: noteParams,
  }),
};
