import { CANVAS_PLACEMENTS } from '../platform-quirks.ts';
import { SUBSTITUTIONS } from '../custom-parameters.rules.ts';
import { COMMON_SCOPES, WANTED_SCOPES, type ToolWords } from './client-metadata.rules.ts';

/**
 * What Canvas reads when an administrator makes a developer key "by URL" (`/lti/config.json`), for
 * those who do not register dynamically.
 * @param publicUrl without a slash at its end
 */
export function canvasConfiguration(publicUrl: string, words: ToolWords): Record<string, unknown> {
  const launchUrl = `${publicUrl}/lti/launch`;
  return {
    title: 'Lookfor',
    description: words.description,
    oidc_initiation_url: `${publicUrl}/lti/login`,
    target_link_uri: launchUrl,
    public_jwk_url: `${publicUrl}/lti/jwks`,
    scopes: COMMON_SCOPES.map((name) => WANTED_SCOPES[name]),
    custom_fields: SUBSTITUTIONS,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: new URL(publicUrl).host,
        tool_id: 'lookfor',
        privacy_level: 'public',
        settings: {
          text: 'Lookfor',
          placements: CANVAS_PLACEMENTS.map((placement) => ({
            placement,
            message_type: 'LtiDeepLinkingRequest',
            target_link_uri: launchUrl,
            text: words.chooseLabel,
          })),
        },
      },
    ],
  };
}
