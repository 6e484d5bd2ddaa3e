import type { Lms } from '../lms.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

/** Asks before the course is emptied. */
export function startAgainPage(lms: Lms, viewer: Person): string {
  const main = html`<section class="box">
    <h2>Start again</h2>
    <form method="post" action="/start-again" class="inside stack">
      <p>
        This empties the course: activities, grades, messages, and switches. What people did inside
        the tool stays there.
      </p>
      <label
        ><input type="checkbox" name="forgetTools" value="true" /> Forget the registered tools
        too</label
      >
      <p><button class="button blue">Empty the course</button></p>
    </form>
  </section>`;
  return page({
    lms,
    viewer,
    title: 'Start again',
    current: '/start-again',
    here: '/start-again',
    main,
  });
}
