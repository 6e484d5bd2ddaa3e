import { AccessTokens } from './access-tokens.ts';
import type { Activity, PracticeLmsState } from './course-state.ts';
import { OneTimeTickets, SeenOnce } from './one-time.ts';
import type { Person } from './people.ts';
import { placeUrl } from './places.ts';
import type { PlatformKey } from './platform-key.ts';
import { ToolKeys } from './tool-jwt.ts';
import type { Tool } from './tools.ts';
import type { Locale } from './vocabulary.ts';

/** What a launch is about, from the click in the course until the id_token is made. */
export interface LaunchPlan {
  tool: Tool;
  person: Person;
  target: string;
  opensIn: 'frame' | 'window';
  locale: Locale;
  /** The activity; absent when content is chosen by deep linking. */
  activity?: Activity;
  /** The page into which something is chosen. */
  pageId?: string;
  /** User id of the student whose work is reviewed. */
  reviewOf?: string;
}

/** A deep-linking dialog that waits for its answer. */
export interface DeepLinkPlan {
  tool: Tool;
  person: Person;
  /** The page into which it goes; the course when absent. */
  pageId?: string;
}

/** Addresses of the platform that are typed into the tool. */
export interface PlatformUrls {
  auth: string;
  token: string;
  jwks: string;
  /** The OpenID configuration, from which tools register themselves. */
  configuration: string;
}

/** All that the routes work with. Made once, in practice-lms.ts. */
export interface Lms {
  title: string;
  baseUrl: string;
  /** Of the platform that is played; some are shared by all schools. */
  readonly issuer: string;
  readonly urls: PlatformUrls;
  /** The same with the tool's own id in them, where the platform has it. */
  urlsFor(tool: Tool): PlatformUrls;
  /** Whether the LMS is reached by https, so that its cookies can be Secure. */
  secure: boolean;
  now: () => number;
  state: PracticeLmsState;
  key: PlatformKey;
  toolKeys: ToolKeys;
  hints: OneTimeTickets<LaunchPlan>;
  deepLinks: OneTimeTickets<DeepLinkPlan>;
  tokens: AccessTokens;
  /** Nonces and `jti`s that were used. */
  seen: SeenOnce;
}

const FIVE_MINUTES_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

function urlsOf(parts: Parameters<typeof placeUrl>[0], tool?: Tool): PlatformUrls {
  const fillings = tool ? { tool } : {};
  return {
    auth: placeUrl(parts, 'authorize', fillings).href,
    token: placeUrl(parts, 'token', fillings).href,
    jwks: placeUrl(parts, 'keySet', fillings).href,
    configuration: placeUrl(parts, 'configuration', fillings).href,
  };
}

/** Puts the parts together. */
export function createLms(parts: {
  title: string;
  baseUrl: string;
  now: () => number;
  state: PracticeLmsState;
  key: PlatformKey;
}): Lms {
  const { baseUrl, now } = parts;
  return {
    ...parts,
    get issuer() {
      return parts.state.platform.issuer ?? baseUrl;
    },
    get urls() {
      return urlsOf(parts);
    },
    urlsFor: (tool) => urlsOf(parts, tool),
    secure: baseUrl.startsWith('https:'),
    toolKeys: new ToolKeys(),
    hints: new OneTimeTickets(now, FIVE_MINUTES_MS),
    deepLinks: new OneTimeTickets(now, HOUR_MS),
    tokens: new AccessTokens(now),
    seen: new SeenOnce(now),
  };
}
