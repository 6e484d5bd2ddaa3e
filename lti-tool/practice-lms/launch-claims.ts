import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { COURSE } from './course-state.ts';
import type { Activity } from './course-state.ts';
import type { LaunchPlan, Lms } from './lms.ts';
import { fullName, launchRoles } from './people.ts';
import type { Person } from './people.ts';
import { lineItemUrl, lineItemsUrl, membershipsUrl } from './service-urls.ts';
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
  return new Map([
    ['User.id', person.userId],
    ['Context.id', COURSE.id],
    ['Context.id.history', ''],
    ['Context.label', COURSE.label],
    ['Context.title', COURSE.title],
    ['ResourceLink.id', activity.id],
    ['ResourceLink.title', activity.title],
    ['ResourceLink.available.startDateTime', activity.available?.startDateTime ?? ''],
    ['ResourceLink.available.endDateTime', activity.available?.endDateTime ?? ''],
    ['ResourceLink.submission.startDateTime', activity.submission?.startDateTime ?? ''],
    ['ResourceLink.submission.endDateTime', activity.submission?.endDateTime ?? ''],
    ...(named ? ([['Person.name.full', fullName(person)]] as const) : []),
  ]);
}

/** Custom parameters with variables put in; a variable that this LMS does not know stays as it is. */
export function customOf(
  lms: Lms,
  activity: Activity,
  person: Person,
  more: Record<string, string> = {},
): Record<string, string> {
  const variables = variablesOf(lms, activity, person);
  return Object.fromEntries(
    Object.entries({ ...activity.custom, ...more }).map(([name, value]) => {
      const known = value.startsWith('$') ? variables.get(value.slice(1)) : undefined;
      return [name, known ?? value];
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
    const back = new URL('/deep-linking/return', lms.baseUrl);
    back.searchParams.set('course', COURSE.id);
    back.searchParams.set('sesskey', lms.state.sesskey);
    return {
      [CLAIM.messageType]: 'LtiDeepLinkingRequest',
      [CLAIM.deepLinkingSettings]: {
        deep_link_return_url: back.href,
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe', 'window'],
        accept_multiple: true,
        accept_lineitem: true,
        auto_create: true,
        title: `New activity from ${tool.name}`,
        text: '',
        data: lms.deepLinks.issue({ tool, person }),
      },
    };
  }
  const review = lms.state.gradebook.columnsOf(activity.id)[0]?.submissionReview;
  return {
    [CLAIM.messageType]:
      plan.reviewOf === undefined ? 'LtiResourceLinkRequest' : 'LtiSubmissionReviewRequest',
    [CLAIM.resourceLink]: {
      id: activity.id,
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
  const back = new URL('/launch-return', lms.baseUrl);
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
  return claims;
}

/** All claims of the id_token for a launch. */
export function launchClaims(lms: Lms, plan: LaunchPlan, nonce: string): JWTPayload {
  const { tool, person } = plan;
  const iat = Math.floor(lms.now() / 1000);
  const { assessorAsTeachingAssistant } = lms.state.switches;
  return {
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
    [CLAIM.roles]: launchRoles(person, assessorAsTeachingAssistant),
    [CLAIM.context]: {
      id: COURSE.id,
      label: COURSE.label,
      title: COURSE.title,
      type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
    },
    [CLAIM.launchPresentation]: presentation(lms, plan),
    [CLAIM.toolPlatform]: {
      guid: createHash('sha256').update(lms.issuer).digest('hex').slice(0, 32),
      name: lms.title,
      version: '1',
      product_family_code: 'practice-lms',
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
}
