import type { ClipDescription } from '#contract/clips';
import type { Coverage } from '#contract/consents';
import type { ErrorCode } from '#contract/errors';
import type { ClipState, CurationState, Purpose, TranscodeStage } from '#contract/vocabulary';
import type { MediaErrorCode } from '../infra/media/media-error.ts';
import type { PackageStage } from '../infra/media/package.ts';
import type { Span } from '../infra/media/excerpt.rules.ts';
import type { PackagedClip } from '../infra/media/packaged-clip.ts';
import type { ClipMedia } from './clips.table.ts';

/** A clip about which nothing has been written yet. */
export const EMPTY_DESCRIPTION: ClipDescription = {
  strategy: { title: '', text: '' },
  domain: '',
  ageGroup: '',
  setting: '',
  language: '',
  context: { setting: '', group: '', moment: '', before: '', remember: '' },
  theory: { title: '', text: '', sources: [] },
  practices: [],
};

/** Who asks for a clip, as far as it decides what they may find. */
export interface Seeker {
  isOwner: boolean;
  canBrowse: boolean;
  /** May look after clips, and so review what is proposed. */
  canReview: boolean;
}

/**
 * Whether somebody finds a clip: the owner always, colleagues what is or was published, reviewers
 * what is on its way there.
 */
export function mayFind(
  { isOwner, canBrowse, canReview }: Seeker,
  curation: CurationState,
): boolean {
  if (isOwner) return true;
  if (curation === 'proposed' || curation === 'consent') return canReview;
  return canBrowse && curation !== 'draft';
}

/** What of a clip is opened to somebody by a task: all of it, or some stretches (maybe none). */
export type Granted = 'whole' | readonly Span[];

/** Whether what is opened holds what is asked for; without an excerpt, that is the whole clip. */
export function grantCovers(granted: Granted, excerpt: Span | null): boolean {
  if (granted === 'whole') return true;
  return (
    excerpt !== null &&
    granted.some(
      ({ startSeconds, endSeconds }) =>
        startSeconds <= excerpt.startSeconds && excerpt.endSeconds <= endSeconds,
    )
  );
}

/** Everything that decides whether a clip may be watched by one person in one course. */
export interface PlaybackFacts extends Seeker {
  curation: CurationState;
  /** A task of the course asks this person to watch it. */
  isGranted: boolean;
  /** The clip's owner teaches in the course in which it would be watched. */
  isInOwnersCourse: boolean;
  coverage: Coverage;
  /** What it would be watched for; training students unless said otherwise. */
  purpose?: Purpose;
}

/**
 * Why a clip may not be watched; null when it may. The owner always may: somebody must be able to
 * look at what a withdrawal is about, in order to mask or remove it.
 */
export function playbackRefusal(facts: PlaybackFacts): ErrorCode | null {
  if (facts.isOwner) return null;
  const isReviewed = facts.curation === 'proposed' || facts.curation === 'consent';
  const hasWay =
    facts.isGranted ||
    (facts.canBrowse && facts.curation === 'published') ||
    (facts.canReview && isReviewed);
  if (!hasWay) return 'not_found';
  const { purpose = 'training' } = facts;
  // Students are trained; the other uses belong to those who look after the library.
  if (purpose !== 'training' && !facts.canBrowse) return 'not_allowed';
  const refusal = consentRefusal(facts.coverage, purpose);
  if (refusal) return refusal;
  return facts.coverage.audience === 'course' && !facts.isInOwnersCourse ? 'not_found' : null;
}

/** Whether everybody in a clip lets partner institutions see it today. */
export function mayGoToPartners({ gap, audience }: Pick<Coverage, 'gap' | 'audience'>): boolean {
  return gap === null && (audience === 'partners' || audience === 'public');
}

/** What the consents of a clip allow in an institution that it is shared with. */
export function coverageAtPartners(coverage: Coverage, isShared: boolean): Coverage {
  const isKept = coverage.gap === null && !mayGoToPartners(coverage);
  if (isShared && !isKept) return coverage;
  return { ...coverage, training: false, purposes: [], gap: 'not-shared', decidedBy: [] };
}

/** The error that a gap in consent becomes; null when the clip may be used for the purpose. */
export function consentRefusal(
  { gap, purposes }: Pick<Coverage, 'gap' | 'purposes'>,
  purpose: Purpose = 'training',
): ErrorCode | null {
  if (gap === null || gap === 'purpose')
    return purposes.includes(purpose) ? null : 'consent_missing';
  if (gap === 'not-shared') return 'share_ended';
  if (gap === 'withdrawn') return 'consent_withdrawn';
  return gap === 'ended' ? 'consent_ended' : 'consent_missing';
}

/** What still keeps a clip from being published; null when nothing does. */
export function publicationRefusal(clip: {
  title: string;
  state: ClipState;
  coverage: Coverage;
}): ErrorCode | null {
  if (clip.title.trim() === '') return 'clip_not_described';
  if (clip.state !== 'ready') return 'clip_not_ready';
  return consentRefusal(clip.coverage);
}

/** The code that a person reads about a file that could not become a clip. */
export function failureOf(code: MediaErrorCode): ErrorCode {
  return code === 'timed_out'
    ? 'transcode_failed'
    : code === 'cancelled'
      ? 'transcode_cancelled'
      : code;
}

/** Share of the whole preparation that checking takes, before anything is made. */
const CHECK_PERCENT = 6;

/** Honest progress of the whole preparation, from that of the packaging which is most of it. */
export function progressOf(
  stage: PackageStage,
  percent: number,
): { stage: TranscodeStage; percent: number } {
  const stages: Record<PackageStage, TranscodeStage> = {
    probe: 'check',
    poster: 'poster',
    sound: 'sound',
    first: 'first',
    picture: 'picture',
    finish: 'done',
  };
  // "Done" is said only when the clip can be played.
  const reached = Math.min(99, CHECK_PERCENT + (percent * (100 - CHECK_PERCENT)) / 100);
  return { stage: stages[stage], percent: Math.floor(reached) };
}

/** The file of the poster: the chosen one if this run of the preparation has it. */
export function posterOf(chosen: string | null, media: ClipMedia | null): string | null {
  if (!media) return null;
  return chosen && media.posters?.includes(chosen) ? chosen : media.poster;
}

/** What the clip keeps of what a run made. */
export function toMedia(run: string, packaged: PackagedClip): ClipMedia {
  const { masterPlaylist, poster, posters, waveform, thumbnails } = packaged;
  const { renditions, sound, files } = packaged;
  return { run, masterPlaylist, poster, posters, waveform, thumbnails, renditions, sound, files };
}
