import type { Platform } from './platform.ts';
import { practice } from './practice.ts';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';
const INSTRUCTOR = `${LIS}membership#Instructor`;
const LEARNER = `${LIS}membership#Learner`;
const ASSISTANT = `${LIS}membership/Instructor#TeachingAssistant`;

/**
 * Brightspace: tokens come from a host that all schools share and are
 * asked for under a name that is not its address; storage answers only the old subjects; frame
 * messages are read as text alone; several roles for everybody; groups of the course.
 */
export const brightspace: Platform = {
  ...practice,
  key: 'brightspace',
  name: 'Brightspace',
  places: {
    authorize: '/d2l/lti/authenticate',
    token: '//auth/core/connect/token',
    keySet: '/d2l/.well-known/jwks',
    configuration: '/d2l/.well-known/openid-configuration',
    deepLinkReturn: '/d2l/le/lti/{course}/deeplinkreturn',
    launchReturn: '/d2l/le/lti/{course}/return',
    lineItems: '/d2l/api/lti/ags/2.0/deployment/{deployment}/orgunit/{course}/lineitems',
    lineItem: '/d2l/api/lti/ags/2.0/deployment/{deployment}/orgunit/{course}/lineitems/{item}',
    memberships: '/d2l/api/lti/nrps/2.0/deployment/{deployment}/orgunit/{course}/memberships',
    groups: '/d2l/api/lti/gs/1.0/deployment/{deployment}/orgunit/{course}/groups',
    notices: '/no-notices',
  },
  tokenAudience: 'https://api.brightspace.com/auth/token',
  hasTypeId: false,
  registration: { ...practice.registration, domainHasPort: true, sendsToken: false },
  storage: { frame: '_parent', prefix: 'org.imsglobal.', prefixOnly: true },
  frameMessages: 'text',
  family: 'desire2learn',
  version: '20.26.11',
  roles: {
    administrator: {
      launch: [INSTRUCTOR, `${LIS}institution/person#Administrator`],
      roster: [],
    },
    lecturer: {
      launch: [`${LIS}institution/person#Instructor`, INSTRUCTOR],
      roster: [`${LIS}institution/person#Instructor`, INSTRUCTOR],
    },
    assessor: {
      launch: [`${LIS}institution/person#Staff`, INSTRUCTOR, ASSISTANT],
      roster: [`${LIS}institution/person#Staff`, INSTRUCTOR, ASSISTANT],
    },
    student: {
      launch: [`${LIS}institution/person#Student`, LEARNER],
      roster: [`${LIS}institution/person#Student`, LEARNER],
    },
  },
  variables: ['User.id', 'Context.id', 'Context.label', 'Context.title', 'Person.name.full'],
  dressClaims: (standard, { person, courseId, activity }) => ({
    ...standard,
    'http://www.brightspace.com': {
      tenant_id: '0b1d2c3e-4f50-6172-8394-a5b6c7d8e9f0',
      org_defined_id: `practice-${person.key}`,
      user_id: Number(person.userId),
      username: person.key,
      'Context.id.history': '',
      'ResourceLink.id.history': '',
      ...(activity && { link_id: Number(activity.id) }),
      course_id: Number(courseId),
    },
  }),
  roster: { filtersRoles: true, knowsLink: true, tellsLabel: true, tellsGroups: true },
  hasGroups: true,
  deepLinking: {
    settings: {
      accept_types: ['ltiResourceLink', 'link', 'html', 'image', 'file'],
      accept_presentation_document_targets: ['iframe', 'window', 'embed'],
      accept_media_types: '*/*',
      accept_multiple: true,
      accept_lineitem: true,
      auto_create: false,
    },
    sendsData: true,
    returnQuery: {},
    keepsAvailable: false,
    keepsSubmissionStart: false,
    keepsSubmissionEnd: false,
    keepsWindow: true,
    columnLabel: 'label',
    labelNamesActivity: false,
    largestWholeMaximum: null,
    keepsGradesReleased: false,
    reviewMembers: ['reviewableStatus', 'label', 'url', 'custom'],
    needsUrl: false,
  },
  // "Insert Stuff" asks for no more and no less than the course does.
  editor: {
    button: 'Insert stuff: {tool}…',
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
    overMaximum: 'capped',
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
    from: 'pageBookmark',
    counts: 'rows',
    most: 100,
    link: 'plain',
    header: 'Link',
    loses: [],
    endsEmpty: false,
  },
  refusalBody: ({ status, reason }) => ({
    type: 'http://docs.valence.desire2learn.com/res/apiprop.html#errors',
    title: 'Request refused',
    status,
    detail: reason,
  }),
};
