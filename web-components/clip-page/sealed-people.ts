import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { careRoutes, evidenceRoutes, MOST_EVIDENCE_BYTES, type Evidence } from '#contract/care';
import type { Clip, FilmedPerson } from '#contract/clips';
import { EVIDENCE_TYPES } from '#contract/vocabulary';
import { formatBytes } from '#elements/clip-library/clip-words';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { loading } from '#elements/kit/states';
import { formatDay } from '#elements/kit/time';

/**
 * Who the filmed people are and what they signed: for the clip's owner alone, encrypted where it is
 * kept. Nothing is asked for until somebody is opened.
 *
 * @tag lookfor-sealed-people
 */
@customElement('lookfor-sealed-people')
export class LookforSealedPeople extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      h3 {
        padding-block: var(--lf-4) var(--lf-1);
        font-size: var(--lf-text-m);
        font-weight: 600;
      }
      p {
        max-inline-size: 44rem;
        color: var(--lf-ink-2);
        text-wrap: pretty;
      }
      summary {
        padding-block: var(--lf-2);
        border-block-start: var(--lf-line);
        font-weight: 600;
        cursor: pointer;
      }
      .inside {
        display: grid;
        gap: var(--lf-3);
        max-inline-size: 44rem;
        padding-block: var(--lf-2) var(--lf-4);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: var(--lf-2);
      }
      form label {
        display: grid;
        gap: var(--lf-1);
        color: var(--lf-ink-2);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--lf-1) var(--lf-3);
        padding-block: var(--lf-1);
        overflow-wrap: anywhere;
      }
      li span {
        color: var(--lf-ink-2);
      }
      .add input {
        position: absolute;
        inline-size: 1px;
        opacity: 0;
      }
      .add:focus-within {
        outline: 2px solid var(--lf-focus);
      }
    `,
  ];

  @query('lookfor-question') private question!: LookforQuestion;
  @state() private openedId = '';
  @state() private identity = '';
  @state() private documents: Evidence[] | undefined;
  @state() private problem: unknown;

  @property({ attribute: false }) clip: Clip | undefined;

  #params() {
    return { clipId: this.clip?.id ?? '', personId: this.openedId };
  }

  #toggle(event: Event, person: FilmedPerson): void {
    if (!(event.target as HTMLDetailsElement).open) return;
    this.openedId = person.id;
    this.documents = undefined;
    void this.#try(() => Promise.resolve());
  }

  /** Does something, and reads what is kept then. */
  async #try(act: () => Promise<unknown>): Promise<void> {
    this.problem = undefined;
    try {
      await act();
      const params = this.#params();
      const { identity } = await this.api.call(careRoutes.getIdentity, { params });
      const { documents } = await this.api.call(evidenceRoutes.listEvidence, { params });
      this.identity = identity;
      this.documents = documents;
    } catch (error) {
      this.problem = error;
    }
  }

  readonly #handleIdentity = (event: Event): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('identity');
    const identity = field instanceof HTMLInputElement ? field.value : '';
    const params = this.#params();
    void this.#try(async () => {
      await this.api.call(careRoutes.setIdentity, { params, body: { identity } });
      this.announce(msg('Saved'));
    });
  };

  readonly #handleFile = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    if (!file) return;
    void this.#try(async () => {
      const type = EVIDENCE_TYPES.find((one) => one === file.type);
      if (!type || file.size > MOST_EVIDENCE_BYTES) {
        this.announce(msg('A PDF, JPEG or PNG of up to 4 MB can be kept.'), 'urgent');
        return;
      }
      const base64 = await base64Of(file);
      const body = { fileName: file.name, type, base64 };
      await this.api.call(evidenceRoutes.addEvidence, { params: this.#params(), body });
    });
    field.value = '';
  };

  #download({ id }: Evidence): void {
    void this.#try(async () => {
      const params = { ...this.#params(), evidenceId: id };
      const file = await this.api.call(evidenceRoutes.openEvidence, { params });
      const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
      link.download = file.fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  async #remove({ id, fileName }: Evidence): Promise<void> {
    const params = { ...this.#params(), evidenceId: id };
    if (!(await this.question.ask(msg(str`Destroy “${fileName}”?`), msg('Destroy')))) return;
    await this.#try(() => this.api.call(evidenceRoutes.removeEvidence, { params }));
  }

  #renderDocument(form: Evidence): TemplateResult {
    const [latest] = form.openings;
    return html`<li>
      <b>${form.fileName}</b>
      <span
        >${formatBytes(form.bytes)},
        ${formatDay(form.addedAt.slice(0, 10))}${
          latest ? `. ${openedWords(form.openings.length, latest.at.slice(0, 10))}` : ''
        }</span
      >
      <button class="plain act" @click=${() => this.#download(form)}>${msg('Download')}</button>
      <button class="plain act" @click=${() => void this.#remove(form)}>${msg('Destroy')}</button>
    </li>`;
  }

  #renderInside(person: FilmedPerson): TemplateResult | typeof nothing {
    if (this.openedId !== person.id) return nothing;
    const problem = this.problem
      ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>`
      : nothing;
    if (!this.documents)
      return html`<div class="inside">${this.problem ? problem : loading()}</div>`;
    return html`<div class="inside">
      ${problem}
      <form @submit=${this.#handleIdentity}>
        <label
          >${msg('Who it is')}<input
            name="identity"
            maxlength="500"
            autocomplete="off"
            .value=${this.identity}
        /></label>
        <button>${msg('Save')}</button>
      </form>
      <ul>
        ${this.documents.map((form) => this.#renderDocument(form))}
      </ul>
      <div>
        <label class="button add"
          >${msg('Add a signed form')}<input
            type="file"
            accept="application/pdf,image/jpeg,image/png"
            @change=${this.#handleFile}
        /></label>
      </div>
    </div>`;
  }

  override render() {
    const { clip } = this;
    if (!clip || clip.people.length === 0) return nothing;
    return html`<h3>${msg('Names and signed forms')}</h3>
      <p>
        ${msg('Only you see this. It is kept encrypted, and every look at a form is written down.')}
      </p>
      ${clip.people.map(
        (person) =>
          html`<details name="person" @toggle=${(event: Event) => this.#toggle(event, person)}>
            <summary>${person.pseudonym}</summary>
            ${this.#renderInside(person)}
          </details>`,
      )}
      <lookfor-question></lookfor-question>`;
  }
}

function openedWords(times: number, day: string): string {
  return times === 1
    ? msg(str`Opened once, on ${formatDay(day)}`)
    : msg(str`Opened ${times} times, last on ${formatDay(day)}`);
}

async function base64Of(file: File): Promise<string> {
  const url = await new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-sealed-people': LookforSealedPeople;
  }
}
