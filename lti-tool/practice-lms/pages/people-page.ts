import type { Lms } from '../lms.ts';
import { fullName, launchRoles, rosterRoles } from '../people.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

function remark(lms: Lms, person: Person): string {
  if (person.part === 'assessor') {
    return lms.state.switches.assessorAsTeachingAssistant
      ? 'Recognisable as assistant by the sub-role, as in Canvas.'
      : 'A non-editing teacher, as in Moodle: the launch cannot be told from a lecturer’s, and the roster says Learner. The tool must let the lecturer name Ash as assessor.';
  }
  if (person.key === 'kit' && lms.state.switches.kitIsNoStudent) {
    return 'At the moment without the student’s right to grades: scores are refused.';
  }
  if (person.part === 'administrator') return 'Not enrolled, so not in the roster.';
  return '';
}

/** Everybody, with the roles that the tool gets to see at launch and in the roster. */
export function peoplePage(lms: Lms, viewer: Person): string {
  const { assessorAsTeachingAssistant, noNames } = lms.state.switches;
  const roles = (list: string[]) =>
    list.length === 0
      ? html`<span class="none">not there</span>`
      : list.map((role) => html`<code class="uri">${role.split('/lis/v2/')[1] ?? role}</code>`);
  const main = html`<section class="box">
    <h2>People <small>${noNames ? 'names are not sent' : 'names are sent to the tool'}</small></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Table of people">
      <table class="people-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">User id</th>
            <th scope="col">Roles at launch</th>
            <th scope="col">Roles in the roster</th>
            <th scope="col">Be</th>
          </tr>
        </thead>
        <tbody>
          ${lms.state.people.map(
            (person) =>
              html`<tr>
                <th scope="row">
                  ${fullName(person)}<small>${person.part}, ${person.email}</small>
                  ${remark(lms, person) !== '' && html`<small>${remark(lms, person)}</small>`}
                </th>
                <td>${person.userId}</td>
                <td>
                  ${roles(launchRoles(lms.state.platform, person, assessorAsTeachingAssistant))}
                </td>
                <td>
                  ${roles(rosterRoles(lms.state.platform, person, assessorAsTeachingAssistant))}
                </td>
                <td>
                  <a href="/people?as=${person.key}">Be ${person.givenName}</a>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
  return page({ lms, viewer, title: 'People', current: '/people', here: '/people', main });
}
