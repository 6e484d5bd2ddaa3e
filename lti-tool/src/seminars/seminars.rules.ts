import type { Post } from '#contract/seminars';
import { isInAudience, type Audience } from '../observations/observations.comparison.ts';
import { pseudonym } from '../observations/observations.rules.ts';
import type { SpokenPost } from './seminars.store.ts';

/** Who reads, and what is open to them. */
export interface PostReader {
  personId: string;
  /** Whose work they may see: what those people say, they may read. */
  audience: Audience;
  /** Who leads reads what is hidden. */
  leads: boolean;
}

/**
 * Whether somebody may read a post: their own, what those who lead the course say, and what those
 * say whose work they may see. What a test person says nobody else reads.
 */
export function mayRead(spoken: SpokenPost, reader: PostReader): boolean {
  if (spoken.post.personId === reader.personId) return true;
  if (spoken.isTestPerson) return false;
  return spoken.post.fromLead || isInAudience(reader.audience, spoken.post.personId);
}

/** A post as a reader sees it: without its words when it is hidden from them. */
export function toPost({ post, name, observationId }: SpokenPost, reader: PostReader): Post {
  const isMine = post.personId === reader.personId;
  const isHidden = post.hiddenAt !== null;
  return {
    id: post.id,
    startSeconds: post.startSeconds,
    endSeconds: post.endSeconds,
    name: name ?? pseudonym(observationId ?? post.personId),
    isMine,
    fromLead: post.fromLead,
    body: isHidden && !isMine && !reader.leads ? '' : post.body,
    writtenAt: post.writtenAt.toISOString(),
    editedAt: post.editedAt?.toISOString() ?? null,
    hidden: isHidden ? { reason: post.hiddenReason ?? '' } : null,
  };
}
