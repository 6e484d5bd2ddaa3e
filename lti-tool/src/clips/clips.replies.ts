import type { Clip, ClipCard, Playback } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import { rangesInExcerpt, shownSeconds } from '#contract/shared/excerpt-time';
import { coverageOf } from '../consents/consents.rules.ts';
import { toConsent } from '../consents/consents.service.ts';
import type { Range } from '#contract/shared/ranges';
import { AppError } from '../infra/app-error.ts';
import { sheetCut } from '../infra/media/excerpt-pictures.ts';
import type { Span } from '../infra/media/excerpt.rules.ts';
import { variantPlaylist } from '../infra/media/packaged-clip.ts';
import type { TrackNames } from './captions.store.ts';
import { coverageAtPartners, posterOf } from './clips.rules.ts';
import { bestPicture, isExcerptOpen, isPictureOpen } from './closed-stretches.rules.ts';
import { EXCERPT_POSTER, EXCERPT_SHEET } from './excerpt-pictures.ts';
import { isMasked } from './masking.rules.ts';
import type { ClipRecord, ClipRow } from './clips.store.ts';
import type { ClipMedia } from './clips.table.ts';

/**
 * What the consents of a clip allow together on a day; who is masked throughout has no say, nor who
 * is seen only where the clip is closed.
 */
export function coverageOfClip({ clip, people, source }: ClipRecord, day: string): Coverage {
  const unseen = [...clip.masked, ...clip.closed];
  const shown = people.filter(({ person }) => !isMasked(person.ranges, unseen));
  const coverage = coverageOf(
    shown.map(({ person, consent }) => ({ pseudonym: person.pseudonym, consent })),
    day,
  );
  return clip.originClipId ? coverageAtPartners(coverage, source !== null) : coverage;
}

/**
 * How far a clip is open on a day: another word as soon as a consent ends, or is left out
 * otherwise.
 */
export function standingOf(record: ClipRecord, day: string): string {
  const { gap } = coverageOfClip(record, day);
  return [gap ?? 'open', ...record.clip.closed.map((range) => range.join('-'))].join(' ');
}

/** What a reply about a clip depends on beside the clip. */
export interface ReplyContext {
  day: string;
  isMine: boolean;
  /** The signed address under which this person gets the clip's files; null when they may not. */
  address: string | null;
  /** How much of its film is here, while that is on its way. */
  arriving: ClipCard['arriving'];
}

/** Where a person gets a clip's files for a while, and the name that moves over its picture. */
export interface PlayAddress {
  url: string;
  expiresAt: Date;
  watermark: string | null;
  /** Stretches that are left out for them. */
  closed: readonly Range[];
  standing: string;
}

/** A clip as a card of the library. */
export function toCard(record: ClipRecord, context: ReplyContext): ClipCard {
  const { clip } = record;
  const { day, isMine, address, arriving } = context;
  const { description, media } = clip;
  const poster = openPoster(clip, isMine);
  const isPreparing =
    clip.state === 'waiting' || clip.state === 'processing' || clip.claim !== null;
  return {
    id: clip.id,
    title: clip.title,
    state: clip.state,
    progress: isPreparing ? { stage: clip.stage ?? 'check', percent: clip.percent } : null,
    failure: clip.failure,
    ...(arriving && { arriving }),
    ...(isMine && clip.title === '' && { fileName: clip.fileName }),
    curation: clip.curation,
    durationSeconds: clip.durationSeconds,
    strategyTitle: description.strategy.title,
    domain: description.domain,
    ageGroup: description.ageGroup,
    setting: description.setting,
    language: description.language,
    coverage: coverageOfClip(record, day),
    posterUrl: poster && address ? `${address}/${poster}` : null,
    thumbnails: media && address && isWhole(clip, isMine) ? thumbnailsAt(media, address) : null,
    isMine,
    createdAt: clip.createdAt.toISOString(),
    institution: record.institution,
  };
}

/** Whether somebody may see all of a clip that they may see. */
function isWhole({ closed }: Pick<ClipRow, 'closed'>, isMine: boolean): boolean {
  return isMine || closed.length === 0;
}

/** The poster, or another picture of the clip where that shows what is closed or masked. */
export function openPoster(
  { poster, media, durationSeconds, closed, masked }: ClipRow,
  isMine = false,
): string | null {
  const name = posterOf(poster, media);
  const names = [...(name === null ? [] : [name]), ...(media?.posters ?? [])];
  return bestPicture(names, durationSeconds ?? 0, { closed: isMine ? [] : closed, masked });
}

/** Shorter ones show nothing that one could talk about. */
const SHORTEST_SECONDS = 0.5;

/**
 * Of a film that lies elsewhere nothing can be held back, so it has no excerpts.
 * @throws {AppError} invalid_request for points that are no excerpt of this clip
 */
export function requireWithin(
  { startSeconds, endSeconds }: Span,
  { durationSeconds: duration, reference }: ClipRecord['clip'],
): void {
  if (reference) throw new AppError('invalid_request', { reason: 'the film lies elsewhere' });
  if (duration === null) throw new AppError('clip_not_ready');
  const isWithin = endSeconds <= duration + 0.5 && endSeconds - startSeconds >= SHORTEST_SECONDS;
  if (!isWithin) throw new AppError('invalid_request', { reason: 'points outside the clip' });
}

/** When somebody is seen in what is shown; of whom nobody said when, all the time. */
function seenAt(
  ranges: readonly (readonly [number, number])[],
  clipSeconds: number,
  excerpt: Playback['excerpt'],
): [number, number][] {
  return rangesInExcerpt(ranges.length > 0 ? ranges : [[0, clipSeconds]], excerpt);
}

/**
 * All that a player needs for a clip, or for an excerpt of it, whose pictures show no more than it.
 * @throws {AppError} clip_not_ready
 */
export function toPlayback(
  { clip, people }: ClipRecord,
  address: PlayAddress | null,
  { captions, descriptions }: TrackNames,
  excerpt: Playback['excerpt'] = null,
): Playback {
  const { media, reference, durationSeconds, frameRate } = clip;
  if (!address || !(media ?? reference) || durationSeconds === null || frameRate === null)
    throw new AppError('clip_not_ready', { state: clip.state });
  const { url } = address;
  const { closed } = address;
  const isWhole = closed.length === 0;
  const poster = excerpt ? excerptPosterOf(clip, excerpt, closed) : openPoster(clip, isWhole);
  const hasSheet = excerpt ? isExcerptOpen(excerpt, closed) : isWhole;
  return {
    clipId: clip.id,
    title: excerpt?.title || clip.title,
    excerpt,
    playlistUrl: media ? `${url}/${media.masterPlaylist}` : '',
    reference,
    posterUrl: poster && `${url}/${poster}`,
    soundUrl: media?.sound ? `${url}/${media.sound.name}/${variantPlaylist}` : null,
    waveformUrl: media?.waveform ? `${url}/${media.waveform}` : null,
    thumbnails:
      media && hasSheet
        ? excerpt
          ? excerptSheetAt(media, url, excerpt)
          : thumbnailsAt(media, url)
        : null,
    captions: captions.map((track) => ({ ...track, url: `${url}/captions/${track.language}.vtt` })),
    descriptions: descriptions.map((track) => ({
      ...track,
      url: `${url}/descriptions/${track.language}.vtt`,
    })),
    durationSeconds: shownSeconds(durationSeconds, excerpt),
    frameRate,
    people: people.map(({ person: { pseudonym, kind, ranges } }) => ({
      ...{ pseudonym, kind, ranges: seenAt(ranges, durationSeconds, excerpt) },
    })),
    context: clip.description.context,
    masked: rangesInExcerpt(clip.masked, excerpt),
    closed: rangesInExcerpt(address.closed, excerpt),
    ...(clip.masking && {
      covered: {
        picture: rangesInExcerpt(clip.masking.picture, excerpt),
        sound: rangesInExcerpt(clip.masking.sound, excerpt),
      },
    }),
    ...(clip.claim !== null && { isGrowing: true }),
    ...{ watermark: address.watermark, standing: address.standing },
    expiresAt: address.expiresAt.toISOString(),
  };
}

/** The sheet of thumbnails with its address. */
function thumbnailsAt(media: ClipMedia, address: string): Playback['thumbnails'] {
  if (!media.thumbnails) return null;
  const { file, ...grid } = media.thumbnails;
  return { url: `${address}/${file}`, ...grid };
}

/** The picture of its own with which an excerpt begins; null where none can be made or shown. */
export function excerptPosterOf(
  { media }: Pick<ClipRow, 'media'>,
  excerpt: Span,
  closed: readonly Range[],
): string | null {
  return media?.thumbnails && isExcerptOpen(excerpt, closed) ? EXCERPT_POSTER : null;
}

/** The thumbnails that lie in an excerpt; whatever shows more than it has no address. */
function excerptSheetAt(media: ClipMedia, address: string, span: Span): Playback['thumbnails'] {
  const cut = media.thumbnails && sheetCut(media.thumbnails, span);
  if (!cut) return null;
  const { columns, rows, count, tileWidth, tileHeight, intervalSeconds, firstSeconds } = cut;
  return {
    ...{ url: `${address}/${EXCERPT_SHEET}`, columns, rows, count },
    ...{ tileWidth, tileHeight, intervalSeconds, firstSeconds },
  };
}

/** Everything about a clip. Evidence of consent is only for those who look after clips. */
export function toClip(
  record: ClipRecord,
  context: ReplyContext & {
    isCarer: boolean;
    captions: Clip['captions'];
    /** The institution wants the viewer's name over every clip. */
    isNameWanted: boolean;
    usedIn: Clip['usedIn'];
  },
): Clip {
  const { clip, people } = record;
  const { address } = context;
  return {
    ...toCard(record, context),
    fileName: clip.fileName,
    referenceKind: clip.reference?.kind ?? null,
    bytes: clip.bytes,
    width: clip.width,
    height: clip.height,
    frameRate: clip.frameRate,
    hasAudio: clip.hasAudio,
    quality: clip.quality,
    description: clip.description,
    people: people.map(({ person, consent }) => ({
      id: person.id,
      pseudonym: person.pseudonym,
      kind: person.kind,
      ranges: person.ranges,
      consent: consent && toConsent(consent, context.isCarer),
    })),
    masked: clip.masked,
    closed: clip.closed,
    masking: clip.masking,
    isWatermarked: clip.isWatermarked,
    isNameWanted: context.isNameWanted,
    isDownloadable: clip.isDownloadable && clip.originClipId === null,
    posters: address
      ? (clip.media?.posters ?? [])
          .filter((name) =>
            isPictureOpen(name, clip.durationSeconds ?? 0, context.isMine ? [] : clip.closed),
          )
          .map((name) => ({ name, url: `${address}/${name}` }))
      : [],
    captions: context.captions,
    usedIn: context.usedIn,
    updatedAt: clip.updatedAt.toISOString(),
  };
}
