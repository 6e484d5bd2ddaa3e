import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ApiError } from '#elements/kit/api';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import '#elements/kit/question';
import '#elements/kit/save-state';
import { empty, failed, loading } from '#elements/kit/states';
import { loadWidgets } from '#elements/kit/webawesome';
import { refusal } from './pretend-server.ts';

/** Every control of the kit on one page. */
@customElement('gallery-kit')
class GalleryKit extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--lf-5);
        max-inline-size: 44rem;
        padding: var(--lf-5);
      }
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--lf-3);
      }
      .code-3 {
        --code: var(--lf-code-3);
        --code-soft: var(--lf-code-3-soft);
      }
    `,
  ];

  override render() {
    return html`
      <section>
        <button class="primary">Hand in…</button><button>Read view</button>
        <button class="outlined">Finish pass 2…</button><button class="quiet">Reply</button>
        <button class="icon-only" aria-label="Search">${icon('search')}</button>
        <button aria-pressed="true">A</button><button aria-disabled="true">Publish</button>
        <kbd>M</kbd> <span class="chip code-3">waits</span>
        <span class="chip outlined">Child A</span>
      </section>
      <section>
        <lookfor-save-state state="saved" at=${new Date().toISOString()}></lookfor-save-state>
        <lookfor-save-state state="saving"></lookfor-save-state>
        <lookfor-save-state state="offline" kept="3"></lookfor-save-state>
        <lookfor-save-state state="failed"></lookfor-save-state>
      </section>
      <div class="field">
        <label for="title">Title</label>
        <input id="title" aria-invalid="true" aria-describedby="title-wrong" value="" />
        <p class="wrong" id="title-wrong">A clip needs a title before it is published.</p>
      </div>
      <div class="field">
        <label for="note">What you saw</label>
        <textarea id="note">The hand comes forward and stops above the table.</textarea>
      </div>
      <section>
        <wa-switch checked>Follow the clip</wa-switch>
        <button id="tip">Point at me</button>
        <wa-tooltip for="tip">Shift: frame by frame</wa-tooltip>
        <wa-dropdown>
          <button slot="trigger">More ${icon('chevron-down')}</button>
          <wa-dropdown-item>Duplicate</wa-dropdown-item>
          <wa-dropdown-item variant="danger">Delete</wa-dropdown-item>
        </wa-dropdown>
        <button @click=${this.#handleAsk}>Open the dialog</button>
        <lookfor-question></lookfor-question>
      </section>
      ${empty('No clips yet', 'Upload a recording, or ask a colleague to share one.')}
      ${failed(new ApiError('unavailable', 503, refusal('unavailable', 503)), () => undefined)}
      ${loading()}
    `;
  }

  readonly #handleAsk = (): void => {
    const question = this.renderRoot.querySelector('lookfor-question');
    void question?.ask('After this, it cannot be changed.', 'Hand in');
  };
}

/** The kit's controls. */
export async function kitExhibit() {
  const widgets = [
    () => import('@awesome.me/webawesome/dist/components/dropdown/dropdown.js'),
    () => import('@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js'),
    () => import('@awesome.me/webawesome/dist/components/tooltip/tooltip.js'),
    () => import('@awesome.me/webawesome/dist/components/switch/switch.js'),
  ];
  await loadWidgets(...widgets);
  return html`<gallery-kit></gallery-kit>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gallery-kit': GalleryKit;
  }
}
