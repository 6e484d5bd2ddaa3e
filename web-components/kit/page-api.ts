import { createApi, type Api } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';

const ofPages = new Map<string, Api>();

/** The api of a page outside the LMS; elements with the same token share one. */
function apiOfPage(baseUrl: string, token: string): Api {
  const key = `${baseUrl} ${token}`;
  let api = ofPages.get(key);
  if (!api) {
    // A token names its own end, in seconds.
    const endsSeconds = Number(token.split('.')[1]) || 0;
    const tokenExpiresAt = new Date(endsSeconds * 1000).toISOString();
    api = createApi({ baseUrl, boot: { token, tokenExpiresAt } });
    ofPages.set(key, api);
  }
  return api;
}

LookforElement.apiOfPage = apiOfPage;
