import { msg } from '@lit/localize';
import { createApi, type Api } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { wordsElsewhere } from '#elements/kit/problem-words';

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

// There is no course to open the activity from, and nothing that somebody has written. A page that
// is not served any more cannot be told from a server that is away: browsers keep the difference.
const reload = () => msg('This page has been open for a while. Reload it to go on.');
Object.assign(wordsElsewhere, {
  offline: () =>
    msg(
      'Lookfor cannot be reached, or does not serve this page any more. Try again; if it stays so, tell those who look after the page.',
    ),
  not_signed_in: reload,
  session_expired: reload,
} satisfies typeof wordsElsewhere);
