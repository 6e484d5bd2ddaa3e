import { z } from 'zod';
import { PURPOSES } from '#contract/vocabulary';
import type { Secrets } from '../infra/secrets.ts';

/** How long an address works. Players ask for a new one before. */
export const ADDRESS_LIFETIME_MS = 5 * 60_000;

const USE = 'clip-media';

/** The name of the copy below its address. */
export const COPY_NAME = 'copy.mp4';

/** Who may fetch which run of which clip until when. */
const permitSchema = z.object({
  clipId: z.uuid(),
  run: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  sessionId: z.uuid(),
  /** What it may be watched for. */
  purpose: z.enum(PURPOSES),
  expiresAtMs: z.number(),
  /** Only the excerpt between these seconds. */
  span: z.tuple([z.number(), z.number()]).optional(),
  /** Only the copy that may be kept, and nothing else. */
  isCopy: z.literal(true).optional(),
});
export type MediaPermit = z.infer<typeof permitSchema>;

/**
 * The address of a clip's files for one session, without a slash at its end. What it says is
 * encrypted as well as authenticated: an address ends up in logs, where no session belongs.
 */
export function mediaAddress(secrets: Secrets, permit: MediaPermit): string {
  const { clipId, run, sessionId, purpose, expiresAtMs, span, isCopy } = permit;
  const said = { clipId, run, sessionId, purpose, expiresAtMs, span, isCopy };
  return `/media/${secrets.seal(USE, JSON.stringify(said))}`;
}

/** What an address permits; null when it is not one of ours, or altered. */
export function readMediaPermit(secrets: Secrets, sealed: string): MediaPermit | null {
  const text = secrets.open(USE, sealed);
  return text === null ? null : permitSchema.parse(JSON.parse(text));
}
