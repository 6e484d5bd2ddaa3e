/** Names of the claims, scopes and media types of LTI 1.3 and LTI Advantage (1EdTech), once. */
const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const AGS_SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

/** Claims of a launch, as LTI 1.3 names them. */
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
  custom: `${LTI}custom`,
  forUser: `${LTI}for_user`,
  ags: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  nrps: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinkingSettings: `${DEEP_LINKING}deep_linking_settings`,
  deepLinkingData: `${DEEP_LINKING}data`,
  deepLinkingMessage: `${DEEP_LINKING}msg`,
  /** Canvas says here from where content is asked for. */
  canvasPlacement: 'https://www.instructure.com/placement',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  contentItems: `${DEEP_LINKING}content_items`,
  notices: `${LTI}platformnotificationservice`,
  notice: `${LTI}notice`,
  originContexts: `${LTI}origin_contexts`,
} as const;

/** What a token for platform services may allow. */
export const SCOPE = {
  lineItem: `${AGS_SCOPE}lineitem`,
  lineItemReadOnly: `${AGS_SCOPE}lineitem.readonly`,
  resultReadOnly: `${AGS_SCOPE}result.readonly`,
  score: `${AGS_SCOPE}score`,
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly',
  notices: 'https://purl.imsglobal.org/spec/lti/scope/noticehandlers',
} as const;

/** Media types that the services ask for; a strict platform refuses others. */
export const MEDIA_TYPE = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  roster: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
  groups: 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json',
  groupSets: 'application/vnd.ims.lti-gs.v1.contextgroupsetcontainer+json',
} as const;

/** Messages that open a page here; any other is refused in words. */
export const MESSAGE_TYPES = [
  'LtiResourceLinkRequest',
  'LtiDeepLinkingRequest',
  'LtiSubmissionReviewRequest',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** The one kind of notice that is asked for: a course was made by copying others. */
export const COPY_NOTICE = 'LtiContextCopyNotice';
