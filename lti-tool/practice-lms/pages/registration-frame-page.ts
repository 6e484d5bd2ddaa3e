import type { Lms } from '../lms.ts';
import type { Person } from '../people.ts';
import { html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { page } from './layout.ts';

/** The form into which the administrator pastes a tool's registration address. */
export function byAddressForm(): SafeHtml {
  return html`<section class="box" id="by-address">
    <h2>Add a tool by its address</h2>
    <form method="post" action="/administration/by-address" class="inside stack">
      <div class="field">
        <label for="address">Registration address</label>
        <input id="address" name="address" type="url" required aria-describedby="address-hint" />
        <small id="address-hint">
          The tool's operator gives it to you. The tool then registers itself (LTI dynamic
          registration).
        </small>
      </div>
      <p><button class="button blue">Add the tool</button></p>
    </form>
  </section>`;
}

/** The tool's registration page in a frame, until it says that it is done. */
export function registrationFramePage(lms: Lms, viewer: Person, address: string): string {
  return page({
    lms,
    viewer,
    title: 'Add a tool',
    current: '/administration',
    here: '/administration',
    wide: true,
    scripts: ['registration-frame.js'],
    main: html`<p><a class="button" href="/administration">Back to the administration</a></p>
      <iframe
        id="registration-frame"
        class="tool-frame width-1100"
        title="Registration of a tool"
        src="${address}"
      ></iframe>`,
  });
}
