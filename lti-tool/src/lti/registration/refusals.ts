/**
 * Why a registration does not go on, with the HTTP status of its page. All are expected outcomes:
 * they are returned, and read in words by an administrator (registration-words.ts).
 */
export const REFUSALS = {
  invitation_unknown: 404,
  invitation_used: 410,
  invitation_expired: 410,
  /** Another window is registering with the same address at this moment. */
  invitation_busy: 409,
  /** Opened without `openid_configuration`: somebody followed the address in a browser. */
  not_from_lms: 400,
  address_refused: 400,
  lms_silent: 424,
  configuration_unusable: 400,
  issuer_differs: 400,
  issuer_not_invited: 403,
  already_registered: 409,
  /** The page stood open too long, or what it posted is not what we sealed. */
  page_outdated: 400,
  lms_refused: 424,
  too_many: 429,
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** A refusal; `detail` is for those who look after the LMS, and for the log. */
export interface RegistrationRefusal {
  refused: RefusalCode;
  detail?: string;
}
