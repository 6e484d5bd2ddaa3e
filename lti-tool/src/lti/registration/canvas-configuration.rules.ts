import { CANVAS_PLACEMENTS } from '../platform-quirks.ts';
import { ICON_PATH } from '../tool-icon.ts';
import { SUBSTITUTIONS } from '../custom-parameters.rules.ts';
import {
  COMMON_SCOPES,
  WANTED_SCOPES,
  type ToolWords,
  type WantedScope,
} from './client-metadata.rules.ts';

/** Canvas tells of copied courses, and has no service of groups. */
const SCOPES: readonly WantedScope[] = [...COMMON_SCOPES, 'notices'];

/** The dialog in which somebody chooses, in pixels. */
const DIALOG = { selection_width: 1000, selection_height: 760 };

/**
 * What Canvas reads when an administrator makes a developer key "by URL" (`/lti/config.json`), for
 * those who do not register dynamically.
 * @param publicUrl without a slash at its end
 */
export function canvasConfiguration(publicUrl: string, words: ToolWords): Record<string, unknown> {
  const launchUrl = `${publicUrl}/lti/launch`;
  const iconUrl = `${publicUrl}${ICON_PATH}`;
  return {
    title: 'Lookfor',
    description: words.description,
    oidc_initiation_url: `${publicUrl}/lti/login`,
    target_link_uri: launchUrl,
    public_jwk_url: `${publicUrl}/lti/jwks`,
    scopes: SCOPES.map((name) => WANTED_SCOPES[name]),
    custom_fields: SUBSTITUTIONS,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        // Compared without its port, also with the host of the handler of notices.
        domain: new URL(publicUrl).hostname,
        tool_id: 'lookfor',
        privacy_level: 'public',
        settings: {
          text: 'Lookfor',
          // A button of the editor is nothing but its icon.
          icon_url: iconUrl,
          ...DIALOG,
          placements: CANVAS_PLACEMENTS.map((placement) => ({
            placement,
            message_type: 'LtiDeepLinkingRequest',
            target_link_uri: launchUrl,
            text: words.chooseLabel,
            icon_url: iconUrl,
            enabled: true,
            ...DIALOG,
          })),
        },
      },
    ],
  };
}
