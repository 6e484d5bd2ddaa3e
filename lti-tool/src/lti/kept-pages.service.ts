import { hash } from 'node:crypto';
import type { Target } from '#contract/launch';
import { AppError } from '../infra/app-error.ts';
import type { Actor } from './actor.ts';
import type { KeptPage, OpenedLaunch } from './launch-outcome.ts';
import type { Sessions } from './session.service.ts';

export type KeptPages = ReturnType<typeof createKeptPages>;

/** Where a page is opened again, on our own origin. */
export function keptPath({ key }: Pick<KeptPage, 'key'>): string {
  return `/app/${key}`;
}

/** Pages that go on without another launch: reloaded, woken after a sleep, moved to a window. */
export function createKeptPages(sessions: Sessions) {
  /** Seals what opens the page of this session again. */
  function keep(actor: Actor, target: Target, frameAncestors: string[]): KeptPage {
    const { sessionId } = actor;
    const sealed = sessions.sealKeepsake({ sessionId, target, frameAncestors });
    return { key: keyOf(actor), sealed };
  }

  /** The session that the cookie of a page names, when it is a cookie of this page. */
  async function openKept(key: string, sealed: string | null) {
    const keepsake = sealed === null ? null : sessions.openKeepsake(sealed);
    if (!keepsake) throw new AppError('not_signed_in');
    const { actor, endsAt } = await sessions.openSession(keepsake.sessionId);
    if (keyOf(actor) !== key) throw new AppError('not_signed_in');
    return { keepsake, actor, endsAt };
  }

  /**
   * A token for a page that slept until after the end of the one it has.
   * @throws {AppError} not_signed_in, session_expired
   */
  async function renewByCookie(key: string, sealed: string | null) {
    const { actor, endsAt } = await openKept(key, sealed);
    return sessions.issueToken(actor.sessionId, endsAt);
  }

  /**
   * Opens the session of a reloaded page again.
   * @throws {AppError} not_signed_in, session_expired
   */
  async function resume(key: string, sealed: string | null): Promise<OpenedLaunch> {
    const { keepsake, actor, endsAt } = await openKept(key, sealed);
    return {
      kind: 'open',
      frameAncestors: keepsake.frameAncestors,
      keptPage: null,
      boot: {
        ...sessions.issueToken(actor.sessionId, endsAt),
        locale: actor.locale,
        target: keepsake.target,
        frameOrigins: keepsake.frameAncestors,
        deepLinking: null,
        returnUrl: null,
        resumePath: keptPath({ key }),
      },
    };
  }

  /**
   * The page of a session once more, in a window of its own, where the frame is too small.
   * @param token of the session, as the page holds it
   * @throws {AppError} not_signed_in, session_expired
   */
  async function moveToWindow(token: string, target: Target): Promise<KeptPage> {
    const { actor } = await sessions.openSession(sessions.readToken(token));
    // Nothing stands around a window.
    return keep(actor, target, []);
  }

  return { keep, resume, renewByCookie, moveToWindow };
}

/** One reloadable page per link and person: a second launch of the same link takes its place. */
function keyOf(actor: Actor): string {
  const place = actor.resourceLinkId ?? actor.ltiContextId;
  return hash('sha256', `${actor.personId} ${place}`).slice(0, 12);
}
