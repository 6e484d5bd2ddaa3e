import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { COURSE, GROUPS } from './course-state.ts';
import type { Activity } from './course-state.ts';
import type { LaunchPlan, Lms } from './lms.ts';
import { fullName, launchRoles } from './people.ts';
import type { Person } from './people.ts';
import { placeUrl } from './places.ts';
import {
  groupsUrl,
  lineItemUrl,
  lineItemsUrl,
  membershipsUrl,
  noticesUrl,
} from './service-urls.ts';
import { CLAIM, SCOPE } from './vocabulary.ts';

const TOKEN_LIFE_SECONDS = 60;
const AGS_SCOPES: readonly string[] = [
  SCOPE.lineItem,
  SCOPE.lineItemReadonly,
  SCOPE.resultReadonly,
  SCOPE.score,
];

function variablesOf(lms: Lms, activity: Activity, person: Person): Map<string, string> {
  const named = !lms.state.switches.noNames;
  const groups = GROUPS.filter(({ userIds }) => userIds.includes(person.userId));
  const known = new Map([
    ['User.id', person.userId],
    ['User.username', person.key],
    ['Context.id', COURSE.id],
    ['Context.id.history', ''],
    ['Context.label', COURSE.label],
    ['Context.title', COURSE.title],
    ['CourseSection.label', COURSE.label],
    ['CourseSection.title', COURSE.title],
    ['ResourceLink.id', linkId(lms, activity)],
    ['ResourceLink.title', activity.title],
    ['ResourceLink.available.startDateTime', activity.available?.startDateTime ?? ''],
    ['ResourceLink.available.endDateTime', activity.available?.endDateTime ?? ''],
    ['ResourceLink.submission.startDateTime', activity.submission?.startDateTime ?? ''],
    ['ResourceLink.submission.endDateTime', activity.submission?.endDateTime ?? ''],
    ['Canvas.course.id', COURSE.id],
    ['Moodle.Person.userGroupIds', groups.map(({ id }) => id).join(',')],
    ...(named ? ([['Person.name.full', fullName(person)]] as const) : []),
  ]);
  for (const name of known.keys()) {
    if (!lms.state.platform.variables.includes(name)) known.delete(name);
  }
  return known;
}

/** Id of the resource link; Canvas' course navigation has that of the course. */
function linkId(lms: Lms, activity: Activity): string {
  const isStart = lms.state.startLink(activity.clientId)?.id === activity.id;
  return lms.state.platform.startLinkIsCourse && isStart ? COURSE.id : activity.id;
}

/** Custom parameters with variables put in; a variable that this LMS does not know stays as it is. */
export function customOf(
  lms: Lms,
  activity: Activity,
  person: Person,
  more: Record<string, string> = {},
): Record<string, string> {
  const variables = variablesOf(lms, activity, person);
  const { customTwice } = lms.state.platform;
  return Object.fromEntries(
    Object.entries({ ...activity.custom, ...more }).flatMap(([name, value]) => {
      const known = value.startsWith('$') ? variables.get(value.slice(1)) : undefined;
      const second = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
      const names = customTwice ? new Set([name, second]) : [name];
      return [...names].map((one) => [one, known ?? value]);
    }),
  );
}

function identity(lms: Lms, person: Person): Record<string, unknown> {
  if (lms.state.switches.noNames) return {};
  return {
    name: fullName(person),
    given_name: person.givenName,
    family_name: person.familyName,
    email: person.email,
  };
}

function messageClaims(lms: Lms, plan: LaunchPlan): Record<string, unknown> {
  const { tool, activity, person } = plan;
  if (!activity) {
    const { deepLinking, editor } = lms.state.platform;
    const { sendsData } = deepLinking;
    const inEditor = plan.pageId === undefined ? null : editor;
    const settings = { ...deepLinking.settings, ...inEditor?.settings };
    const returnQuery = { ...deepLinking.returnQuery, ...inEditor?.returnQuery };
    const back = placeUrl(lms, 'deepLinkReturn', { tool });
    back.searchParams.set('course', COURSE.id);
    for (const [name, value] of Object.entries(returnQuery)) back.searchParams.set(name, value);
    back.searchParams.set('sesskey', lms.state.sesskey);
    const data = lms.deepLinks.issue({
      ...{ tool, person },
      ...(plan.pageId !== undefined && { pageId: plan.pageId }),
    });
    // Who gets no data back must find the open dialog by other means.
    if (!sendsData) back.searchParams.set('dialog', data);
    return {
      [CLAIM.messageType]: 'LtiDeepLinkingRequest',
      [CLAIM.deepLinkingSettings]: {
        deep_link_return_url: back.href,
        ...settings,
        title: `New activity from ${tool.name}`,
        text: '',
        ...(sendsData ? { data } : {}),
      },
    };
  }
  const review = lms.state.gradebook.columnsOf(activity.id)[0]?.submissionReview;
  return {
    [CLAIM.messageType]:
      plan.reviewOf === undefined ? 'LtiResourceLinkRequest' : 'LtiSubmissionReviewRequest',
    [CLAIM.resourceLink]: {
      id: linkId(lms, activity),
      title: activity.title,
      ...(activity.text === undefined ? {} : { description: activity.text }),
    },
    [CLAIM.custom]: customOf(
      lms,
      activity,
      person,
      plan.reviewOf === undefined ? {} : review?.custom,
    ),
    ...(plan.reviewOf === undefined ? {} : { [CLAIM.forUser]: { user_id: plan.reviewOf } }),
  };
}

function presentation(lms: Lms, plan: LaunchPlan): Record<string, unknown> {
  const back = placeUrl(lms, 'launchReturn', { tool: plan.tool });
  back.searchParams.set('course', COURSE.id);
  if (plan.activity) back.searchParams.set('activity', plan.activity.id);
  back.searchParams.set('sesskey', lms.state.sesskey);
  return {
    locale: plan.locale,
    document_target: plan.opensIn === 'frame' ? 'iframe' : 'window',
    return_url: back.href,
  };
}

function serviceClaims(lms: Lms, plan: LaunchPlan): Record<string, unknown> {
  const { tool, activity } = plan;
  const scopes = tool.scopes.filter((scope) => AGS_SCOPES.includes(scope));
  const columns = activity ? lms.state.gradebook.columnsOf(activity.id) : [];
  const [only] = columns;
  const claims: Record<string, unknown> = {};
  if (scopes.length > 0) {
    claims[CLAIM.ags] = {
      scope: scopes,
      lineitems: lineItemsUrl(lms, tool),
      // Only a link with exactly one line item names it.
      ...(only && columns.length === 1 ? { lineitem: lineItemUrl(lms, tool, only) } : {}),
    };
  }
  if (tool.scopes.includes(SCOPE.membershipReadonly)) {
    claims[CLAIM.nrps] = {
      context_memberships_url: membershipsUrl(lms, tool),
      service_versions: ['1.0', '2.0'],
    };
  }
  if (lms.state.platform.hasGroups && tool.scopes.includes(SCOPE.groupReadonly)) {
    claims[CLAIM.groups] = {
      scope: [SCOPE.groupReadonly],
      context_groups_url: groupsUrl(lms, tool),
      service_versions: ['1.0'],
    };
  }
  const handlers = noticesUrl(lms, tool);
  if (handlers !== null && tool.scopes.includes(SCOPE.noticeHandlers)) {
    claims[CLAIM.notices] = {
      service_versions: ['1.0'],
      platform_notification_service_url: handlers,
      scope: [SCOPE.noticeHandlers],
      notice_types_supported: ['LtiHelloWorldNotice', 'LtiContextCopyNotice'],
    };
  }
  return claims;
}

/** All claims of the id_token for a launch. */
export function launchClaims(lms: Lms, plan: LaunchPlan, nonce: string): JWTPayload {
  const { tool, person } = plan;
  const iat = Math.floor(lms.now() / 1000);
  const { assessorAsTeachingAssistant } = lms.state.switches;
  const { platform } = lms.state;
  const standard: JWTPayload = {
    iss: lms.issuer,
    aud: tool.clientId,
    sub: person.userId,
    iat,
    exp: iat + TOKEN_LIFE_SECONDS,
    nonce,
    ...identity(lms, person),
    locale: plan.locale,
    [CLAIM.version]: '1.3.0',
    [CLAIM.deploymentId]: tool.deploymentId,
    [CLAIM.targetLinkUri]: plan.target,
    [CLAIM.roles]: launchRoles(platform, person, assessorAsTeachingAssistant),
    [CLAIM.context]: {
      id: COURSE.id,
      label: COURSE.label,
      title: COURSE.title,
      type: platform.contextTypes,
    },
    [CLAIM.launchPresentation]: presentation(lms, plan),
    [CLAIM.toolPlatform]: {
      guid: createHash('sha256').update(lms.issuer).digest('hex').slice(0, 32),
      name: lms.title,
      version: platform.version,
      product_family_code: platform.family,
      description: 'A pretend learning platform',
      url: lms.baseUrl,
    },
    [CLAIM.lis]: {
      person_sourcedid: `practice-${person.key}`,
      course_section_sourcedid: 'EDU-210-PRACTICE',
    },
    ...messageClaims(lms, plan),
    ...serviceClaims(lms, plan),
  };
  const dressed = platform.dressClaims(standard, {
    person,
    tool,
    activity: plan.activity,
    courseId: COURSE.id,
    baseUrl: lms.baseUrl,
    membershipsUrl: membershipsUrl(lms, tool),
    isDeepLinking: plan.activity === undefined,
  });
  return plan.pageId === undefined ? dressed : { ...dressed, ...platform.editor?.claims };
}
