import type { Lms } from '../lms.ts';
import { mayEditCourse } from '../people.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';

/** The pages of the course, and the way to a new one. */
export function coursePagesBox(lms: Lms, viewer: Person): SafeHtml {
  const { all } = lms.state.pages;
  return html`<section class="box" id="pages">
    <h2>Pages</h2>
    ${
      all.length === 0
        ? html`<p class="inside none">Nobody has written a page yet.</p>`
        : html`<ul class="inside">
            ${all.map(({ id, title }) => html`<li><a href="/pages/${id}">${title}</a></li>`)}
          </ul>`
    }
    ${
      mayEditCourse(viewer) &&
      html`<form method="post" action="/pages" class="inside line row">
        <label>Name of a new page <input name="title" required maxlength="200" /></label>
        <button class="button">Write a page</button>
      </form>`
    }
  </section>`;
}
