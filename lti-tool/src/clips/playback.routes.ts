import { Router, type Request, type Response } from 'express';
import type { ErrorCode } from '#contract/errors';
import { AppError } from '../infra/app-error.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Actor } from '../lti/actor.ts';
import type { TrackKind } from '#contract/captions';
import type { Range } from '#contract/shared/ranges';
import { trackText } from './captions.store.ts';
import { sendCopy } from './clip-copy.ts';
import { GROUNDS_LIFETIME_MS, type ClipAccess } from './clips.access.ts';
import { servedKey } from './clips.jobs.ts';
import { findClip } from './clips.store.ts';
import { isExcerptOpen, isPictureOpen } from './closed-stretches.rules.ts';
import { captionsOutside, captionsWithin } from './excerpt-captions.rules.ts';
import type { ExcerptFiles } from './excerpt-files.ts';
import {
  createExcerptPictures,
  EXCERPT_POSTER,
  EXCERPT_SHEET,
  type ExcerptPicturesDeps,
} from './excerpt-pictures.ts';
import { sendBytes, sendStored, sendText } from './media-answer.ts';
import { contentTypeOf, type ByteRange } from './media-file.rules.ts';
import { COPY_NAME, readMediaPermit, type MediaPermit } from './media-address.ts';
import { createSubtitleFiles } from './subtitle-files.ts';
import type { Viewings } from './viewings.ts';

export interface MediaRouterDeps extends ExcerptPicturesDeps {
  secrets: Secrets;
  access: ClipAccess;
  viewings: Viewings;
  excerptFiles: ExcerptFiles;
  now: () => Date;
  /** A living session. @throws {AppError} session_expired */
  openSession: (
    sessionId: string,
  ) => Promise<{ actor: Actor; pageOrigin: string | null; isMember: boolean }>;
}

/** For so long an answer about one clip and one session is trusted; withdrawal arrives after it. */
export const VERDICT_LIFETIME_MS = GROUNDS_LIFETIME_MS;

const MAX_VERDICTS = 10_000;
const MAX_PERMITS = 2_000;
const VTT_TYPE = 'text/vtt; charset=utf-8';

/** Who watches, on which page, and which files are served to them. */
interface Watching {
  actor: Actor;
  pageOrigin: string | null;
  source: { tenantId: string; clipId: string };
  /** Stretches that are not served to them. */
  closed: readonly Range[];
}

interface Verdict {
  atMs: number;
  outcome: Promise<Watching & { refusal: ErrorCode | null; atMs: number }>;
  /** Whose files are served: not those of the clip itself where another institution shares it. */
  sourceId?: string;
}

/**
 * Serves playlists, segments, pictures and captions of clips. An address is checked at every
 * request: genuine, not expired, and – at most three seconds old – that its person may watch now.
 */
export function createMediaRouter(deps: MediaRouterDeps) {
  const { db, storage, secrets, access, viewings, excerptFiles, now, openSession } = deps;
  const verdicts = new Map<string, Verdict>();
  const excerptPictures = createExcerptPictures(deps, excerptFiles);
  /** By their addresses: a player asks for hundreds of pieces by one. */
  const permits = new Map<string, MediaPermit>();
  const subtitleFiles = createSubtitleFiles({ db, storage });

  async function judge({ clipId, sessionId, purpose, span }: MediaPermit) {
    const { actor, pageOrigin, isMember } = await openSession(sessionId);
    if (!isMember) throw new AppError('not_found');
    const excerpt = span ? { startSeconds: span[0], endSeconds: span[1] } : null;
    const standing = await access.standingAmongMany(actor, clipId, { purpose, excerpt });
    const { refusal, source, closed, atMs } = standing;
    if (!source) throw new AppError(refusal ?? 'not_found');
    return { actor, pageOrigin, refusal, source, closed, atMs };
  }

  function readPermit(sealed: string): MediaPermit | null {
    const known = permits.get(sealed);
    if (known) return known;
    const permit = readMediaPermit(secrets, sealed);
    if (permit) permits.set(sealed, permit);
    forgetOldest(permits, MAX_PERMITS);
    return permit;
  }

  /** Who watches, and on which page. @throws {AppError} why it may not be watched now */
  async function requireVerdict(permit: MediaPermit): Promise<Watching> {
    const { clipId, sessionId, purpose, span = [] } = permit;
    const key = [clipId, sessionId, purpose, ...span].join(' ');
    const atMs = now().getTime();
    let verdict = verdicts.get(key);
    if (!verdict || Math.abs(atMs - verdict.atMs) >= VERDICT_LIFETIME_MS) {
      verdict = { atMs, outcome: judge(permit) };
      verdicts.delete(key);
      verdicts.set(key, verdict);
      // A question that could not be answered is asked again, not remembered.
      const asked = verdict;
      asked.outcome.then(
        ({ source, atMs: readAtMs }) => {
          asked.sourceId = source.clipId;
          // It is as old as the oldest that it was decided on.
          asked.atMs = Math.min(asked.atMs, readAtMs);
        },
        () => verdicts.delete(key),
      );
      forgetOldest(verdicts, MAX_VERDICTS);
    }
    const { refusal, ...found } = await verdict.outcome;
    if (refusal) throw new AppError(refusal);
    return found;
  }

  const router = Router();
  router.get('/media/:permit/*file', async (request, response) => {
    const permit = readPermit(request.params.permit);
    if (!permit) throw new AppError('not_found');
    const atMs = now().getTime();
    if (permit.expiresAtMs <= atMs) throw new AppError('media_expired');
    const { actor, pageOrigin, source, closed } = await requireVerdict(permit);
    const from = { ...permit, clipId: source.clipId, closed };
    if (pageOrigin === null) {
      // What browsers say about who asks (Fetch Metadata): an address serves our own pages alone.
      const site = request.get('sec-fetch-site');
      if (site !== undefined && site !== 'same-origin') throw new AppError('not_found');
    } else {
      const { origin } = request.headers;
      if (origin !== undefined && origin !== pageOrigin) throw new AppError('not_found');
      // Pictures are asked for without an origin: the address itself is what opens them.
      response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    const file = request.params.file.join('/');
    if (permit.isCopy) {
      if (file !== COPY_NAME || closed.length > 0) throw new AppError('not_found');
      return sendKept(request, response, actor, permit);
    }
    const [, kind, language] = /^(captions|descriptions)\/([A-Za-z0-9-]+)\.vtt$/.exec(file) ?? [];
    if (kind && language)
      return sendTrack(response, source.tenantId, from, kind as TrackKind, language);
    const folder = servedKey(source.clipId, permit.run);
    const made = await subtitleFiles.open(source.tenantId, from, folder, file);
    if (made) {
      const type = made.type === 'vtt' ? VTT_TYPE : (contentTypeOf(file) ?? '');
      sendText(response, made.text, type);
      return;
    }
    const type = contentTypeOf(file);
    if (!type) throw new AppError('not_found');
    // Pictures and sound are what one watches; a playlist or a poster is not a viewing yet.
    if (file.endsWith('.m4s')) await viewings.note(actor, permit.clipId, permit.purpose);
    const { expiresAtMs } = permit;
    const send = (key: string, only: ByteRange | null) =>
      sendStored(storage, request, response, { key, type, only, lifeMs: expiresAtMs - atMs });
    const isPicture = type.startsWith('image/');
    if (!permit.span && closed.length === 0) return send(`${folder}/${file}`, null);
    if (!permit.span && isPicture) {
      const clip = await findClip(db, source.tenantId, source.clipId);
      if (!isPictureOpen(file, clip?.durationSeconds ?? 0, closed)) throw new AppError('not_found');
      return send(`${folder}/${file}`, null);
    }
    const [startSeconds, endSeconds] = permit.span ?? [0, Infinity];
    const span = { startSeconds, endSeconds };
    if (permit.span && (file === EXCERPT_POSTER || file === EXCERPT_SHEET)) {
      if (!isExcerptOpen(span, closed)) throw new AppError('not_found');
      const picture = await excerptPictures.open(file, { ...source, folder }, span);
      return sendBytes(response, picture, type, expiresAtMs - atMs);
    }
    const found = await excerptFiles.open(folder, file, span, closed);
    if ('text' in found) sendText(response, found.text, type);
    else await send(found.key, found.range);
  });

  /** A copy that may be kept, and a line in the access log. */
  async function sendKept(
    request: Request,
    response: Response,
    actor: Actor,
    permit: MediaPermit,
  ): Promise<void> {
    const clip = await findClip(db, actor.tenantId, permit.clipId);
    const [sharpest] = clip?.media?.run === permit.run ? (clip.media.renditions ?? []) : [];
    if (!clip?.isDownloadable || !sharpest) throw new AppError('not_found');
    if (request.method !== 'HEAD') await viewings.noteDownload(actor, clip.id, permit.purpose);
    await sendCopy(storage, response, {
      folder: `${servedKey(clip.id, permit.run)}/${sharpest.name}`,
      title: clip.title,
      requireStill: () => requireVerdict(permit),
    });
  }

  async function sendTrack(
    response: Response,
    tenantId: string,
    { clipId, span, closed }: MediaPermit & Pick<Watching, 'closed'>,
    kind: TrackKind,
    language: string,
  ): Promise<void> {
    const whole = await trackText(db, tenantId, clipId, kind, language);
    if (whole === null) throw new AppError('not_found');
    const vtt = closed.length > 0 ? captionsOutside(whole, closed) : whole;
    const said = span ? captionsWithin(vtt, { startSeconds: span[0], endSeconds: span[1] }) : vtt;
    sendText(response, said, VTT_TYPE);
  }

  return {
    router,
    /** Forgets what was decided about a clip, or about all, so that a change holds at once. */
    forget(clipId: string | null): void {
      access.forgetGrounds();
      for (const [key, { sourceId }] of verdicts) {
        const isIts = key.startsWith(clipId ?? '') || sourceId === clipId;
        // What is being decided at this moment may be about it too.
        if (isIts || sourceId === undefined) verdicts.delete(key);
      }
    },
  };
}

function forgetOldest(kept: Map<string, unknown>, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(key);
  }
}
