/**
 * Where platforms differ from the standard or from each other: vendor, symptom, and what is given
 * up. Nothing outside this file asks for a platform's family.
 */
export interface Quirks {
  /**
   * Whether anything but a final grade may be posted. Moodle, Open edX and Sakai erase the grade
   * when a score is not `FullyGraded`; an unknown platform is taken for one of them. Given up:
   * "handed in, waits for marking" in their gradebooks.
   */
  postsProgress: boolean;
  /**
   * Statuses that mean "this access token is void". Sakai signs tokens with a key in memory and
   * answers 403 after a restart; elsewhere 403 means that a right is missing.
   */
  voidTokenStatuses: readonly number[];
  /**
   * Whether results may be asked for in pages. Moodle answers 500 to `limit` together with its
   * own `type_id`. Given up: nothing, it sends all results in one answer.
   */
  resultsInPages: boolean;
  /**
   * The largest number of points of a line item that survives deep linking. Moodle drops an item
   * above the site's maximum, 100 unless an administrator raised it. Null: no limit is known.
   */
  maximumPoints: number | null;
  /**
   * Whether dates of deep-linked activities are kept. Moodle drops them without a word; an unknown
   * platform is taken for one that does. Given up: due dates in the calendar of the LMS. They hold
   * here all the same.
   */
  keepsDates: boolean;
  /**
   * Whether the roster of one link tells the groups of its people by a custom parameter. Only
   * Moodle knows `$Moodle.Person.userGroupIds`, and has no service of groups. Given up: their names.
   */
  groupsInRoster: boolean;
  /**
   * Whether lists of groups come in pages. Sakai's next page lies at an address that fails. Given
   * up: groups beyond a long first page.
   */
  groupsInPages: boolean;
  /**
   * How a grade is taken back. `initialized` is the standard's way. Canvas ignores the score of
   * anything that is not `FullyGraded`, so there a final score without points (`graded-empty`).
   * Open edX publishes nothing that is empty: null. Given up there: an assessor removes it by hand.
   */
  clearsGrades: 'initialized' | 'graded-empty' | null;
  /**
   * Whether scores carry Canvas' own `submission` part. Without it every score would count as a
   * new attempt there, and its grader would open nothing.
   */
  hasSubmissionExtension: boolean;
}

const PLAIN: Quirks = {
  postsProgress: false,
  voidTokenStatuses: [401],
  resultsInPages: true,
  maximumPoints: null,
  keepsDates: false,
  groupsInRoster: false,
  groupsInPages: true,
  clearsGrades: 'initialized',
  hasSubmissionExtension: false,
};

const BY_FAMILY: Readonly<Record<string, Partial<Quirks>>> = {
  moodle: { resultsInPages: false, maximumPoints: 100, groupsInRoster: true },
  canvas: {
    postsProgress: true,
    keepsDates: true,
    clearsGrades: 'graded-empty',
    hasSubmissionExtension: true,
  },
  desire2learn: { postsProgress: true },
  BlackboardLearn: { postsProgress: true },
  sakai: { voidTokenStatuses: [401, 403], groupsInPages: false },
  'sakailms.org': { voidTokenStatuses: [401, 403], groupsInPages: false },
  openedx: { clearsGrades: null },
};

/** The quirks of a platform, by the family that it names itself in `tool_platform`. */
export function quirksOf(family: string | null): Quirks {
  return {
    ...PLAIN,
    ...(family !== null && Object.hasOwn(BY_FAMILY, family) && BY_FAMILY[family]),
  };
}

/** Where platforms differ while they register us. */
export interface RegistrationQuirks {
  /**
   * Whether the port is part of `domain`. Moodle compares it with the host and port of the target
   * address and answers `domain_targetlinkuri_mismatch` otherwise.
   */
  domainWithPort: boolean;
  /** Members of the tool configuration that only this vendor knows. */
  extras: Readonly<Record<string, unknown>>;
  /** Members of each message that only this vendor knows. */
  messageExtras: Readonly<Record<string, unknown>>;
  /** Placements of the vendor's own, asked for besides the standard's when they are offered. */
  placements: readonly string[];
}

/**
 * Placements in which Canvas offers us; it knows each also with its prefix before the name. A task
 * becomes an assignment or an entry of a module; only the list of assignments and of modules take
 * several at once, as a whole template needs; the editor inserts into a page that is written.
 */
export const CANVAS_PLACEMENTS = [
  'assignment_selection',
  'link_selection',
  'course_assignments_menu',
  'module_index_menu_modal',
  'editor_button',
] as const;

const CANVAS = 'https://canvas.instructure.com/lti/';

const PLAIN_REGISTRATION: RegistrationQuirks = {
  domainWithPort: false,
  extras: {},
  messageExtras: {},
  placements: [],
};

const REGISTRATION_BY_FAMILY: Readonly<Record<string, Partial<RegistrationQuirks>>> = {
  // Its deployment is pending there, too, until its administrator switches it on.
  moodle: { domainWithPort: true },
  // Anonymous unless a privacy level is asked for; nothing of ours belongs in course navigation,
  // because a launch without an activity has nothing to open.
  canvas: {
    extras: {
      [`${CANVAS}privacy_level`]: 'public',
      [`${CANVAS}tool_id`]: 'lookfor',
      [`${CANVAS}vendor`]: 'Lookfor',
    },
    placements: [...CANVAS_PLACEMENTS, ...CANVAS_PLACEMENTS.map((name) => `${CANVAS}${name}`)],
  },
  // Brightspace sends no registration token, and its deployment is made by hand or by a tick at
  // "Configure Deployment"; the redirect address must be exact and a domain registers once a site.
  desire2learn: { domainWithPort: true },
  // Blackboard offers no dynamic registration by default (registered in the vendor's portal);
  // where a proxy of it does, it takes the plain form.
  BlackboardLearn: {},
  // Its configuration address carries a query that must stay, and its token serves once.
  sakai: { domainWithPort: true },
  'sakailms.org': { domainWithPort: true },
};

/** What differs while a platform of this family registers us. */
export function registrationQuirks(family: string): RegistrationQuirks {
  return {
    ...PLAIN_REGISTRATION,
    ...(Object.hasOwn(REGISTRATION_BY_FAMILY, family) && REGISTRATION_BY_FAMILY[family]),
  };
}

/**
 * Issuers that a configuration on this host may name although they live on another: every school
 * of hosted Canvas shares one, and so does every school of Blackboard. A Canvas that an
 * institution hosts itself keeps the vendor's issuer on a host of its own; then the invitation
 * must name the issuer.
 */
export function issuersOfHost(hostname: string): readonly string[] {
  return Object.entries(SHARED_ISSUERS).flatMap(([suffix, issuers]) =>
    hostname.endsWith(suffix) ? issuers : [],
  );
}

const SHARED_ISSUERS: Readonly<Record<string, readonly string[]>> = {
  '.instructure.com': [
    'https://canvas.instructure.com',
    'https://canvas.beta.instructure.com',
    'https://canvas.test.instructure.com',
  ],
  '.blackboard.com': ['https://blackboard.com'],
};
