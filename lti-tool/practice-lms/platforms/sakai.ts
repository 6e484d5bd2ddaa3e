import type { Platform } from './platform.ts';
import { practice } from './practice.ts';

const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';

/** Sakai sends each role twice: as a bare name and in full. */
function twice(name: string): string[] {
  return [name, `${LIS}membership#${name}`];
}

/** What Sakai makes of a teaching assistant: a name of its own, and a role with two `#`. */
const ASSISTANT = ['TeachingAssistant', `${LIS}membership#Instructor#TeachingAssistant`];

/**
 * Sakai: storage in the memory of the page; one scope too many refuses
 * them all; a void token is a 403; the roster ends with an empty page; a group service whose next
 * address is wrong.
 */
export const sakai: Platform = {
  ...practice,
  key: 'sakai',
  name: 'Sakai',
  places: {
    authorize: '/imsoidc/lti13/oidc_auth',
    token: '/imsblis/lti13/token/{client}',
    keySet: '/imsblis/lti13/keyset',
    configuration: '/imsblis/lti13/well_known',
    deepLinkReturn: '/access/lti/content/{course}/deeplink',
    launchReturn: '/imsblis/service/return-url/site/{course}',
    lineItems: '/imsblis/lti13/lineitems/{course}',
    lineItem: '/imsblis/lti13/lineitems/{course}/{item}',
    memberships: '/imsblis/lti13/namesandroles/{course}',
    groups: '/imsblis/lti13/groupservice/{course}',
    notices: '/no-notices',
  },
  hasTypeId: false,
  registration: {
    ...practice.registration,
    domainHasPort: true,
    placements: ['ContentArea'],
  },
  family: 'sakailms.org',
  version: '25.0',
  roles: {
    administrator: {
      launch: [
        ...twice('Instructor'),
        ...twice('Administrator'),
        `${LIS}institution/person#Administrator`,
        `${LIS}system/person#Administrator`,
      ],
      roster: [],
    },
    lecturer: { launch: twice('Instructor'), roster: twice('Instructor') },
    assessor: { launch: ASSISTANT, roster: ASSISTANT },
    student: { launch: twice('Learner'), roster: twice('Learner') },
  },
  variables: ['User.id', 'Context.id', 'Context.title', 'ResourceLink.id', 'Person.name.full'],
  dressClaims: (standard, { person }) => ({
    ...standard,
    'https://www.sakailms.org/spec/lti/claim/extension': {
      sakai_role: person.part === 'student' ? 'access' : 'maintain',
      user_id: person.userId,
    },
  }),
  dressMember: (member, person) => ({
    ...member,
    sakai_ext: { sakai_role: person.part === 'student' ? 'access' : 'maintain' },
  }),
  roster: { filtersRoles: false, knowsLink: false, tellsLabel: false, tellsGroups: true },
  hasGroups: true,
  deepLinking: {
    settings: {
      accept_types: ['ltiResourceLink', 'link'],
      accept_presentation_document_targets: ['iframe', 'window'],
      accept_media_types: 'application/vnd.ims.lti.v1.ltilink,text/html',
      accept_multiple: true,
      accept_lineitem: true,
      auto_create: true,
      accept_available: true,
      accept_submission: true,
    },
    sendsData: true,
    returnQuery: {},
    keepsAvailable: true,
    keepsSubmissionStart: false,
    keepsSubmissionEnd: true,
    keepsWindow: true,
    columnLabel: 'label',
    labelNamesActivity: false,
    largestWholeMaximum: null,
    keepsGradesReleased: true,
    reviewMembers: [],
    needsUrl: false,
  },
  editor: null,
  results: { listsEverybody: false, limitFails: false, hasComment: true, address: 'path' },
  paging: {
    limit: 'limit',
    from: 'start',
    counts: 'rows',
    most: null,
    link: 'plain',
    header: 'Link',
    loses: [],
    endsEmpty: true,
  },
  voidTokenStatus: 403,
  refusalBody: ({ status, reason }) => ({
    error: status === 403 ? 'signature_error' : 'invalid_request',
    error_description: reason,
  }),
};
