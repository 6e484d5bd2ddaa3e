import { launchWords, type LaunchProblem } from '../lti/launch-words.ts';
import { OPENED, type LaunchLine } from '../lti/launch-log.ts';
import type { Invitation, InvitationState } from '../lti/registration/invitations.service.ts';
import { INVITATION_DAYS } from '../lti/registration/invitations.service.ts';
import { PUBLISHED_BEFORE_USE_MS, type SigningKeyFacts } from '../lti/signing-keys.ts';
import { html, NOTHING, type Html } from './html.ts';
import {
  day,
  field,
  form,
  icon,
  moment,
  operatorPage,
  pager,
  saidLine,
  sure,
  type OperatorFrame,
} from './operator-frame.ts';
import {
  findings,
  pageOf,
  type Standing,
  type StandingPlatform,
  type View,
} from './operator.rules.ts';

/** Everything that the first page shows. */
export interface Overview {
  platforms: readonly StandingPlatform[];
  /** When somebody last got in, by id of the registration. */
  lastOpened: ReadonlyMap<string, Date>;
  launches: readonly LaunchLine[];
  hasOlder: boolean;
  lastHour: { all: number; refused: number };
  keys: readonly SigningKeyFacts[];
  invitations: readonly (Invitation & { state: InvitationState })[];
  view: View;
  publicUrl: string;
}

const PLATFORMS_PER_PAGE = 20;
const INVITATIONS_PER_PAGE = 6;

/** The first page: what needs the operator is its heading. */
export function overviewPage(frame: OperatorFrame, overview: Overview): string {
  const { words } = frame;
  const finding = findings(overview.platforms).map((one) => words.finding[one]);
  return operatorPage(
    frame,
    words.title,
    html`${head(frame, finding.join(' '), overview.publicUrl)}
      <main class="two">
        <div class="left">
          ${saidLine(frame)}${platformList(frame, overview)}${launchList(frame, overview)}
        </div>
        <div class="right">
          ${outbox(frame, overview)}${keys(frame, overview)}${invite(frame, overview)}
        </div>
      </main>`,
  );
}

function head(frame: OperatorFrame, finding: string, publicUrl: string): Html {
  const { words, locale } = frame;
  return html`<header class="head">
    <h1>${finding}</h1>
    <p>${new URL(publicUrl).host}. ${words.about}</p>
    <div class="live">
      <span>${words.asOf(moment(locale, frame.now))}</span>
      <a class="word" href="/operator">${words.refresh}</a>
      ${form(frame, '/operator/sign-out', html`<button class="word">${words.signOut}</button>`)}
    </div>
  </header>`;
}

/** The sign and the colour of a standing. */
export const LOOKS: Readonly<
  Record<Standing, { icon: 'fine' | 'waits' | 'stopped'; look: string }>
> = {
  silent: { icon: 'stopped', look: 'wrong' },
  pending: { icon: 'waits', look: 'needs' },
  deployment: { icon: 'waits', look: 'needs' },
  refused: { icon: 'waits', look: 'needs' },
  active: { icon: 'fine', look: '' },
  off: { icon: 'stopped', look: '' },
};

function platformList(frame: OperatorFrame, overview: Overview): Html {
  const { words } = frame;
  const { shown, ...paged } = pageOf(overview.platforms, overview.view.page, PLATFORMS_PER_PAGE);
  const list = html`<ol class="platforms">
    ${shown.map((one) => platformLine(frame, one, overview.lastOpened.get(one.platform.id)))}
  </ol>`;
  return html`<section aria-labelledby="platforms">
    <h2 id="platforms">${words.platforms.heading}</h2>
    ${shown.length > 0 ? list : html`<p class="empty">${words.platforms.none}</p>`}
    ${pager(frame, paged, (page) => `/operator?page=${page}`, words.platforms.heading)}
  </section>`;
}

function platformLine(
  frame: OperatorFrame,
  { platform, deployments, standing }: StandingPlatform,
  lastOpened: Date | undefined,
): Html {
  const words = frame.words.platforms;
  const { state, then } = words.standing[standing];
  const { icon: sign, look } = LOOKS[standing];
  const ids = [
    platform.issuer,
    `${words.client} ${platform.clientId}`,
    ...(deployments.length >= 5
      ? [words.manyDeployments(String(deployments.length))]
      : deployments.length > 0
        ? [words.deployments(deployments.map(({ deploymentId }) => deploymentId))]
        : []),
  ];
  const address = `/operator/platforms/${platform.id}`;
  const activate =
    standing === 'pending' &&
    form(
      frame,
      `${address}/state`,
      html`<input type="hidden" name="state" value="active" />
        <button class="action">${frame.words.platform.switchOn}</button>`,
    );
  return html`<li class="platform ${look}">
    <div>
      <h3>${platform.name}<span>${platform.family}</span></h3>
      <p class="ids">${ids.join(', ')}</p>
      <p class="state">${icon(sign)}${state}</p>
      ${then !== '' && html`<p class="then">${then}</p>`}
      <p class="then quiet">
        ${lastOpened ? `${words.lastLaunch}: ${moment(frame.locale, lastOpened)}` : words.neverLaunched}
      </p>
    </div>
    <div class="do">
      ${activate}<a class="word" href="${address}" aria-label="${words.details}: ${platform.name}"
        >${words.details}</a
      >
    </div>
  </li>`;
}

function launchList(frame: OperatorFrame, overview: Overview): Html {
  const { launches, lastHour, view } = overview;
  const words = frame.words.launches;
  const isRefusedOnly = view.launches === 'refused';
  const number = (value: number): string => new Intl.NumberFormat(frame.locale).format(value);
  const kept = isRefusedOnly ? 'launches=refused&' : '';
  const last = launches.at(-1);
  return html`<section aria-labelledby="launches">
    <h2 id="launches">
      ${words.heading}
      <small>${words.lastHour(number(lastHour.all), number(lastHour.refused))}</small>
    </h2>
    <p class="filter">
      <a class="word" href="/operator?${isRefusedOnly ? '' : 'launches=refused'}#launches">
        ${isRefusedOnly ? words.all : words.onlyRefused}</a
      >
    </p>
    ${
      launches.length > 0
        ? launchTable(frame, launches)
        : html`<p class="empty">${isRefusedOnly ? words.noneRefused : words.none}</p>`
    }
    <nav class="pager" aria-label="${words.heading}">
      ${view.before !== null && html`<a class="word" href="/operator?${kept}#launches">${words.newest}</a>`}
      ${
        overview.hasOlder &&
        last &&
        html`<a class="word" href="/operator?${kept}before=${last.id}#launches">${words.older}</a>`
      }
    </nav>
  </section>`;
}

function launchTable(frame: OperatorFrame, launches: readonly LaunchLine[]): Html {
  const words = frame.words.launches;
  const rows = launches.map((line) => {
    const isOpen = line.code === OPENED;
    const more = [
      line.reason,
      line.messageType,
      line.deploymentId && `${words.deployment} ${line.deploymentId}`,
    ];
    return html`<tr class="${isOpen ? '' : 'no'}">
      <td>${moment(frame.locale, line.at)}</td>
      <td>${line.platformName ?? line.issuer ?? words.unknownLms}</td>
      <td>
        <b>${isOpen ? words.opened : codeWords(frame, line.code)}</b>
        <code>${[!isOpen && line.code, ...more].filter(Boolean).join(' · ')}</code>
      </td>
      <td>${line.reference !== null && html`<code>${line.reference}</code>`}</td>
    </tr>`;
  });
  return html`<table class="launches">
    <thead>
      <tr>
        <th scope="col">${words.time}</th>
        <th scope="col">${words.platform}</th>
        <th scope="col">${words.what}</th>
        <th scope="col">${words.reference}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** What the person read in the heading of their page. */
function codeWords({ locale }: OperatorFrame, code: string): string {
  const words = launchWords(locale);
  if (code === 'not_allowed') return words.forTeachers.heading;
  return Object.hasOwn(words.problems, code)
    ? words.problems[code as LaunchProblem].heading
    : words.problems.internal.heading;
}

function outbox(frame: OperatorFrame, { platforms }: Overview): Html {
  const words = frame.words.outbox;
  const sum = (which: 'waiting' | 'refused' | 'sent'): number =>
    platforms.reduce((all, { outbox: one }) => all + (one?.[which] ?? 0), 0);
  const oldest = platforms
    .flatMap(({ outbox: one }) => (one?.oldestQueuedAt ? [one.oldestQueuedAt] : []))
    .sort((one, other) => one.getTime() - other.getTime())[0];
  const figures = (['waiting', 'refused', 'sent'] as const).map(
    (which) =>
      html`<div>
        <dt>${words[which]}</dt>
        <dd>${sum(which)}</dd>
      </div>`,
  );
  return html`<section aria-labelledby="outbox">
    <h2 id="outbox">${words.heading}</h2>
    <dl class="figures">${figures}</dl>
    ${oldest ? html`<p>${words.oldest} ${moment(frame.locale, oldest)}.</p>` : NOTHING}
    <p class="quiet">${words.note}</p>
  </section>`;
}

function keys(frame: OperatorFrame, { keys: all }: Overview): Html {
  const { locale } = frame;
  const words = frame.words.keys;
  const does = ({ state, createdAt, retiredAt }: SigningKeyFacts): string => {
    if (state === 'active') return words.active;
    if (state === 'retired') return words.retired(retiredAt ? day(locale, retiredAt) : '–');
    return words.next(moment(locale, new Date(createdAt.getTime() + PUBLISHED_BEFORE_USE_MS)));
  };
  const lines = all.map(
    (key) =>
      html`<li class="${key.state}">
        <code>${key.kid.slice(0, 6)}…</code><span>${does(key)}</span>
      </li>`,
  );
  const change = form(
    frame,
    '/operator/keys/rotate',
    html`<label class="check"
        ><input type="checkbox" name="atOnce" /><span>${words.atOnce}</span></label
      >
      <button class="action">${words.change}</button>`,
  );
  return html`<section aria-labelledby="keys">
    <h2 id="keys">${words.heading}</h2>
    <ul class="keys">
      ${lines}
    </ul>
    <p class="quiet">${words.note}</p>
    ${sure(words.change, words.changeText, change)}
  </section>`;
}

function invite(frame: OperatorFrame, overview: Overview): Html {
  const words = frame.words.invite;
  const open = overview.invitations.filter(({ state }) => state === 'open');
  const over = overview.invitations.filter(({ state }) => state !== 'open');
  const wish = overview.view.invitations;
  const { shown, ...paged } = pageOf([...open, ...over], wish, INVITATIONS_PER_PAGE);
  const { optional } = words;
  return html`<section class="invite" aria-labelledby="invite">
    <h2 id="invite">${words.heading}</h2>
    <p class="quiet">${words.text}</p>
    ${form(
      frame,
      '/operator/invitations',
      html`${field(words.name, 'name', { isRequired: true })}
        ${field(words.institution, 'institution', { hint: optional })}
        ${field(words.issuer, 'issuer', { hint: optional })}
        ${field(words.days, 'days', { value: String(INVITATION_DAYS), type: 'number', limits: [1, 365], isRequired: true })}
        <label class="check"
          ><input type="checkbox" name="activate" /><span>${words.activate}</span></label
        >
        <button class="action main">${words.create}</button>`,
    )}
    ${
      shown.length > 0 &&
      html`<ul class="made">
        ${shown.map((one) => invitationLine(frame, one))}
      </ul>`
    }
    ${pager(frame, paged, (page) => `/operator?invitations=${page}#invite`, words.heading)}
  </section>`;
}

function invitationLine(
  frame: OperatorFrame,
  { id, name, state, expiresAt }: Invitation & { state: InvitationState },
): Html {
  const words = frame.words.invite;
  const until = state === 'open' ? `${words.until(day(frame.locale, expiresAt))}, ` : '';
  const revoke = form(
    frame,
    `/operator/invitations/${id}/revoke`,
    html`<button class="action">${words.revoke}</button>`,
  );
  return html`<li>
    <p><b>${name}</b><br /><span class="quiet">${until}${words.states[state]}</span></p>
    ${state === 'open' && sure(words.revoke, words.revokeText, revoke)}
  </li>`;
}
