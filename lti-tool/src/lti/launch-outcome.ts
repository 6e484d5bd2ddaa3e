import type { Boot, Target } from '#contract/launch';
import type { Role } from '#contract/vocabulary';
import type { Actor } from './actor.ts';
import type { MessageType } from './claims.ts';
import type { LaunchAbout } from './launch-log.ts';
import type { Login } from './login.service.ts';
import type { Platform } from './platforms.service.ts';

/** What a verified launch says about where to go. */
export interface LaunchWish {
  messageType: MessageType;
  /** Custom parameters that carry a value. */
  custom: Readonly<Record<string, string>>;
  /** The signed one; on our own origin. */
  targetLinkUri: string | null;
  /** Our row of the link, and its title in the course. */
  resourceLink: { id: string; title: string | null } | null;
  /** `sub` of the person whose work a submission review is about. */
  forSubject: string | null;
  /** The gradebook column that the message names. */
  lineItemUrl: string | null;
}

/** Decides where a launch lands; the task slice knows. */
export type ResolveTarget = (actor: Actor, wish: LaunchWish) => Promise<Target>;

/** What a page needs to find its session again: the key of its address, and the cookie of that name. */
export interface KeptPage {
  key: string;
  sealed: string;
}

/** A launch that is open: what the page gets, and who may frame it. */
export interface OpenedLaunch {
  kind: 'open';
  boot: Boot;
  frameAncestors: string[];
  /** Sealed, for the cookie with which a reload finds its session again. */
  keptPage: KeptPage | null;
}

/** What a verified launch leads to. */
export type LaunchOutcome =
  | (OpenedLaunch & { about: LaunchAbout })
  /** Verified, but the browser must be recognised by what the LMS stored. */
  | {
      kind: 'prove-browser';
      held: string;
      platform: Platform;
      login: Login;
      frameAncestors: string[];
    }
  | {
      kind: 'not-for-this-role';
      about: LaunchAbout;
      role: Role;
      course: string | null;
      returnUrl: string | null;
      frameAncestors: string[];
    };
