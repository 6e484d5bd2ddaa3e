import { ROLES } from '#contract/vocabulary';
import type { StuckScore } from '../gradebook/outbox.service.ts';
import { launchWords } from '../lti/launch-words.ts';
import { ANONYMOUS_LAUNCHES, UNKNOWN_DEPLOYMENTS } from '../lti/lti.table.ts';
import { html, NOTHING, type Html } from './html.ts';
import {
  choice,
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
import { pageOf, type StandingPlatform, type View } from './operator.rules.ts';
import { LOOKS } from './overview-page.ts';

/** Everything that the page of one registration shows. */
export interface PlatformView {
  one: StandingPlatform;
  /** A page of what has not arrived. */
  stuck: readonly StuckScore[];
  view: View;
}

/** So many scores stand on a page of the outbox. */
export const SCORES_PER_PAGE = 20;
const DEPLOYMENTS_PER_PAGE = 20;

/** One registration: its places, what it decides, and what it did not take. */
export function platformPage(frame: OperatorFrame, shown: PlatformView): string {
  const { words } = frame;
  const { platform, standing } = shown.one;
  const { icon: sign, look } = LOOKS[standing];
  return operatorPage(
    frame,
    platform.name,
    html`<header class="head">
        <p><a class="word" href="/operator">${words.back}</a></p>
        <h1>${platform.name}</h1>
        <p class="state ${look}">${icon(sign)}${words.platforms.standing[standing].state}</p>
      </header>
      <main class="two">
        <div class="left">
          ${saidLine(frame)}${facts(frame, shown)}${deploymentList(frame, shown)}${scores(frame, shown)}
        </div>
        <div class="right">
          ${policies(frame, shown)}${roles(frame, shown)}${removal(frame, shown)}
        </div>
      </main>`,
  );
}

function facts(frame: OperatorFrame, { one: { platform } }: PlatformView): Html {
  const words = frame.words.platform;
  const lines: [string, string][] = [
    [words.issuer, platform.issuer],
    [words.clientId, platform.clientId],
    [words.kind, platform.family ?? words.kindUnknown],
  ];
  return html`<section>
    <dl class="facts">
      ${lines.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <div class="do">
      ${onOrOff(frame, `${addressOf(platform)}/state`, platform.state === 'active', NOTHING)}
    </div>
  </section>`;
}

function onOrOff(frame: OperatorFrame, action: string, isOn: boolean, more: Html): Html {
  const words = frame.words.platform;
  const off = html`<input type="hidden" name="state" value="disabled" />
    <button class="action">${words.switchOff}</button>`;
  const on = html`<input type="hidden" name="state" value="active" />
    <button class="action">${words.switchOn}</button>`;
  return isOn
    ? sure(words.switchOff, words.switchOffText, form(frame, action, html`${more}${off}`))
    : form(frame, action, html`${more}${on}`, 'line');
}

function deploymentList(frame: OperatorFrame, { one, view }: PlatformView): Html {
  const words = frame.words.platform;
  const { platform } = one;
  const sorted = one.deployments.toSorted(
    (left, right) => Number(right.state === 'pending') - Number(left.state === 'pending'),
  );
  const { shown, ...paged } = pageOf(sorted, view.page, DEPLOYMENTS_PER_PAGE);
  const lines = shown.map(({ deploymentId, state, institution }) => {
    const named = html`<input type="hidden" name="deployment" value="${deploymentId}" />
      ${state === 'pending' && field(words.institution, 'institution', { value: platform.institution ?? platform.name })}`;
    return html`<li class="${state === 'pending' ? 'needs' : ''}">
      <p>
        <b>${deploymentId}</b> <span class="mark">${words.states[state]}</span><br /><span
          class="quiet"
          >${institution}</span
        >
      </p>
      ${onOrOff(frame, `${addressOf(platform)}/deployments`, state === 'active', named)}
    </li>`;
  });
  return html`<section aria-labelledby="deployments">
    <h2 id="deployments">${words.deployments}</h2>
    ${
      lines.length > 0
        ? html`<ul class="lines">
            ${lines}
          </ul>`
        : html`<p class="empty">${words.noDeployments}</p>`
    }
    ${pager(frame, paged, (page) => `${addressOf(platform)}?page=${page}#deployments`, words.deployments)}
  </section>`;
}

function scores(frame: OperatorFrame, { one, stuck, view }: PlatformView): Html {
  const words = frame.words.platform;
  const { locale } = frame;
  const { platform, outbox } = one;
  const circuit = outbox?.circuit;
  const failure =
    circuit?.lastFailureAt &&
    html`<p class="quiet">${words.lastFailure(moment(locale, circuit.lastFailureAt))}</p>
      ${answer(frame, circuit.lastStatus, circuit.lastAnswer)}`;
  const number = (outbox?.waiting ?? 0) + (outbox?.refused ?? 0);
  const pages = Math.max(1, Math.ceil(number / SCORES_PER_PAGE));
  const again = `${addressOf(platform)}/send-again`;
  const all = form(frame, again, html`<button class="action">${words.sendAll}</button>`);
  return html`<section aria-labelledby="scores">
    <h2 id="scores">${words.scores} ${number > 0 && html`<small>${number}</small>`}</h2>
    ${
      circuit &&
      html`<p class="${circuit.state === 'closed' ? 'quiet' : 'warning'}">
        ${words.breaker[circuit.state]}
        ${circuit.nextTryAt && circuit.nextTryAt > frame.now && words.asksAgain(moment(locale, circuit.nextTryAt))}
      </p>`
    }
    ${failure || NOTHING}
    ${
      number > 0 || (circuit && circuit.state !== 'closed')
        ? sure(words.sendAll, words.sendText, all)
        : html`<p class="empty">${words.noScores}</p>`
    }
    ${
      stuck.length > 0 &&
      html`<ul class="lines">
        ${stuck.map((score) => scoreLine(frame, again, score))}
      </ul>`
    }
    ${pager(frame, { page: Math.min(view.scores, pages), pages }, (page) => `${addressOf(platform)}?scores=${page}#scores`, words.scores)}
  </section>`;
}

function scoreLine(frame: OperatorFrame, action: string, score: StuckScore): Html {
  const words = frame.words.platform;
  const isRefused = score.state === 'refused';
  const code = [score.kind, score.errorCode].filter(Boolean).join(' · ');
  return html`<li class="${isRefused ? 'needs' : ''}">
    <div>
      <p>
        <b>${moment(frame.locale, score.queuedAt)}</b>
        <span class="mark">${isRefused ? words.refused : words.waiting}</span>,
        ${words.tried(String(score.attempts))} <code>${code}</code>
      </p>
      ${answer(frame, score.platformStatus, score.platformAnswer)}
    </div>
    ${form(
      frame,
      action,
      html`<input type="hidden" name="score" value="${score.id}" /><button class="action">
          ${words.sendOne}
        </button>`,
    )}
  </li>`;
}

/** The LMS's own words. */
function answer({ words }: OperatorFrame, status: number | null, told: string | null): Html {
  const text = [status, told].filter((part) => part !== null && part !== '').join(' ');
  if (text === '') return NOTHING;
  return html`<p class="answer">
    <span class="quiet">${words.platform.lmsSaid}:</span> <code>${text}</code>
  </p>`;
}

function policies(frame: OperatorFrame, { one: { platform } }: PlatformView): Html {
  const words = frame.words.platform;
  const { optional } = frame.words.invite;
  const fields = html`${field(words.name, 'name', { value: platform.name, isRequired: true })}
    ${field(words.institution, 'institution', { value: platform.institution, hint: optional })}
    ${choice(
      words.unknownDeployments,
      'unknownDeployments',
      UNKNOWN_DEPLOYMENTS.map((one) => [one, words.unknown[one]] as const),
      platform.unknownDeployments,
    )}
    ${choice(
      words.anonymousLaunches,
      'anonymousLaunches',
      ANONYMOUS_LAUNCHES.map((one) => [one, words.anonymous[one]] as const),
      platform.anonymousLaunches,
    )}
    ${choice(
      words.showsViewerName,
      'showsViewerName',
      (['false', 'true'] as const).map((one) => [one, words.viewerName[one]] as const),
      platform.showsViewerName ? 'true' : 'false',
    )}
    ${field(words.tokenAudience, 'tokenAudience', { value: platform.tokenAudience, hint: optional })}
    <label class="field"
      ><span>${words.frameOrigins} <small>${words.frameOriginsHint}</small></span>
      <textarea class="entry" name="frameOrigins" rows="3">
${platform.frameOrigins.join('\n')}</textarea>
    </label>
    <button class="action main">${words.save}</button>`;
  return html`<section aria-labelledby="policies">
    <h2 id="policies">${words.policies}</h2>
    ${form(frame, `${addressOf(platform)}/policies`, fields)}
  </section>`;
}

function roles(frame: OperatorFrame, { one: { platform } }: PlatformView): Html {
  const words = frame.words.platform;
  const names = launchWords(frame.locale).roles;
  const action = `${addressOf(platform)}/roles`;
  const lines = Object.entries(platform.roleMap).map(
    ([role, meaning]) =>
      html`<li>
        <p><b>${role}</b><br /><span class="quiet">${words.means}: ${names[meaning]}</span></p>
        ${form(
          frame,
          action,
          html`<input type="hidden" name="role" value="${role}" /><input
              type="hidden"
              name="means"
              value="usual"
            />
            <button class="action" aria-label="${role}: ${words.usual}">${words.usual}</button>`,
        )}
      </li>`,
  );
  const options = [
    ...ROLES.map((role) => [role, names[role]] as const),
    ['usual', words.usual] as const,
  ];
  return html`<section aria-labelledby="roles">
    <h2 id="roles">${words.roles}</h2>
    <p class="quiet">${words.rolesText}</p>
    ${
      lines.length > 0 &&
      html`<ul class="lines">
        ${lines}
      </ul>`
    }
    ${form(
      frame,
      action,
      html`${field(words.role, 'role', { isRequired: true, hint: 'Instructor#TeachingAssistant' })}
        ${choice(words.means, 'means', options, 'observer')}
        <button class="action">${words.setRole}</button>`,
    )}
  </section>`;
}

function removal(frame: OperatorFrame, { one: { platform } }: PlatformView): Html {
  const words = frame.words.platform;
  const work = form(
    frame,
    `${addressOf(platform)}/remove`,
    html`<button class="action">${words.remove}</button>`,
  );
  return html`<section>${sure(words.remove, words.removeText, work)}</section>`;
}

function addressOf({ id }: { id: string }): string {
  return `/operator/platforms/${id}`;
}
