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
