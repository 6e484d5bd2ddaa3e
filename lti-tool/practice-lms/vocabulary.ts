/**
 * The words of LTI 1.3 that a platform uses. Written down here once more on purpose: the practice
 * LMS shares no LTI code with the tool, or both would share one mistake.
 */
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';

/** Full names of the claims that the practice LMS writes or reads. */
export const CLAIM = {
  messageType: `${LTI}message_type`,
  version: `${LTI}version`,
  deploymentId: `${LTI}deployment_id`,
  targetLinkUri: `${LTI}target_link_uri`,
  resourceLink: `${LTI}resource_link`,
  roles: `${LTI}roles`,
  context: `${LTI}context`,
  toolPlatform: `${LTI}tool_platform`,
  launchPresentation: `${LTI}launch_presentation`,
  lis: `${LTI}lis`,
  custom: `${LTI}custom`,
  forUser: `${LTI}for_user`,
  ags: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  nrps: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinkingSettings: `${DEEP_LINKING}deep_linking_settings`,
  data: `${DEEP_LINKING}data`,
  notices: `${LTI}platformnotificationservice`,
  notice: `${LTI}notice`,
  originContexts: `${LTI}origin_contexts`,
  contentItems: `${DEEP_LINKING}content_items`,
  msg: `${DEEP_LINKING}msg`,
  log: `${DEEP_LINKING}log`,
  errormsg: `${DEEP_LINKING}errormsg`,
  errorlog: `${DEEP_LINKING}errorlog`,
} as const;

/** Role URIs that this LMS sends. */
export const ROLE = {
  instructor: `${LIS}membership#Instructor`,
  learner: `${LIS}membership#Learner`,
  teachingAssistant: `${LIS}membership/Instructor#TeachingAssistant`,
  systemAdministrator: `${LIS}system/person#Administrator`,
  institutionAdministrator: `${LIS}institution/person#Administrator`,
} as const;

/** Scopes of the services, by short name. */
export const SCOPE = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemReadonly: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  resultReadonly: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  groupReadonly: 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly',
  membershipReadonly: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  noticeHandlers: 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers',
} as const;

/** Every scope that a tool may be given. */
export const ALL_SCOPES: readonly string[] = Object.values(SCOPE);

/** Media types of the services. */
export const MEDIA = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItemContainer: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  resultContainer: 'application/vnd.ims.lis.v2.resultcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  groupContainer: 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json',
  membershipContainer: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
} as const;

/** `activityProgress` of AGS 2.0: what a learner has done. */
export const ACTIVITY_PROGRESS = [
  'Initialized',
  'Started',
  'InProgress',
  'Submitted',
  'Completed',
] as const;

/** `gradingProgress` of AGS 2.0: how far grading is. */
export const GRADING_PROGRESS = [
  'FullyGraded',
  'Pending',
  'PendingManual',
  'Failed',
  'NotReady',
] as const;

/** Languages that a launch can ask for. */
export const LOCALES = {
  en: 'English',
  pl: 'Polski',
  it: 'Italiano',
  nl: 'Nederlands',
  fr: 'Français',
} as const;

/** A language of {@link LOCALES}. */
export type Locale = keyof typeof LOCALES;

/** Whether a text names one of the languages. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && Object.hasOwn(LOCALES, value);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/** Whether a text is an ISO 8601 instant with seconds and a zone; sub-seconds are allowed. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));
}
