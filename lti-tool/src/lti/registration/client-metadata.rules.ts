import type { Locale } from '#contract/vocabulary';
import { MESSAGE_TYPES, SCOPE } from '../claims.ts';
import { SUBSTITUTIONS } from '../custom-parameters.rules.ts';
import { registrationQuirks } from '../platform-quirks.ts';
import { ICON_PATH } from '../tool-icon.ts';
import type { PlatformConfiguration } from './configuration.rules.ts';

const LTI_TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const INSTRUCTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';

/** Services that we use; each has its reason in words (registration-words.ts). */
export const WANTED_SCOPES = {
  lineItem: SCOPE.lineItem,
  score: SCOPE.score,
  result: SCOPE.resultReadOnly,
  roster: SCOPE.roster,
  groups: SCOPE.groups,
  notices: SCOPE.notices,
} as const;
export type WantedScope = keyof typeof WANTED_SCOPES;

/** Rights that few platforms know: asked for only where they are offered by name. */
const RARE: readonly WantedScope[] = ['groups', 'notices'];

/** Rights that every platform knows. */
export const COMMON_SCOPES = (Object.keys(WANTED_SCOPES) as WantedScope[]).filter(
  (name) => !RARE.includes(name),
);

/** What we ask of a person. `sub` comes with every launch, so that the rest is theirs to withhold. */
const WANTED_CLAIMS = ['name', 'given_name', 'family_name', 'email', 'locale'] as const;

/** Placements we ask for, the standard's names. */
const WANTED_PLACEMENTS = ['ContentArea', 'RichTextEditor'] as const;

/** Words of the registration itself, which the LMS shows. */
export interface ToolWords {
  description: string;
  chooseLabel: string;
}

/** What is asked of one platform: what we want and it offers. */
export interface AskedRights {
  scopes: WantedScope[];
  /** Wanted, but not offered: what works less for it is said on the page. */
  missingScopes: WantedScope[];
  claims: string[];
  messages: string[];
  placements: string[];
}

/** What we want, cut to what the platform says it offers; all of it where it says nothing. */
export function askedRights(configuration: PlatformConfiguration): AskedRights {
  const { scopes, claims, messages } = configuration;
  const wanted = Object.keys(WANTED_SCOPES) as WantedScope[];
  const isOffered = (name: WantedScope): boolean =>
    scopes === null ? !RARE.includes(name) : scopes.includes(WANTED_SCOPES[name]);
  const offered = MESSAGE_TYPES.filter(
    (type) => messages.length === 0 || messages.some((message) => message.type === type),
  );
  const placements = messages.find(({ type }) => type === 'LtiDeepLinkingRequest')?.placements;
  const own = registrationQuirks(configuration.family).placements;
  return {
    scopes: wanted.filter(isOffered),
    missingScopes: COMMON_SCOPES.filter((name) => !isOffered(name)),
    claims: WANTED_CLAIMS.filter((claim) => claims === null || claims.includes(claim)),
    messages: offered,
    placements: placements
      ? [...WANTED_PLACEMENTS, ...own].filter((place) => placements.includes(place))
      : ['ContentArea'],
  };
}

/**
 * Our side of the registration (Dynamic Registration 1.0, 3.5). Only what the platform supports is
 * asked for: Canvas answers 422 to anything else.
 * @param publicUrl without a slash at its end
 */
export function clientMetadata(
  configuration: PlatformConfiguration,
  publicUrl: string,
  words: Readonly<Record<Locale, ToolWords>>,
): Record<string, unknown> {
  const asked = askedRights(configuration);
  const { domainWithPort, extras, messageExtras } = registrationQuirks(configuration.family);
  const url = new URL(publicUrl);
  const translated = (name: string, pick: (words: ToolWords) => string) => ({
    [name]: pick(words.en),
    ...Object.fromEntries(
      Object.entries(words)
        .filter(([locale]) => locale !== 'en')
        .map(([locale, ofLocale]) => [`${name}#${locale}`, pick(ofLocale)]),
    ),
  });
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: `${publicUrl}/lti/login`,
    redirect_uris: [`${publicUrl}/lti/launch`],
    client_name: 'Lookfor',
    client_uri: publicUrl,
    logo_uri: `${publicUrl}${ICON_PATH}`,
    jwks_uri: `${publicUrl}/lti/jwks`,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: asked.scopes.map((name) => WANTED_SCOPES[name]).join(' '),
    [LTI_TOOL]: {
      domain: domainWithPort ? url.host : url.hostname,
      target_link_uri: `${publicUrl}/lti/launch`,
      ...translated('description', ({ description }) => description),
      custom_parameters: SUBSTITUTIONS,
      claims: ['iss', 'sub', ...asked.claims],
      messages: asked.messages.map((type) =>
        type === 'LtiDeepLinkingRequest'
          ? {
              type,
              target_link_uri: `${publicUrl}/lti/launch`,
              ...translated('label', ({ chooseLabel }) => chooseLabel),
              placements: asked.placements,
              supported_types: ['ltiResourceLink'],
              roles: [INSTRUCTOR],
              ...messageExtras,
            }
          : { type, target_link_uri: `${publicUrl}/lti/launch`, ...messageExtras },
      ),
      ...extras,
    },
  };
}
