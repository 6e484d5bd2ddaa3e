import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type CSSResultGroup } from 'lit';
import { customElement } from 'lit/decorators.js';
import { excerptRoutes } from '#contract/excerpts';
import type { TaskExcerpt } from '#contract/tasks';
import { formatRange } from '#elements/kit/time';
import { isSameSpan } from '#elements/player/playback-source';
import { BuilderPart } from './builder-part.ts';

/**
 * How much of its clip a task shows: the whole, or one of the excerpts that were made of it.
 *
 * @tag lookfor-builder-excerpt
 * @fires lookfor-plan-change {PlanChange} - another plan is wished
 */
@customElement('lookfor-builder-excerpt')
export class LookforBuilderExcerpt extends BuilderPart {
  static override styles: CSSResultGroup = [
    BuilderPart.styles,
    css`
      :host {
        display: block;
        margin-block-start: var(--lf-3);
      }
      select {
        inline-size: 100%;
      }
      p {
        color: var(--lf-ink-2);
      }
    `,
  ];

  #excerpts = new Task(this, {
    task: async ([clipId], { signal }): Promise<readonly TaskExcerpt[]> => {
      if (!clipId) return [];
      const params = { clipId };
      return (await this.api.call(excerptRoutes.listExcerpts, { params }, { signal })).excerpts;
    },
    args: () => [this.plan.clipId] as const,
  });

  readonly #handleChoice = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const found = value === '' ? undefined : this.#offered[Number(value)];
    if (!found) return this.change({ ...this.plan, excerpt: null });
    const { title, startSeconds, endSeconds } = found;
    this.change({ ...this.plan, excerpt: { title, startSeconds, endSeconds } });
  };

  /** Those of the clip; what the task shows stays among them when it was changed or removed. */
  get #offered(): readonly TaskExcerpt[] {
    const found = this.#excerpts.value ?? [];
    const { excerpt } = this.plan;
    const isAmong = !excerpt || found.some((one) => isSameSpan(one, excerpt));
    return isAmong ? found : [excerpt, ...found];
  }

  override render() {
    if (this.plan.clipId === null) return nothing;
    const { excerpt } = this.plan;
    const offered = this.#offered;
    if (offered.length === 0)
      return html`<p>${msg('The whole clip is shown. Excerpts are made on the clip’s page.')}</p>`;
    return html`<label for="excerpt">${msg('What is shown of it')}</label>
      <select id="excerpt" @change=${this.#handleChoice}>
        <option value="" ?selected=${!excerpt}>${msg('The whole clip')}</option>
        ${offered.map((one, at) => {
          const range = formatRange(one.startSeconds, one.endSeconds);
          return html`<option value=${at} ?selected=${isSameSpan(one, excerpt)}>
            ${one.title ? msg(str`Only ${one.title}, ${range}`) : msg(str`Only ${range}`)}
          </option>`;
        })}
      </select>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-builder-excerpt': LookforBuilderExcerpt;
  }
}
