import type { Platform } from './platform.ts';
import { practice } from './practice.ts';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const INSTRUCTOR = `${LIS}membership#Instructor`;
const LEARNER = `${LIS}membership#Learner`;
const ASSISTANT = `${LIS}membership/Instructor#TeachingAssistant`;

/**
 * Blackboard Learn: one issuer and one client id for all schools, the
 * deployment is the school; sign-in, tokens and keys come from the vendor's gateway; storage lives
 * in a frame with a name; an item without an address is an invalid link.
 */
export const blackboard: Platform = {
  ...practice,
  key: 'blackboard',
  name: 'Blackboard',
  issuer: 'https://blackboard.com',
  places: {
    authorize: '//developer/api/v1/gateway/oidcauth',
    token: '//developer/api/v1/gateway/oauth2/jwttoken',
    keySet: '//developer/api/v1/management/applications/{client}/jwks.json',
    configuration: '//developer/api/v1/gateway/openid-configuration',
    deepLinkReturn: '/webapps/blackboard/controller/lti/v2/deepLinkReturn',
    launchReturn: '/webapps/blackboard/execute/blti/launchReturn',
    lineItems: '/learn/api/v1/lti/courses/{course}/lineItems',
    lineItem: '/learn/api/v1/lti/courses/{course}/lineItems/{item}',
    memberships: '/learn/api/v1/lti/external/namesandroles/{course}',
    groups: '/learn/api/v1/lti/external/nogroups/{course}',
    notices: '/no-notices',
  },
  hasTypeId: false,
  registration: { ...practice.registration, byAddress: false },
  login: { method: 'GET', sendsDeployment: true, messageHint: 'opaque', more: {} },
  storage: { frame: 'lti_storage_frame', prefix: 'org.imsglobal.', prefixOnly: false },
  family: 'BlackboardLearn',
  version: '3900.110.0',
  roles: {
    administrator: {
      launch: [INSTRUCTOR, `${LIS}institution/person#Administrator`],
      roster: [],
    },
    lecturer: {
      launch: [`${LIS}institution/person#Faculty`, INSTRUCTOR],
      roster: [INSTRUCTOR],
    },
    assessor: {
      launch: [`${LIS}institution/person#Staff`, ASSISTANT],
      roster: [ASSISTANT],
    },
    student: { launch: [`${LIS}institution/person#Student`, LEARNER], roster: [LEARNER] },
  },
  variables: ['User.id', 'Context.id', 'Context.id.history', 'Context.title', 'Person.name.full'],
  dressClaims: ({ locale, ...standard }, { tool }) => ({
    ...standard,
    azp: tool.clientId,
    // With a country, and with an underscore.
    locale: locale === 'en' ? 'en_US' : locale,
    'https://purl.imsglobal.org/spec/lti/claim/lis': {
      person_sourcedid: '',
      course_offering_sourcedid: '',
    },
    'https://blackboard.com/lti/claim/launch_source': 'course_content',
  }),
  deepLinking: {
    settings: {
      accept_types: ['link', 'file', 'html', 'ltiResourceLink', 'image'],
      accept_presentation_document_targets: ['embed', 'iframe', 'window'],
      accept_media_types: 'text/html,image/*',
      accept_multiple: true,
      auto_create: false,
    },
    sendsData: true,
    returnQuery: {},
    keepsAvailable: false,
    keepsSubmissionStart: false,
    keepsSubmissionEnd: true,
    keepsWindow: true,
    columnLabel: 'label',
    labelNamesActivity: false,
    largestWholeMaximum: null,
    keepsGradesReleased: true,
    reviewMembers: [],
    needsUrl: true,
  },
  editor: {
    button: 'Insert content: {tool}…',
    settings: {},
    returnQuery: {},
    claims: {},
    makesColumns: true,
  },
  scores: {
    pendingWithPoints: 'keeps',
    progress: 'keeps',
    finalWithoutPoints: 'empties',
    reset: 'empties',
    overMaximum: 'kept',
    clock: 'milliseconds',
    takesSameInstant: true,
    conflictStatus: 400,
    notStudentStatus: 422,
    commentReplaces: true,
    successStatus: 200,
    answersResultUrl: false,
    readsCanvasSubmission: false,
  },
  results: { listsEverybody: false, limitFails: false, hasComment: true, address: 'path' },
  paging: {
    limit: 'limit',
    from: 'offset',
    counts: 'rows',
    most: 1000,
    link: 'unquoted',
    header: 'LINK',
    loses: [],
    endsEmpty: false,
  },
  refusalBody: ({ status, reason }) => ({ status, message: reason }),
};
