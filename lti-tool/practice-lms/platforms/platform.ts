import type { JWTPayload } from 'jose';
import type { Activity } from '../course-state.ts';
import type { CoursePart, Person } from '../people.ts';
import type { Tool } from '../tools.ts';

/** A copy of a record without some of its members. */
export function without(record: unknown, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ ...(record as object) }).filter(([name]) => !names.includes(name)),
  );
}

/** Platforms that this LMS can play. */
export const PLATFORM_KEYS = [
  'practice',
  'moodle',
  'canvas',
  'brightspace',
  'blackboard',
  'sakai',
] as const;

/** One of {@link PLATFORM_KEYS}. */
export type PlatformKey = (typeof PLATFORM_KEYS)[number];

/**
 * Where a platform has its endpoints: paths, or `//name/path` for a host of its own below the
 * LMS's. `{course}`, `{deployment}`, `{client}` and `{item}` are filled in.
 */
export interface Places {
  authorize: string;
  token: string;
  keySet: string;
  configuration: string;
  deepLinkReturn: string;
  launchReturn: string;
  lineItems: string;
  lineItem: string;
  memberships: string;
  groups: string;
  notices: string;
}

/** How a tool registers itself (Dynamic Registration 1.0). */
export interface RegistrationHabits {
  /** Whether an administrator can paste an address at all; Blackboard's tools come from a portal. */
  byAddress: boolean;
  /** Whether the tool's domain is compared with its port (Moodle) or must be a bare host. */
  domainHasPort: boolean;
  /** Brightspace hands no token to the tool. */
  sendsToken: boolean;
  /** Canvas deploys a tool later, and tells the deployment with the first launch. */
  namesDeployment: boolean;
  /** Where tools may ask to be chosen from, in the configuration's words. */
  placements: readonly string[];
}

/** How a platform begins a launch (third-party initiated login). */
export interface LoginHabits {
  method: 'GET' | 'POST';
  sendsDeployment: boolean;
  /** Moodle's hint is JSON with a launch id; others send an opaque text. */
  messageHint: 'json' | 'opaque';
  /** Fields of the platform's own. */
  more: Readonly<Record<string, string>>;
}

/**
 * Platform storage (LTI Client Side postMessages); `frame` is `_parent` or the name of a frame
 * beside the tool's.
 */
export interface StorageHabits {
  frame: string;
  /** Before the subjects of messages, besides none where `prefixOnly` is not set. */
  prefix: '' | 'org.imsglobal.';
  prefixOnly: boolean;
}

/** What is kept of a deep-linking item, and what the request says (Deep Linking 2.0). */
export interface DeepLinkingHabits {
  /** Members of `deep_linking_settings` besides the address and `data`. */
  settings: Readonly<Record<string, unknown>>;
  /** Whether `data` is sent, and must come back. */
  sendsData: boolean;
  /** Query of the return address besides the session key. */
  returnQuery: Readonly<Record<string, string>>;
  keepsAvailable: boolean;
  keepsSubmissionStart: boolean;
  keepsSubmissionEnd: boolean;
  keepsWindow: boolean;
  /** Whose words head the gradebook column. */
  columnLabel: 'label' | 'title';
  /** Whether the label of the line item also becomes the name of the activity. */
  labelNamesActivity: boolean;
  /** Only whole numbers up to here are taken; an item with another maximum is dropped. */
  largestWholeMaximum: number | null;
  keepsGradesReleased: boolean;
  /** Members of `submissionReview` that are kept. */
  reviewMembers: readonly ('reviewableStatus' | 'label' | 'url' | 'custom')[];
  /** An item without an address of its own is dropped. */
  needsUrl: boolean;
}

/** How a tool is chosen from while a page is written. */
export interface EditorHabits {
  /** What people press; `{tool}` is its name. */
  button: string;
  /** Members of `deep_linking_settings` that differ from those of an activity. */
  settings: Readonly<Record<string, unknown>>;
  /** Query of the return address that differs. */
  returnQuery: Readonly<Record<string, string>>;
  /** Claims that differ from those of an activity. */
  claims: Readonly<Record<string, unknown>>;
  /** Whether a line item makes a column of the gradebook. */
  makesColumns: boolean;
}

/** What a posted score does (AGS 2.0). */
export interface ScoreHabits {
  /** `PendingManual` with points: empties the grade, shows the points, or leaves the grade alone. */
  pendingWithPoints: 'empties' | 'shows' | 'keeps';
  /** Any other progress that is not `FullyGraded`. */
  progress: 'empties' | 'keeps';
  /** `FullyGraded` without points. */
  finalWithoutPoints: 'empties' | 'keeps';
  /** `Initialized` with `NotReady` and without points: the standard's way to clear. */
  reset: 'empties' | 'keeps';
  /** Points above the maximum. */
  overMaximum: 'kept' | 'capped';
  /** Compared by whole seconds or by milliseconds. */
  clock: 'seconds' | 'milliseconds';
  /** Whether a timestamp equal to the last one is taken. */
  takesSameInstant: boolean;
  /** Status for a timestamp that is too early. */
  conflictStatus: 400 | 409;
  /** Status for somebody who has no grades in the course. */
  notStudentStatus: 400 | 422;
  /** Whether a missing comment takes the earlier one away. */
  commentReplaces: boolean;
  successStatus: 200 | 201;
  answersResultUrl: boolean;
  /** Canvas' submission extension is read. */
  readsCanvasSubmission: boolean;
}

/** How lists come (AGS 2.0, NRPS 2.0). */
export interface PagingHabits {
  /** Names of the query that cut a list. */
  limit: string;
  from: string;
  /** `from` counts rows from 0, or pages from 1. */
  counts: 'rows' | 'pages';
  /** Most rows in a page whatever is asked for; null: all, unless a limit is asked for. */
  most: number | null;
  /** How the next address is written. */
  link: 'plain' | 'typographic' | 'unquoted' | 'several';
  header: string;
  /** Query that the next address loses. */
  loses: readonly string[];
  /** The list ends with a page that has an empty body (Sakai's roster). */
  endsEmpty: boolean;
}

/** Facts about a launch for {@link Platform.dressClaims}. */
export interface LaunchFacts {
  person: Person;
  tool: Tool;
  activity: Activity | undefined;
  courseId: string;
  /** Address of the LMS in browsers. */
  baseUrl: string;
  membershipsUrl: string;
  isDeepLinking: boolean;
}

/** A refusal of a service as its body, and what else carries the reason. */
export interface RefusalWords {
  status: number;
  reason: string;
  method: string;
  url: string;
  accept: string | undefined;
  contentType: string | undefined;
  isScore: boolean;
  /** Body of the request, as text. */
  text: string;
}

/** An LMS as a table: endpoints, claims, and what its services do with a request. */
export interface Platform {
  key: PlatformKey;
  /** For the pages of this LMS. */
  name: string;
  /** Null: the address of the LMS. Some are shared by all schools. */
  issuer: string | null;
  places: Places;
  /** `aud` of client assertions; null: the token address. */
  tokenAudience: string | null;
  /** Whether addresses of the gradebook carry `?type_id=`, which must survive. */
  hasTypeId: boolean;
  registration: RegistrationHabits;
  login: LoginHabits;
  /** Null: nobody listens. */
  storage: StorageHabits | null;
  /** Which messages move the frame: none, JSON as text, or both. */
  frameMessages: 'none' | 'text' | 'any';
  /** Whether a tool may bring the top of its frame into sight (`lti.scrollToTop`). */
  scrollsToTop: boolean;
  /** `product_family_code`, version. */
  family: string;
  version: string;
  contextTypes: readonly string[];
  roles: Readonly<Record<CoursePart, { launch: readonly string[]; roster: readonly string[] }>>;
  /** Substitution variables that are known; any other arrives as it was written. */
  variables: readonly string[];
  /** Moodle sends each custom parameter a second time under its name in lower case. */
  customTwice: boolean;
  /** The plain link of the course has the id of the course (Canvas' course navigation). */
  startLinkIsCourse: boolean;
  /** Adds, takes away and renames claims. */
  dressClaims(standard: JWTPayload, facts: LaunchFacts): JWTPayload;
  /** A roster member in the platform's form. */
  dressMember(standard: Record<string, unknown>, person: Person): Record<string, unknown>;
  roster: {
    filtersRoles: boolean;
    knowsLink: boolean;
    tellsLabel: boolean;
    tellsGroups: boolean;
  };
  /** Whether the claim and the service of course groups exist. */
  hasGroups: boolean;
  /** Whether tools may ask to be told when a course is copied. */
  hasNotices: boolean;
  deepLinking: DeepLinkingHabits;
  /** Null: tools have no place in its editor. */
  editor: EditorHabits | null;
  scores: ScoreHabits;
  /** A line item in the platform's form; `isNew` in answer to its creation. */
  dressLineItem(standard: Record<string, unknown>, isNew: boolean): Record<string, unknown>;
  results: {
    /** Students without a grade stand there too, with an id alone. */
    listsEverybody: boolean;
    /** `limit` together with `type_id` ends in a 500. */
    limitFails: boolean;
    hasComment: boolean;
    /** Whether one result has an address with the student in the path or in the query. */
    address: 'path' | 'query';
  };
  paging: PagingHabits;
  token: {
    mediaType: string;
    /** A scope that the tool may not use: refuses all, or is left out. */
    foreignScope: 'refuses' | 'left out';
  };
  /** Status for a token that is void. */
  voidTokenStatus: 401 | 403;
  needsUserAgent: boolean;
  /** Words after the status in the first line of the answer; null: the usual ones. */
  statusWords(words: RefusalWords): string | null;
  refusalBody(words: RefusalWords): unknown;
}
