import type { Lms } from '../lms.ts';
import type { LogEntry } from '../message-log.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { page } from './layout.ts';
import { clock } from './time.ts';

const LATEST = 8;

function verdict(entry: LogEntry): SafeHtml {
  const word = entry.status ?? (entry.outcome === 'accepted' ? 'sent' : entry.outcome);
  return html`<span class="${entry.outcome === 'accepted' ? 'ok' : 'bad'}">${word}</span>`;
}

/** The newest messages, one line each, for the side of the course page. */
export function latestMessages(lms: Lms): SafeHtml {
  const entries = lms.state.log.entries.slice(0, LATEST);
  if (entries.length === 0) return html`<p class="inside none">Nothing was said yet.</p>`;
  return html`<ul class="log">
    ${entries.map(
      (entry) =>
        html`<li>
          <time datetime="${entry.at}">${clock(entry.at, true)}</time
          ><span>${entry.summary} ${verdict(entry)}</span
          ><small>${entry.reason ?? entry.kind}</small>
        </li>`,
    )}
  </ul>`;
}

function inFull(title: string, value: unknown): SafeHtml | false {
  if (value === undefined || value === null) return false;
  return html`<h3>${title}</h3>
    <pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
}

function whole(entry: LogEntry): SafeHtml {
  return html`<li class="message">
    <details id="message-${entry.id}">
      <summary>
        <time datetime="${entry.at}">${clock(entry.at, true)}</time> ${entry.summary}
        ${verdict(entry)} <small>${entry.kind}</small>
        ${entry.reason !== undefined && html`<small class="reason">${entry.reason}</small>`}
      </summary>
      ${inFull('Asked', entry.asked)} ${inFull('Answered', entry.answered)}
    </details>
  </li>`;
}

/** Every message in full, with the reason of each refusal; tokens decoded, secrets left out. */
export function messagesPage(lms: Lms, viewer: Person, onlyRefused: boolean): string {
  const all = lms.state.log.entries;
  const entries = onlyRefused ? all.filter((entry) => entry.outcome !== 'accepted') : all;
  const main = html`<section class="box">
    <h2>
      ${onlyRefused ? 'Refused and failed' : 'All messages'}
      <small>newest first, times in UTC</small>
    </h2>
    <p class="inside row">
      <a class="button" href="/messages${onlyRefused ? '' : '?only=refused'}"
        >${onlyRefused ? 'Show all' : 'Show only what was refused'}</a
      >
      <a class="button" href="/messages${onlyRefused && '?only=refused'}">Look again</a>
    </p>
    ${
      entries.length === 0
        ? html`<p class="inside line none">
            ${onlyRefused ? 'Nothing was refused.' : 'Nothing was said yet. Open an activity.'}
          </p>`
        : html`<ol class="messages">
            ${entries.map(whole)}
          </ol>`
    }
  </section>`;
  return page({ lms, viewer, title: 'Messages', current: '/messages', here: '/messages', main });
}
