import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Playback } from '#contract/clips';
import type { Drawing, Initiative, Mark } from '#contract/observations';
import { LookforElement } from '#elements/kit/element';
import { icon } from '#elements/kit/icons';
import { LaterPart } from '#elements/kit/later-part';
import { DrawRequest, DrawingChoose, MarkPutRequest } from './events.ts';
import { hueStyles } from './hues.styles.ts';
import { lanesOfMark, shortChild, type Lane } from './lanes.rules.ts';
import { noteDetailsStyles } from './note-details.styles.ts';

const STRENGTHS = [1, 2, 3, 4, 5];

/**
 * What a note may carry beyond words and codes: who began and whether it was answered (T5), how
 * strong a code is, how sure one is, what is drawn on the picture, and what is said aloud. Folded
 * away until it is wanted or there is something in it.
 *
 * @tag lookfor-note-details
 * @fires lookfor-mark-put {MarkPutRequest} - a detail changed
 * @fires lookfor-draw-request {DrawRequest} - something shall be drawn on the picture
 * @fires lookfor-drawing-choose {DrawingChoose} - a drawing shall be moved
 */
@customElement('lookfor-note-details')
export class LookforNoteDetails extends LookforElement {
  static override styles = [LookforElement.styles, hueStyles, noteDetailsStyles];

  @property({ attribute: false }) mark!: Mark;
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  /** Who may have begun something; none: the clip names nobody. */
  @property({ attribute: false }) people: readonly Pick<
    Playback['people'][number],
    'pseudonym' | 'kind'
  >[] = [];

  @state() private isOpen = false;

  readonly #spoken = new LaterPart(this, 'lookfor-spoken-note', () => import('./spoken-note.ts'));

  override render() {
    const { initiative, confidence, codeValues, drawings, spoken } = this.mark;
    const isSaid =
      !!spoken ||
      !!initiative ||
      !!confidence ||
      !!drawings?.length ||
      Object.keys(codeValues ?? {}).length > 0;
    return html`<details
      ?open=${isSaid || this.isOpen}
      @toggle=${(event: ToggleEvent) => (this.isOpen = event.newState === 'open')}
    >
      <summary>${msg('More')}</summary>
      ${this.#renderInitiative()} ${this.#renderStrengths()} ${this.#renderConfidence()}
      ${this.#renderDrawings()}
      <p class="name">${msg('Spoken note')}</p>
      ${this.isOpen || isSaid ? this.#spoken.render(() => html`<lookfor-spoken-note .mark=${this.mark}></lookfor-spoken-note>`) : nothing}
    </details>`;
  }

  #renderInitiative(): TemplateResult | typeof nothing {
    if (this.people.length === 0 || this.lanes.length === 0) return nothing;
    const { initiative } = this.mark;
    return html`${this.#renderChoice(
      'began',
      msg('Who began'),
      this.people.map(({ pseudonym }) => ({
        label: shortChild(pseudonym),
        name: pseudonym,
        isChosen: initiative?.by === pseudonym,
        wish: (isOff) =>
          this.#put({
            initiative: isOff ? null : { by: pseudonym, response: initiative?.response ?? null },
          }),
      })),
    )}
    ${initiative ? this.#renderResponse(initiative) : nothing}`;
  }

  #renderResponse(initiative: Initiative): TemplateResult {
    const choices = [
      { response: 'answered' as const, label: msg('was answered') },
      { response: 'none' as const, label: msg('got no answer') },
    ];
    return this.#renderChoice(
      'response',
      msg('And then'),
      choices.map(({ response, label }) => ({
        label,
        name: label,
        isChosen: initiative.response === response,
        wish: (isOff) =>
          this.#put({ initiative: { ...initiative, response: isOff ? null : response } }),
      })),
    );
  }

  #renderStrengths(): TemplateResult[] {
    const coded = lanesOfMark(this.mark, this.lanes).filter((lane) => lane.codeId !== null);
    return coded.map(({ codeId, label }) => {
      const { codeValues = {} } = this.mark;
      return this.#renderChoice(
        `strength-${codeId}`,
        msg(str`How strongly: ${label}`),
        STRENGTHS.map((strength) => ({
          label: String(strength),
          name: msg(str`${strength} of 5`),
          isChosen: codeValues[codeId ?? ''] === strength,
          wish: (isOff) => {
            const others = Object.entries(codeValues).filter(([id]) => id !== codeId);
            const own: [string, number][] = isOff ? [] : [[codeId ?? '', strength]];
            this.#put({ codeValues: Object.fromEntries([...others, ...own]) });
          },
        })),
      );
    });
  }

  #renderConfidence(): TemplateResult {
    const words = confidenceWords();
    return this.#renderChoice(
      'confidence',
      msg('How sure I am'),
      words.map((label, at) => ({
        label,
        name: label,
        isChosen: this.mark.confidence === at + 1,
        wish: (isOff) => this.#put({ confidence: isOff ? null : at + 1 }),
      })),
    );
  }

  #renderDrawings(): TemplateResult {
    const { drawings = [] } = this.mark;
    const kinds: Drawing['kind'][] = ['arrow', 'circle', 'region'];
    return html`<p class="name" id="drawings">${msg('On the picture')}</p>
      <div class="chips" role="group" aria-labelledby="drawings">
        ${drawings.map(
          (drawing, at) =>
            html`<span class="drawn">
              <button
                title=${msg('Move it with the arrow keys, size it with Shift')}
                @click=${() => this.dispatchEvent(new DrawingChoose(this.mark.id, at))}
              >
                ${drawingName(drawing.kind)}
              </button>
              <button
                class="icon-only"
                aria-label=${msg(str`Remove: ${drawingName(drawing.kind)}`)}
                @click=${() => this.#put({ drawings: drawings.filter((_, other) => other !== at) })}
              >
                ${icon('close')}
              </button>
            </span>`,
        )}
        ${kinds.map(
          (kind) =>
            html`<button
              class="add"
              ?disabled=${drawings.length >= 12}
              @click=${() => this.dispatchEvent(new DrawRequest(this.mark.id, kind))}
            >
              + ${drawingName(kind)}
            </button>`,
        )}
      </div>`;
  }

  #renderChoice(
    id: string,
    name: string,
    choices: readonly {
      label: string;
      name: string;
      isChosen: boolean;
      wish: (isOff: boolean) => void;
    }[],
  ): TemplateResult {
    return html`<p class="name" id=${id}>${name}</p>
      <div class="chips" role="group" aria-labelledby=${id}>
        ${choices.map(
          (choice) =>
            html`<button
              class="choice"
              aria-pressed=${choice.isChosen}
              aria-label=${choice.name}
              title=${choice.name}
              @click=${() => choice.wish(choice.isChosen)}
            >
              ${choice.label}
            </button>`,
        )}
      </div>`;
  }

  #put(change: Partial<Mark>): void {
    this.dispatchEvent(new MarkPutRequest({ ...this.mark, ...change }));
  }
}

/** How sure somebody is, from 1 on. */
export function confidenceWords(): string[] {
  return [msg('unsure'), msg('fairly sure'), msg('sure')];
}

/** What a drawing is called. */
export function drawingName(kind: Drawing['kind']): string {
  switch (kind) {
    case 'arrow':
      return msg('Arrow');
    case 'circle':
      return msg('Circle');
    case 'region':
      return msg('Region');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-note-details': LookforNoteDetails;
  }
}
