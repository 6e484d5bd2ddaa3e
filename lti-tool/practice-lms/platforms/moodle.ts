import { without } from './platform.ts';
import type { Platform } from './platform.ts';
import { practice } from './practice.ts';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const BASIC_OUTCOME = 'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome';
const INSTRUCTOR = `${LIS}membership#Instructor`;

/**
 * Moodle 4.5, after messages recorded from one: no platform storage, a
 * launch id that is spent after one use, short role names in the roster, where a non-editing
 * teacher stands as a learner, and scores that erase unless they are final.
 */
export const moodle: Platform = {
  ...practice,
  key: 'moodle',
  name: 'Moodle',
  places: {
    authorize: '/mod/lti/auth.php',
    token: '/mod/lti/token.php',
    keySet: '/mod/lti/certs.php',
    configuration: '/mod/lti/openid-configuration.php',
    deepLinkReturn: '/mod/lti/contentitem_return.php',
    launchReturn: '/mod/lti/return.php',
    lineItems: '/mod/lti/services.php/{course}/lineitems',
    lineItem: '/mod/lti/services.php/{course}/lineitems/{item}/lineitem',
    memberships: '/mod/lti/services.php/CourseSection/{course}/bindings/{deployment}/memberships',
    groups: '/mod/lti/no-groups',
    notices: '/mod/lti/no-notices',
  },
  registration: {
    ...practice.registration,
    domainHasPort: true,
    placements: ['ContentArea'],
  },
  login: { method: 'POST', sendsDeployment: true, messageHint: 'json', more: {} },
  storage: null,
  frameMessages: 'none',
  family: 'moodle',
  version: '2024100706',
  contextTypes: ['CourseSection'],
  roles: {
    administrator: {
      launch: [
        INSTRUCTOR,
        `${LIS}system/person#Administrator`,
        `${LIS}institution/person#Administrator`,
      ],
      roster: [],
    },
    lecturer: { launch: [INSTRUCTOR], roster: ['Instructor'] },
    assessor: { launch: [INSTRUCTOR], roster: ['Learner'] },
    student: { launch: [`${LIS}membership#Learner`], roster: ['Learner'] },
  },
  variables: [
    'User.id',
    'User.username',
    'Context.id',
    'Context.id.history',
    'Context.label',
    'Context.title',
    'CourseSection.title',
    'CourseSection.label',
    'ResourceLink.id',
    'ResourceLink.title',
    'Person.name.full',
    'Moodle.Person.userGroupIds',
  ],
  customTwice: true,
  dressClaims(standard, { person, activity, baseUrl, membershipsUrl, isDeepLinking }) {
    const {
      locale,
      [`${LTI}launch_presentation`]: presentation,
      [`${LTI}custom`]: custom,
      [`${LTI}tool_platform`]: toolPlatform,
      ...claims
    } = standard;
    const sharesNames = claims['name'] !== undefined;
    return {
      ...claims,
      [`${LTI}tool_platform`]: without(toolPlatform, 'url'),
      [`${LTI}ext`]: { ...(sharesNames && { user_username: person.key }), lms: 'moodle-2' },
      [`${LTI}launch_presentation`]: isDeepLinking ? { locale } : presentation,
      // The service adds its address to the parameters of every tool.
      [`${LTI}custom`]: {
        ...(custom as Record<string, string> | undefined),
        context_memberships_url: membershipsUrl,
      },
      ...(activity && { [BASIC_OUTCOME]: basicOutcome(baseUrl, person.userId, activity.id) }),
    };
  },
  dressMember: (member, person) => ({
    ...without(member, 'message'),
    lis_person_sourcedid: `practice-${person.key}`,
    ...(member['name'] !== undefined && { ext_user_username: person.key }),
    // No parameters of the link, though a tool may have asked for them.
    ...(member['message'] !== undefined && {
      message: [
        {
          [`${LTI}message_type`]: 'LtiResourceLinkRequest',
          [BASIC_OUTCOME]: basicOutcome('http://moodle.invalid', person.userId, ''),
        },
      ],
    }),
  }),
  deepLinking: {
    settings: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_copy_advice: false,
      accept_multiple: true,
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
    },
    sendsData: false,
    returnQuery: { id: '2' },
    keepsAvailable: false,
    keepsSubmissionStart: false,
    keepsSubmissionEnd: false,
    keepsWindow: false,
    columnLabel: 'title',
    labelNamesActivity: false,
    largestWholeMaximum: 100,
    keepsGradesReleased: false,
    reviewMembers: ['url', 'custom'],
    needsUrl: false,
  },
  editor: null,
  dressLineItem(
    { startDateTime, endDateTime, gradesReleased, submissionReview, ...kept },
    isNew: boolean,
  ) {
    // A creation echoes what it was sent; afterwards nobody knows of it any more.
    const echo = { startDateTime, endDateTime, gradesReleased, submissionReview };
    const given = Object.entries(echo).filter(([, value]) => value !== undefined);
    if (isNew) return { ...kept, ...Object.fromEntries(given) };
    return {
      ...kept,
      ...(kept['resourceLinkId'] !== undefined && {
        ltiLinkId: kept['resourceLinkId'],
        ...(submissionReview !== undefined && { submissionReview }),
      }),
    };
  },
  results: { listsEverybody: true, limitFails: true, hasComment: true, address: 'query' },
  paging: { ...practice.paging, link: 'typographic', loses: ['role'] },
  token: { mediaType: 'text/html; charset=utf-8', foreignScope: 'left out' },
  // A refused score says why in the first line of the answer, and nothing in its body.
  statusWords: ({ isScore, status, reason, text }) =>
    isScore && status === 400 ? `${reason}${oneLine(text)}` : reason,
  refusalBody: ({ isScore, status, reason, method, url, accept, contentType }) =>
    isScore && status === 400
      ? []
      : { status, reason, request: { method, url, accept, contentType } },
};

/** The way to the gradebook of LTI 1.1, which Moodle still shows. */
function basicOutcome(baseUrl: string, userId: string, linkId: string): Record<string, string> {
  return {
    lis_result_sourcedid: JSON.stringify({
      data: { instanceid: linkId, userid: userId, typeid: '2', launchid: 1_634_986_411 },
      hash: 'f'.repeat(64),
    }),
    lis_outcome_service_url: `${baseUrl}/mod/lti/service.php`,
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 1_000);
}
