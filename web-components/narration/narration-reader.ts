import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Framework } from '#contract/frameworks';
import { narrationRoutes, type Citation, type NarrationReading } from '#contract/narrations';
import { taskRoutes } from '#contract/tasks';
import '#elements/heritage/action-step';
import '#elements/heritage/shown-work';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { may } from '#elements/kit/session';
import { empty, failed, loading } from '#elements/kit/states';
import { formatDay, formatRange } from '#elements/kit/time';
import { authorMarkStyles } from './author-marks.styles.ts';
import { blockAuthors, writersOf } from './authors.rules.ts';
import { writersLine } from './writers-line.ts';
import { documentMarkStyles } from './narration-document-marks.styles.ts';
import { momentCodes, renderNarrationDocument } from './narration-document.ts';
import { documentStyles } from './narration-document.styles.ts';
import { narrationReaderStyles } from './narration-reader.styles.ts';

/**
 * A narration as a document, good enough to print: title, question, text, and its cited moments,
 * which play in place. Where a clip was closed, a ruled note says so and the words stay.
 *
 * @tag lookfor-narration-reader
 * @fires lookfor-navigate - NavigateRequest, back to writing or to marking
 * @csspart bar - back and print; it does not print
 * @csspart sheet - the document
 */
@customElement('lookfor-narration-reader')
export class LookforNarrationReader extends LookforElement {
  static override styles = [
    LookforElement.styles,
    documentStyles,
    documentMarkStyles,
    authorMarkStyles,
    narrationReaderStyles,
  ];

  /** Which narration to fetch; not needed when `reading` is set. */
  @property({ attribute: 'narration-id' }) narrationId: string | null = null;
  /** A narration that is there already. */
  @property({ attribute: false }) reading: NarrationReading | undefined;
  /** Names of the codes on moments; fetched with the narration when absent. */
  @property({ attribute: false }) framework: Framework | null | undefined;

  #opened = new Task(this, {
    task: async ([api, narrationId, given, framework], { signal }) => {
      const reading =
        given ??
        (narrationId
          ? await api.call(narrationRoutes.readNarration, { params: { narrationId } }, { signal })
          : undefined);
      if (!reading || framework !== undefined || !citesCodes(reading))
        return { reading, framework: framework ?? null };
      // Without the names of its codes a narration is still worth reading.
      const task = await api
        .call(taskRoutes.getTask, { params: { taskId: reading.taskId } }, { signal })
        .catch(() => null);
      return { reading, framework: task?.framework ?? null };
    },
    args: () => [this.api, this.narrationId, this.reading, this.framework] as const,
  });

  #handleBack = (): void => {
    const reading = this.#opened.value?.reading;
    if (!reading) return;
    const { taskId, id: narrationId } = reading;
    const isMarker = may(this.session, 'narrations.mark');
    // What is handed in is read where it was written: there is nothing to go back to but the others.
    const own = reading.handedInAt ? 'comparison' : 'narration';
    this.dispatchEvent(
      isMarker
        ? new NavigateRequest('assessment', { taskId, narrationId })
        : new NavigateRequest(own, { taskId }),
    );
  };

  override render() {
    return this.#opened.render({
      pending: () => html`<div class="waiting">${loading(msg('Opening the narration'))}</div>`,
      error: (error) =>
        html`<div class="waiting">${failed(error, () => void this.#opened.run())}</div>`,
      complete: ({ reading, framework }) =>
        reading
          ? this.#renderReading(reading, framework)
          : html`<div class="waiting">${empty(msg('No narration was chosen'))}</div>`,
    });
  }

  #renderReading(reading: NarrationReading, framework: Framework | null): TemplateResult {
    return html`${this.#renderBar(reading)}
      <article class="sheet" part="sheet">
        <div class="columns">
          <header>
            <h1>${reading.title || msg('Untitled narration')}</h1>
            ${reading.question ? html`<p class="question">${reading.question}</p>` : nothing}
            <p class="byline">
              <b>${reading.group?.name || reading.author}</b>
              ${reading.group ? writersLine(reading.group) : nothing}
              ${
                reading.handedInAt
                  ? html`<span>${formatDay(reading.handedInAt.slice(0, 10))}</span>`
                  : html`<span>${msg('Not handed in yet')}</span>`
              }
              ${reading.version ? html`<span>${msg(str`Version ${reading.version}`)}</span>` : nothing}
              <span>${msg(str`${reading.wordCount} words`)}</span>
            </p>
          </header>
        </div>
        <div class="document columns">${this.#renderText(reading, framework)}</div>
        ${
          reading.handedInAt && may(this.session, 'narrations.write')
            ? html`<div class="columns">
                ${
                  reading.group
                    ? nothing
                    : html`<lookfor-action-step
                        .api=${this.api}
                        .localStore=${this.localStore}
                        narration-id=${reading.id}
                      ></lookfor-action-step>`
                }
                <lookfor-shown-work
                  .api=${this.api}
                  narration-id=${reading.id}
                ></lookfor-shown-work>
              </div>`
            : nothing
        }
        <div class="columns">
          <p class="colophon">
            ${msg(
              'People in the clips are called by other names. How far a clip may be shown is decided by those who are seen in it: please do not pass this document on.',
            )}
          </p>
        </div>
      </article>`;
  }

  #renderText(reading: NarrationReading, framework: Framework | null): TemplateResult {
    const hasWords = reading.doc.content.some(
      (block) => !('content' in block) || (block.content?.length ?? 0) > 0,
    );
    if (!hasWords) return empty(msg('Nothing is written yet'));
    let number = 0;
    const { group } = reading;
    const authors = group ? blockAuthors(group.authors, writersOf(group)) : [];
    return renderNarrationDocument(reading.doc, {
      api: this.api,
      framework,
      closedClips: reading.closedClips,
      moments: 'bare',
      decorateBlock: (index) => {
        const block = reading.doc.content[index];
        const { className = '', initials = '' } = authors[index] ?? {};
        if (block?.type !== 'citation') return { className, by: initials };
        number += 1;
        return {
          className,
          by: initials,
          after: this.#renderCaption(block.attrs, number, framework),
        };
      },
    });
  }

  #renderCaption(citation: Citation, number: number, framework: Framework | null): TemplateResult {
    const codes = momentCodes(citation, framework);
    return html`<div class="caption">
      <b>${msg(str`Moment ${number}`)}</b>
      ${citation.note ? html`<p class="note">${citation.note}</p>` : nothing}
      <p>${citation.clipTitle}, ${formatRange(citation.startSeconds, citation.endSeconds)}</p>
      ${
        citation.child || codes.length > 0
          ? html`<div class="chips">
              ${citation.child ? html`<span class="chip outlined">${citation.child}</span>` : nothing}
              ${codes.map(({ label, hue }) => html`<span class="chip hue-${hue}">${label}</span>`)}
            </div>`
          : nothing
      }
    </div>`;
  }

  #renderBar({ handedInAt }: NarrationReading): TemplateResult {
    const isMarker = may(this.session, 'narrations.mark');
    const isAuthor = may(this.session, 'narrations.write');
    const ownWords = handedInAt ? msg('Back to the comparison') : msg('Back to writing');
    const back = isMarker ? msg('Back to marking') : ownWords;
    return html`<nav class="bar" part="bar" aria-label=${msg('Reading')}>
      ${
        isMarker || isAuthor
          ? html`<button @click=${this.#handleBack}>${icon('arrow-left')} ${back}</button>`
          : nothing
      }
      <span class="gap"></span>
      <button @click=${() => print()}>${icon('print')} ${msg('Print or save as PDF')}</button>
    </nav>`;
  }
}

function citesCodes(reading: NarrationReading): boolean {
  return reading.doc.content.some(
    (block) => block.type === 'citation' && block.attrs.codeIds.length > 0,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-narration-reader': LookforNarrationReader;
  }
}
