import { FRAME_WIDTHS } from '../browser-session.ts';
import type { View } from '../browser-session.ts';
import { COURSE } from '../course-state.ts';
import type { Activity } from '../course-state.ts';
import type { Lms } from '../lms.ts';
import { launchRoles, mayEditCourse, rosterRoles } from '../people.ts';
import type { Person } from '../people.ts';
import { toolOrigins } from '../tools.ts';
import { LOCALES } from '../vocabulary.ts';
import { changeByHand, gradebookTable } from './gradebook-table.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { page } from './layout.ts';
import { latestMessages } from './messages-page.ts';
import { roundTrip } from './round-trip.ts';
import { coursePagesBox } from './pages-box.ts';
import { switchPanel } from './switch-panel.ts';
import { dayAndTime } from './time.ts';

function shortRole(role: string): string {
  return role.slice(role.lastIndexOf('#') + 1);
}

function roleLines(lms: Lms, person: Person): SafeHtml {
  const { assessorAsTeachingAssistant } = lms.state.switches;
  const { platform } = lms.state;
  const launch = launchRoles(platform, person, assessorAsTeachingAssistant).map(shortRole);
  const roster = rosterRoles(platform, person, assessorAsTeachingAssistant).map(shortRole);
  const differs = roster.length > 0 && launch.join() !== roster.join();
  return html`${[...new Set(launch)].map((role) => html`<code>${role}</code>`)}
  ${differs && html`<code>roster: ${roster.join(', ')}</code>`}`;
}

function openButton(lms: Lms, person: Person, viewer: Person): SafeHtml {
  const start = lms.state.tools.map((tool) => lms.state.startLink(tool.clientId)).find(Boolean);
  const blue = person === viewer ? 'button blue' : 'button';
  if (person.part === 'administrator' || !start) {
    const path = person.part === 'administrator' ? '/administration' : '/course';
    return html`<a class="${blue}" href="${path}?as=${person.key}">Be ${person.givenName}</a>`;
  }
  return html`<a class="${blue}" href="/activities/${start.id}?as=${person.key}"
    >Open as ${person.givenName}</a
  >`;
}

function peopleToBe(lms: Lms, viewer: Person): SafeHtml {
  return html`<div class="people">
    ${lms.state.people.map(
      (person) =>
        html`<article class="person ${person === viewer ? 'current' : ''}">
          <header>
            <span class="face face-${person.part}" aria-hidden="true"
              >${person.givenName.slice(0, 1)}</span
            >
            <div>
              <h3>${person.givenName}, ${person.part}</h3>
              ${roleLines(lms, person)}
            </div>
          </header>
          <p>${person.does}</p>
          ${openButton(lms, person, viewer)}
        </article>`,
    )}
  </div>`;
}

function option(value: string, label: string, chosen: string): SafeHtml {
  return html`<option value="${value}" ${value === chosen && html`selected`}>${label}</option>`;
}

/** Form that chooses frame or tab, width and language; saved by script as it changes. */
export function viewForm(view: View): SafeHtml {
  return html`<form method="post" action="/view" class="how" id="view-form">
    <label
      >Open in
      <select name="opensIn">
        ${option('frame', 'a frame on a page', view.opensIn)}
        ${option('window', 'a new tab', view.opensIn)}
      </select></label
    ><label
      >Frame width
      <select name="width">
        ${FRAME_WIDTHS.map((width) =>
          option(width, width === 'full' ? 'all there is' : `${width} px`, view.width),
        )}
      </select></label
    ><label
      >Language
      <select name="locale">
        ${Object.entries(LOCALES).map(([code, name]) => option(code, name, view.locale))}
      </select></label
    ><noscript><button class="button small">Remember</button></noscript>
    <span role="status" id="view-status"></span>
  </form>`;
}

function activityRow(lms: Lms, activity: Activity, viewer: Person, view: View): SafeHtml {
  const columns = lms.state.gradebook.columnsOf(activity.id);
  const due = activity.submission?.endDateTime;
  const inWindow = view.opensIn === 'window' || activity.opensIn === 'window';
  const link = inWindow
    ? html`<a href="/activities/${activity.id}/open?opensIn=window" target="_blank" rel="opener"
        >${activity.title}<span class="unseen"> (new tab)</span></a
      >`
    : html`<a href="/activities/${activity.id}">${activity.title}</a>`;
  return html`<tr>
    <td>
      ${link}<small>${lms.state.tool(activity.clientId)?.name}, ${activity.origin}</small>
      ${
        mayEditCourse(viewer) &&
        html`<form method="post" action="/activities/${activity.id}/remove">
          <button class="quiet">Remove<span class="unseen"> ${activity.title}</span></button>
        </form>`
      }
    </td>
    <td class="optional ${due === undefined ? 'none' : ''}">
      ${due === undefined ? 'no date' : dayAndTime(due)}
    </td>
    <td class="number ${columns.length === 0 ? 'none' : ''}">
      ${columns.length === 0 ? 'not graded' : columns.map((one) => one.scoreMaximum).join(', ')}
    </td>
  </tr>`;
}

/** The table of activities, without the buttons below it. */
export function activitiesTable(lms: Lms, viewer: Person, view: View): SafeHtml {
  const activities = lms.state.activities.filter(({ origin }) => origin !== 'page');
  if (activities.length === 0) {
    return html`<p class="inside none">The course is still empty.</p>`;
  }
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col" class="optional">Due</th>
        <th scope="col" class="number">Points</th>
      </tr>
    </thead>
    <tbody>
      ${activities.map((activity) => activityRow(lms, activity, viewer, view))}
    </tbody>
  </table>`;
}

function addButtons(lms: Lms, viewer: Person): SafeHtml {
  const { tools } = lms.state;
  if (tools.length === 0) {
    return html`<p class="inside line">
      No tool is registered yet.
      <a href="/administration?as=max">Be Max, the administrator, and register one.</a>
    </p>`;
  }
  if (!mayEditCourse(viewer)) {
    return html`<p class="inside line note">
      Only the lecturer adds activities. <a href="/course?as=lee">Be Lee</a>.
    </p>`;
  }
  return html`<div class="inside line row">
    ${tools.map(
      (tool) =>
        html`<a
            class="button"
            href="/tools/${tool.clientId}/choose"
            data-choose="/tools/${tool.clientId}/choose?opensIn=frame"
            data-tool="${tool.name}"
            >Add from ${tool.name}…</a
          >
          <form method="post" action="/tools/${tool.clientId}/start-link">
            <button class="button">Add a plain link to ${tool.name}</button>
          </form>`,
    )}
  </div>`;
}

/**
 * Attributes that let a page play platform storage.
 * @param frame where the values are; `_parent` for the page that keeps them itself
 */
export function storageAttributes(
  lms: Lms,
  frame = lms.state.platform.storage?.frame ?? '_parent',
): SafeHtml {
  const { noPlatformStorage, silentPlatformStorage } = lms.state.switches;
  const { storage: habits, frameMessages, scrollsToTop } = lms.state.platform;
  const storage = noPlatformStorage || !habits ? 'none' : silentPlatformStorage ? 'silent' : 'on';
  return html`data-storage="${storage}" data-storage-frame="${frame}"
  data-prefix="${habits?.prefix ?? ''}"
  data-prefix-only="${habits?.prefixOnly === true ? '1' : '0'}"
  data-frame-messages="${frameMessages}" data-scrolls-to-top="${scrollsToTop ? '1' : '0'}"
  data-tool-origins="${toolOrigins(lms.state.tools).join(' ')}"`;
}

/** The frame in which some platforms keep what tools store, at the host of their sign-in. */
export function storageFrame(lms: Lms): SafeHtml {
  const frame = lms.state.platform.storage?.frame ?? '_parent';
  if (frame === '_parent') return html``;
  const address = new URL('/storage-frame', lms.urls.auth);
  return html`<iframe name="${frame}" src="${address.href}" title="Storage" hidden></iframe>`;
}

/** The course page: guide, people, activities, gradebook, and what happens behind the scenes. */
export function coursePage(lms: Lms, viewer: Person, view: View): string {
  const main = html`<p role="status" id="news" class="news"></p>
    ${storageFrame(lms)}
    <section class="box" id="round-trip">${roundTrip(lms.state)}</section>
    <section class="box" id="people">
      <h2>Be somebody</h2>
      <div class="inside">${peopleToBe(lms, viewer)} ${viewForm(view)}</div>
    </section>
    <section class="box" id="activities">
      <h2>Activities</h2>
      <div id="activities-table">${activitiesTable(lms, viewer, view)}</div>
      ${addButtons(lms, viewer)}
    </section>
    ${coursePagesBox(lms, viewer)}
    <section class="box" id="gradebook">
      <h2>Gradebook <small>looks again every 3 seconds</small></h2>
      <div id="gradebook-table">${gradebookTable(lms, viewer)}</div>
      ${changeByHand(lms, viewer)}
    </section>
    <dialog id="chooser" aria-labelledby="chooser-title">
      <div class="chooser-bar">
        <h2 id="chooser-title">Add from the tool</h2>
        <button class="button" id="chooser-close">Close</button>
      </div>
    </dialog>`;
  const aside = html`${switchPanel(lms)}
    <section class="box" id="messages">
      <h2>Messages <small>newest first</small></h2>
      <div id="latest-messages">${latestMessages(lms)}</div>
      <p class="inside line"><a href="/messages">Show the messages in full</a></p>
    </section>`;
  return page({
    lms,
    viewer,
    title: COURSE.title,
    current: '/course',
    here: '/course',
    main,
    aside,
    scripts: ['switches.js', 'view-form.js', 'course-page.js'],
    storage: true,
    bodyAttributes: storageAttributes(lms),
  });
}
