import { without } from './platform.ts';
import type { Platform } from './platform.ts';
import { practice } from './practice.ts';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const INSTRUCTOR = `${LIS}membership#Instructor`;
const LEARNER = `${LIS}membership#Learner`;
const EVERYBODY = `${LIS}system/person#User`;

/** Members that Canvas' claims carry besides their own, all of them without a value. */
const UNCHECKED = { validation_context: null, errors: { errors: {} } };

/**
 * Canvas in the cloud: one issuer for all schools, sign-in at a host
 * of its own, which also owns the frame of the platform storage; nulls for what is not there;
 * an assistant is an instructor with a sub-role besides; pages of at most 50.
 */
export const canvas: Platform = {
  ...practice,
  key: 'canvas',
  name: 'Canvas',
  issuer: 'https://canvas.instructure.com',
  places: {
    authorize: '//sso/api/lti/authorize_redirect',
    token: '/login/oauth2/token',
    keySet: '//sso/api/lti/security/jwks',
    configuration: '/api/lti/security/openid-configuration',
    deepLinkReturn: '/courses/{course}/deep_linking_response',
    launchReturn: '/courses/{course}/external_content/success/external_tool_redirect',
    lineItems: '/api/lti/courses/{course}/line_items',
    lineItem: '/api/lti/courses/{course}/line_items/{item}',
    memberships: '/api/lti/courses/{course}/names_and_roles',
    groups: '/api/lti/courses/{course}/no_groups',
    notices: '/api/lti/notice-handlers/{deployment}',
  },
  hasTypeId: false,
  registration: {
    ...practice.registration,
    namesDeployment: false,
    placements: [
      'assignment_selection',
      'link_selection',
      'course_assignments_menu',
      'module_index_menu_modal',
      'editor_button',
    ].map((name) => `https://canvas.instructure.com/lti/${name}`),
  },
  login: {
    method: 'POST',
    sendsDeployment: true,
    messageHint: 'opaque',
    more: { canvas_region: 'eu-west-1', canvas_environment: 'prod' },
  },
  storage: { frame: 'post_message_forwarding', prefix: '', prefixOnly: false },
  scrollsToTop: true,
  family: 'canvas',
  version: 'cloud',
  roles: {
    administrator: {
      launch: [INSTRUCTOR, `${LIS}institution/person#Administrator`, EVERYBODY],
      roster: [],
    },
    lecturer: {
      launch: [`${LIS}institution/person#Instructor`, INSTRUCTOR, EVERYBODY],
      roster: [INSTRUCTOR],
    },
    assessor: {
      launch: [
        `${LIS}institution/person#Instructor`,
        INSTRUCTOR,
        `${LIS}membership/Instructor#TeachingAssistant`,
        EVERYBODY,
      ],
      roster: [INSTRUCTOR, `${LIS}membership/Instructor#TeachingAssistant`],
    },
    student: {
      launch: [`${LIS}institution/person#Student`, LEARNER, EVERYBODY],
      roster: [LEARNER],
    },
  },
  variables: [
    'User.id',
    'Context.id',
    'Context.id.history',
    'Context.title',
    'ResourceLink.id',
    'ResourceLink.title',
    'ResourceLink.available.startDateTime',
    'ResourceLink.available.endDateTime',
    'ResourceLink.submission.endDateTime',
    'Person.name.full',
    'Canvas.course.id',
  ],
  startLinkIsCourse: true,
  hasNotices: true,
  dressClaims(standard, { tool, person, activity }) {
    const withGaps = (name: string, more: Record<string, unknown>) => {
      const claim = standard[`${LTI}${name}`];
      return claim === undefined ? {} : { [`${LTI}${name}`]: { ...more, ...claim, ...UNCHECKED } };
    };
    return {
      ...standard,
      azp: tool.clientId,
      picture: 'https://canvas.example/images/messages/avatar-50.png',
      ...withGaps('resource_link', { description: null }),
      ...withGaps('context', {}),
      ...withGaps('tool_platform', {}),
      ...withGaps('launch_presentation', { height: null, width: null }),
      [`${LTI}lis`]: {
        person_sourcedid: null,
        course_offering_sourcedid: null,
        ...UNCHECKED,
      },
      [`${LTI}lti11_legacy_user_id`]: `legacy-${person.key}`,
      [`${LTI}lti1p1`]: { user_id: `legacy-${person.key}`, ...UNCHECKED },
      errors: { errors: {} },
      'https://www.instructure.com/placement': activity
        ? activity.origin === 'by hand'
          ? 'course_navigation'
          : 'assignment_selection'
        : 'module_index_menu_modal',
    };
  },
  dressMember: (member, person) => ({
    ...member,
    picture: 'https://canvas.example/images/messages/avatar-50.png',
    lti11_legacy_user_id: `legacy-${person.key}`,
  }),
  roster: { filtersRoles: true, knowsLink: true, tellsLabel: true, tellsGroups: false },
  deepLinking: {
    settings: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_media_types: 'application/vnd.ims.lti.v1.ltilink',
      accept_multiple: true,
      accept_lineitem: true,
      auto_create: null,
    },
    sendsData: false,
    returnQuery: { modal: 'true', placement: 'module_index_menu_modal' },
    keepsAvailable: true,
    keepsSubmissionStart: false,
    keepsSubmissionEnd: true,
    keepsWindow: true,
    columnLabel: 'label',
    labelNamesActivity: true,
    largestWholeMaximum: null,
    keepsGradesReleased: false,
    reviewMembers: [],
    needsUrl: false,
  },
  // Anybody who writes anywhere, students too; the return address tells the placement, and so does
  // a claim. What is inserted counts in no gradebook.
  editor: {
    button: '{tool}',
    settings: {
      accept_types: ['link', 'file', 'html', 'ltiResourceLink', 'image'],
      accept_presentation_document_targets: ['embed', 'iframe', 'window'],
      accept_media_types: 'image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*',
      auto_create: false,
    },
    returnQuery: { modal: 'false', placement: 'editor_button' },
    claims: { 'https://www.instructure.com/placement': 'editor_button' },
    makesColumns: false,
  },
  scores: {
    pendingWithPoints: 'shows',
    progress: 'keeps',
    finalWithoutPoints: 'empties',
    reset: 'keeps',
    overMaximum: 'kept',
    clock: 'milliseconds',
    takesSameInstant: true,
    conflictStatus: 400,
    notStudentStatus: 422,
    commentReplaces: false,
    successStatus: 200,
    answersResultUrl: true,
    readsCanvasSubmission: true,
  },
  dressLineItem: (standard) =>
    without(standard, 'gradesReleased', 'submissionReview', 'startDateTime'),
  results: { listsEverybody: false, limitFails: false, hasComment: false, address: 'path' },
  paging: {
    limit: 'limit',
    from: 'page',
    counts: 'pages',
    most: 50,
    link: 'several',
    header: 'link',
    loses: [],
    endsEmpty: false,
  },
  needsUserAgent: true,
  statusWords: () => null,
  refusalBody: ({ status, reason }) => ({
    errors: {
      type:
        status === 422 ? 'unprocessable_entity' : status === 401 ? 'unauthorized' : 'bad_request',
      message: reason,
    },
  }),
};
