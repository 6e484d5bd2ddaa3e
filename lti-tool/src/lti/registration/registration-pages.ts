import { foot, page, text, type PageFrame } from '../launch-pages.ts';
import { SUBSTITUTIONS } from '../custom-parameters.rules.ts';
import { launchWords } from '../launch-words.ts';
import type { AskedRights } from './client-metadata.rules.ts';
import type { RegistrationRefusal } from './refusals.ts';
import type { MadeRegistration, ProposedRegistration } from './registration.service.ts';
import { registrationWords, type AskedFor, type RegistrationWords } from './registration-words.ts';

/** What an administrator reads before anything is registered, with the button that agrees. */
export function agreementPage(
  { locale, assets }: PageFrame,
  { invitation, configuration, asked, sealed }: ProposedRegistration,
  action: string,
): string {
  const words = registrationWords(locale);
  const heading = words.heading(invitation.name);
  const next = invitation.activatesAtOnce ? words.next.active : words.next.pending;
  return page(locale, assets, heading, { step: 'agreement' }, [
    `<main class="page wide">
      <h1>${text(heading)}</h1>
      <p>${text(words.intro)}</p>
      <dl class="named"><div><dt>${text(words.issuer)}</dt><dd>${text(configuration.issuer)}</dd></div></dl>
      <h2>${text(words.asks)}</h2>
      <ul class="asked">${rightsOf(words, asked).join('')}</ul>
      <form class="do at-hand" method="post" action="${text(action)}">
        <input type="hidden" name="sealed" value="${text(sealed)}">
        <button class="action main">${text(words.agree)}</button>
        <p>${text(next)}</p></form>
    </main>`,
  ]);
}

/** What an administrator reads when it is done; its script lets the LMS close the page. */
export function registeredPage({ locale, assets }: PageFrame, made: MadeRegistration): string {
  const words = registrationWords(locale);
  const { done } = words;
  const refused = made.registered.refusedScopes.map(
    (name) => `<li>${askedFor(words.scopes[name], words.without[name])}</li>`,
  );
  const atOnce = made.isActive && refused.length === 0;
  return page(locale, assets, done.heading, { step: 'registered', atOnce }, [
    `<main class="page wide">
      <h1>${text(done.heading)}</h1>
      <p>${text(made.isActive ? done.active : done.pending)}</p>
      ${refused.length > 0 ? `<h2>${text(done.notGranted)}</h2><ul class="asked">${refused.join('')}</ul>` : ''}
      <p class="do"><button class="action main" id="close" type="button" hidden>${text(done.close)}</button></p>
      <p class="advice">${text(done.mayClose)}</p>
    </main>`,
  ]);
}

/** What an administrator reads when it does not go on. */
export function refusalPage(
  { locale, assets }: PageFrame,
  { refused, detail }: RegistrationRefusal,
  reference: string,
): string {
  const words = registrationWords(locale);
  const shared = launchWords(locale);
  const { heading, text: sentence } = words.refusals[refused];
  const said = detail
    ? `<h2 class="small">${text(words.detail)}</h2><pre class="said">${text(detail)}</pre>`
    : '';
  return page(locale, assets, heading, { step: 'problem', copied: shared.copied }, [
    `<main class="page wide"><h1>${text(heading)}</h1><p>${text(sentence)}</p>${said}</main>`,
    foot(shared, shared.helpDesk, reference),
  ]);
}

/** The addresses that somebody types in who registers us by hand. */
export function byHandPage({ locale, assets }: PageFrame, publicUrl: string): string {
  const words = registrationWords(locale).byHand;
  const values: [string, string][] = [
    [words.launchUrl, `${publicUrl}/lti/launch`],
    [words.loginUrl, `${publicUrl}/lti/login`],
    [words.redirectUrl, `${publicUrl}/lti/launch`],
    [words.keySetUrl, `${publicUrl}/lti/jwks`],
    [words.choiceUrl, `${publicUrl}/lti/launch`],
    [words.canvasUrl, `${publicUrl}/lti/config.json`],
    [
      words.custom,
      Object.entries(SUBSTITUTIONS)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    ],
  ];
  const rows = values.map(
    ([name, value]) =>
      `<div><dt>${text(name)}</dt><dd><code>${value.split('\n').map(text).join('<br>')}</code></dd></div>`,
  );
  return page(locale, assets, words.heading, { step: 'agreement' }, [
    `<main class="page wide">
      <h1>${text(words.heading)}</h1>
      <p>${text(words.intro)}</p>
      <dl class="named">${rows.join('')}</dl>
      <p class="advice">${text(words.afterwards)}</p>
    </main>`,
  ]);
}

function rightsOf(words: RegistrationWords, asked: AskedRights): string[] {
  const { messages, scopes } = words;
  const isOffered = (type: string): boolean => asked.messages.includes(type);
  return [
    askedFor(messages.open),
    askedFor(messages.choose, isOffered('LtiDeepLinkingRequest') ? null : words.notOffered),
    askedFor(messages.review, isOffered('LtiSubmissionReviewRequest') ? null : words.notOffered),
    ...[...asked.scopes, ...asked.missingScopes].map((name) =>
      askedFor(
        scopes[name],
        asked.missingScopes.includes(name) ? `${words.notOffered} ${words.without[name]}` : null,
      ),
    ),
    askedFor(words.person, asked.claims.length > 0 ? null : words.notOffered),
  ].map((right) => `<li>${right}</li>`);
}

function askedFor({ what, why }: AskedFor, missing: string | null = null): string {
  const reason = missing === null ? text(why) : `<em>${text(missing)}</em>`;
  return `<b>${text(what)}</b><span>${reason}</span>`;
}
