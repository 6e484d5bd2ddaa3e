import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  heritageRoutes,
  type HeritageReading,
  type ShownObservation,
  type ShownStep,
} from '#contract/heritage';
import { SeekRequest } from '#elements/clip-page/transcript';
import { LookforElement } from '#elements/kit/element';
import { failed } from '#elements/kit/states';
import { formatDay, formatRange } from '#elements/kit/time';

/** How many of each kind stand there before somebody asks for the others. */
const FIRST_SHOWN = 4;

/** What people tried because of a clip, and what they read in it. */
type Section = 'steps' | 'readings';

interface Heritage {
  readings: readonly HeritageReading[];
  observations: readonly ShownObservation[];
  steps: readonly ShownStep[];
}

/**
 * What people made of a clip, and tried because of it, and show on its page; nothing while nobody
 * does.
 *
 * @tag lookfor-clip-heritage
 * @fires lookfor-seek-request - the wish to play from a moment
 */
@customElement('lookfor-clip-heritage')
export class LookforClipHeritage extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      section {
        padding-block-start: var(--lf-5);
      }
      h2 {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--lf-2);
        padding-block-end: var(--lf-2);
        font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
      }
      small {
        color: var(--lf-ink-2);
        font-weight: 400;
      }
      li {
        padding-block: var(--lf-3);
        border-block-start: var(--lf-line);
      }
      summary {
        cursor: pointer;
        font: italic 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      details > p,
      details > ol {
        padding-block-start: var(--lf-2);
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      li > p.by {
        padding-block-start: var(--lf-1);
        color: var(--lf-ink-2);
      }
      .said {
        font: 400 var(--lf-text-m) / 1.5 var(--lf-font-text);
        overflow-wrap: anywhere;
      }
      .outcome {
        padding-block-start: var(--lf-2);
      }
      .outcome b {
        font-weight: 600;
      }
      ol {
        display: grid;
        gap: var(--lf-2);
        margin: 0;
        list-style: none;
      }
      ol li {
        padding: 0;
        border: 0;
      }
      .moment {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--lf-2);
      }
      section > button {
        margin-block-start: var(--lf-2);
      }
      .time {
        font: 600 var(--lf-text-s) / 1.5 var(--lf-font-ui);
        font-variant-numeric: tabular-nums;
      }
      .about,
      .closed {
        color: var(--lf-ink-2);
        font: 400 var(--lf-text-s) / 1.5 var(--lf-font-ui);
      }
      .closed {
        padding-block-start: var(--lf-5);
      }
    `,
  ];

  /** The sections of which also those are shown that came first. */
  @state() private areAllShown: ReadonlySet<Section> = new Set();

  @property({ attribute: 'clip-id' }) clipId = '';
  /** The clip may not be shown now: words stay, moments do not play. */
  @property({ type: Boolean, attribute: 'is-closed' }) isClosed = false;

  #reading = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }) =>
      clipId ? api.call(heritageRoutes.listReadings, { params: { clipId } }, { signal }) : null,
  });

  #renderBy(author: string | null, courseTitle: string, isOfGroup = false): TemplateResult {
    const unnamed = isOfGroup ? msg('A group of students') : msg('A student');
    return html`<p class="by">${[author ?? unnamed, courseTitle].filter(Boolean).join(', ')}</p>`;
  }

  #renderReading(reading: HeritageReading): TemplateResult {
    const { title, question, author, isOfGroup, courseTitle, paragraphs } = reading;
    return html`<li>
      <details>
        <summary>${title || question || msg('Untitled narration')}</summary>
        ${paragraphs.map((text) => html`<p>${text}</p>`)}
      </details>
      ${this.#renderBy(author, courseTitle, isOfGroup)}
    </li>`;
  }

  #renderObservation(shown: ShownObservation): TemplateResult {
    const { question, author, courseTitle, moments } = shown;
    const count = moments.length;
    // Somebody looked and marked nothing: that is told, and there is nothing to open.
    if (count === 0)
      return html`<li tabindex="-1">
        ${question ? html`<p class="said">${question}</p>` : nothing}
        <p class="about">${msg('No moment was marked.')}</p>
        ${this.#renderBy(author, courseTitle)}
      </li>`;
    return html`<li>
      <details>
        <summary>
          ${question || (count === 1 ? msg('One moment that was noticed') : msg(str`${count} moments that were noticed`))}
        </summary>
        <ol>
          ${moments.map((moment) => this.#renderMoment(moment))}
        </ol>
      </details>
      ${this.#renderBy(author, courseTitle)}
    </li>`;
  }

  #renderMoment(moment: ShownObservation['moments'][number]): TemplateResult {
    const { startSeconds, endSeconds, note, codes, child } = moment;
    const time = formatRange(startSeconds, endSeconds ?? startSeconds);
    const about = [...codes, child].filter(Boolean).join(' · ');
    return html`<li>
      <div class="moment">
        ${
          this.isClosed
            ? html`<span class="time">${time}</span>`
            : html`<button
                class="plain act time"
                aria-label=${msg(str`Play ${time}`)}
                @click=${() => this.dispatchEvent(new SeekRequest(startSeconds))}
              >
                ${time}
              </button>`
        }
        ${about ? html`<span class="about">${about}</span>` : nothing}
      </div>
      <p>${note}</p>
    </li>`;
  }

  #renderStep({ text, dueOn, outcome, author, courseTitle }: ShownStep): TemplateResult {
    return html`<li tabindex="-1">
      <p class="said">${text}</p>
      ${outcome ? html`<p class="said outcome"><b>${msg('How it went:')}</b> ${outcome}</p>` : nothing}
      ${
        dueOn && !outcome
          ? html`<p class="by">${msg(str`To be tried by ${formatDay(dueOn)}`)}</p>`
          : nothing
      }
      ${this.#renderBy(author, courseTitle)}
    </li>`;
  }

  #first<T>(section: Section, all: readonly T[]): readonly T[] {
    return this.areAllShown.has(section) ? all : all.slice(0, FIRST_SHOWN);
  }

  /** The button goes with the press: whoever pressed it goes on with the first that it brought. */
  async #showAll(section: Section): Promise<void> {
    const list = `[data-section=${section}] > li`;
    const before = new Set(this.renderRoot.querySelectorAll(list));
    this.areAllShown = new Set([...this.areAllShown, section]);
    await this.updateComplete;
    const brought = [...this.renderRoot.querySelectorAll<HTMLElement>(list)].find(
      (entry) => !before.has(entry),
    );
    (brought?.querySelector('summary') ?? brought)?.focus();
  }

  #renderMore(section: Section, ...counts: number[]): TemplateResult | typeof nothing {
    if (this.areAllShown.has(section) || counts.every((count) => count <= FIRST_SHOWN))
      return nothing;
    return html`<button @click=${() => this.#showAll(section)}>${msg('Show more')}</button>`;
  }

  #renderAll({ readings, observations, steps }: Heritage): TemplateResult {
    const count = readings.length + observations.length;
    return html`${
      this.isClosed && count + steps.length > 0
        ? html`<p class="closed">
            ${msg('The clip is closed. What people wrote because of it stays.')}
          </p>`
        : nothing
    }
    ${
      steps.length > 0
        ? html`<section aria-labelledby="tried">
            <h2 id="tried">${msg('Tried because of this')} <small>${steps.length}</small></h2>
            <ul data-section="steps">
              ${this.#first('steps', steps).map((step) => this.#renderStep(step))}
            </ul>
            ${this.#renderMore('steps', steps.length)}
          </section>`
        : nothing
    }
    ${
      count > 0
        ? html`<section aria-labelledby="heritage">
            <h2 id="heritage">${msg('What others read in it')} <small>${count}</small></h2>
            <ul data-section="readings">
              ${this.#first('readings', readings).map((one) => this.#renderReading(one))}
              ${this.#first('readings', observations).map((one) => this.#renderObservation(one))}
            </ul>
            ${this.#renderMore('readings', readings.length, observations.length)}
          </section>`
        : nothing
    }`;
  }

  override render() {
    return this.#reading.render({
      error: (error) => failed(error, () => void this.#reading.run()),
      complete: (heritage) => (heritage ? this.#renderAll(heritage) : nothing),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-heritage': LookforClipHeritage;
  }
}
