import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { documentationRoutes, type Piece, type PieceKind } from '#contract/documentation';
import type { CitedPiece } from '#contract/narrations';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { problemWords } from '#elements/kit/problem-words';
import { failed, loading } from '#elements/kit/states';
import { formatRange, parseTime } from '#elements/kit/time';
import './documentation-piece.ts';
import { sendFile } from './given-file.ts';

/** A piece shall be cited at the cursor. */
export class CitePieceRequest extends Event {
  static readonly eventName = 'lookfor-cite-piece';
  readonly piece: CitedPiece;

  constructor(piece: CitedPiece) {
    super(CitePieceRequest.eventName, OUTWARD);
    this.piece = piece;
  }
}

/** A piece that is being made or changed. */
interface Draft {
  piece: Piece | undefined;
  kind: PieceKind;
  file: File | undefined;
  hasPeople: boolean;
}

/**
 * Pictures, recordings and field notes of one's own for a task: added, also with the camera of a
 * phone, changed, closed to others, removed, and cited.
 *
 * @tag lookfor-own-documentation
 * @fires lookfor-cite-piece {CitePieceRequest} - a piece shall stand in the text
 */
@customElement('lookfor-own-documentation')
export class LookforOwnDocumentation extends LookforElement {
  static override styles: CSSResultGroup = [
    LookforElement.styles,
    css`
      :host {
        display: block;
      }
      h2 {
        padding-block: var(--lf-5) var(--lf-2);
        font: 600 var(--lf-text-m) / 1.4 var(--lf-font-ui);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: var(--lf-2);
      }
      .hint,
      li .facts {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      li {
        display: grid;
        gap: var(--lf-2);
        padding-block: var(--lf-3);
        border-block-end: var(--lf-line);
      }
      form {
        display: grid;
        gap: var(--lf-3);
        padding-block: var(--lf-3);
      }
      label {
        display: grid;
        gap: var(--lf-1);
        color: var(--lf-ink-2);
      }
      label.tick {
        grid-template-columns: auto 1fr;
        align-items: start;
        gap: var(--lf-2);
      }
      .stretch {
        display: flex;
        gap: var(--lf-2);
        align-items: end;
      }
      .stretch input {
        inline-size: 6rem;
      }
      .wrong {
        color: var(--lf-danger);
      }
    `,
  ];

  @query('input[type="file"]') private chooser!: HTMLInputElement | null;
  @state() private pieces: readonly Piece[] = [];
  @state() private draft: Draft | undefined;
  @state() private sentShare: number | undefined;
  @state() private problem: unknown;

  @property({ attribute: 'task-id' }) taskId = '';
  /** Whether pieces can be cited where this stands. */
  @property({ type: Boolean }) citable = false;

  #loading = new Task(this, {
    args: () => [this.api, this.taskId] as const,
    task: async ([api, taskId], { signal }) => {
      if (!taskId) return;
      const params = { taskId };
      const reply = await api.call(documentationRoutes.listPieces, { params }, { signal });
      this.pieces = reply.pieces;
    },
  });

  readonly #handleFile = (event: Event): void => {
    const chooser = event.target as HTMLInputElement;
    const [file] = chooser.files ?? [];
    chooser.value = '';
    if (!file) return;
    const kind = file.type.startsWith('audio/') ? 'audio' : 'image';
    this.#open({ piece: undefined, kind, file, hasPeople: true });
  };

  #open(draft: Draft): void {
    this.problem = undefined;
    this.draft = draft;
  }

  readonly #handleSave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, taskId } = this;
    if (!draft || this.sentShare !== undefined) return;
    const said = new FormData(event.target as HTMLFormElement);
    const word = (name: string) => {
      const given = said.get(name);
      return typeof given === 'string' ? given.trim() : '';
    };
    const { hasPeople, kind, file } = draft;
    const consent = {
      hasPeople: hasPeople && kind !== 'note',
      areAgreed: said.has('agreed'),
      until: word('until') || null,
      isWithdrawn: said.has('withdrawn'),
    };
    const body = { title: word('title'), text: word('text'), consent };
    this.problem = undefined;
    this.sentShare = 0;
    try {
      const known = draft.piece;
      let piece = known
        ? await this.api.call(documentationRoutes.changePiece, {
            params: { pieceId: known.id },
            body,
          })
        : await this.api.call(documentationRoutes.addPiece, {
            params: { taskId },
            body: { ...body, kind },
          });
      // Should the file not arrive, trying again goes on with this piece.
      this.draft = { ...draft, piece };
      if (file) {
        await sendFile(this.api, piece, file, (share) => (this.sentShare = share));
        const params = { pieceId: piece.id };
        piece = await this.api.call(documentationRoutes.readPiece, { params });
      }
      this.pieces = known
        ? this.pieces.map((one) => (one.id === piece.id ? piece : one))
        : [...this.pieces, piece];
      this.draft = undefined;
      this.announce(msg('It is kept.'));
    } catch (error) {
      this.problem = error;
    } finally {
      this.sentShare = undefined;
    }
  };

  async #remove({ id: pieceId }: Piece): Promise<void> {
    try {
      await this.api.call(documentationRoutes.removePiece, { params: { pieceId } });
      this.pieces = this.pieces.filter(({ id }) => id !== pieceId);
    } catch (error) {
      this.problem = error;
    }
  }

  #cite(event: Event, { id, kind, title, durationSeconds }: Piece): void {
    event.preventDefault();
    const said = new FormData(event.target as HTMLFormElement);
    const time = (name: string) => {
      const given = said.get(name);
      return typeof given === 'string' ? parseTime(given) : null;
    };
    const [from, to] = [time('from'), time('to')];
    const longest = durationSeconds ?? 0;
    const isStretch = kind === 'audio' && from !== null && from < longest;
    const end = Math.min(to ?? longest, longest);
    this.dispatchEvent(
      new CitePieceRequest({
        ...{ citationId: crypto.randomUUID(), pieceId: id, kind, title },
        startSeconds: isStretch ? from : null,
        endSeconds: isStretch && end > from ? end : null,
      }),
    );
  }

  override render() {
    return html`
      <h2>${msg('My documentation')}</h2>
      ${this.draft ? this.#renderDraft(this.draft) : this.#renderBeginning()}
      ${
        this.problem
          ? html`<p class="wrong" role="alert">${problemWords(this.problem)}</p>`
          : nothing
      }
      ${this.#loading.render({
        pending: () => loading(msg('Loading…')),
        error: (error) => failed(error, () => void this.#loading.run()),
        complete: () =>
          html`<ul>
            ${this.pieces.map((piece) => this.#renderPiece(piece))}
          </ul>`,
      })}
    `;
  }

  #renderBeginning(): TemplateResult {
    return html`<div class="acts">
        <button type="button" @click=${() => this.chooser?.click()}>
          ${msg('Picture or recording')}
        </button>
        <button
          type="button"
          @click=${() => this.#open({ piece: undefined, kind: 'note', file: undefined, hasPeople: false })}
        >
          ${msg('Field note')}
        </button>
      </div>
      <input
        type="file"
        hidden
        accept="image/*,audio/*"
        aria-label=${msg('Picture or recording')}
        @change=${this.#handleFile}
      />
      <p class="hint">
        ${msg('A phone offers its camera. Where a picture was taken is removed from it.')}
      </p>`;
  }

  #renderDraft({ piece, kind, hasPeople }: Draft): TemplateResult {
    const { title = '', text = '', consent } = piece ?? {};
    const isSending = this.sentShare !== undefined;
    const percent = Math.round((this.sentShare ?? 0) * 100);
    return html`<form @submit=${this.#handleSave}>
      <label
        >${msg('Title')}
        <input name="title" required maxlength="300" autocomplete="off" .value=${title}
      /></label>
      <label
        >${kind === 'note' ? msg('What you saw and heard') : msg('What is to be known about it')}
        <textarea
          name="text"
          rows=${kind === 'note' ? 6 : 3}
          maxlength="20000"
          ?required=${kind === 'note'}
          .value=${text}
        ></textarea>
      </label>
      ${kind === 'note' ? nothing : this.#renderConsent(hasPeople, consent)}
      ${
        piece?.isMine && kind === 'note'
          ? this.#renderTick('withdrawn', msg('Nobody but me sees it'), consent?.isWithdrawn)
          : nothing
      }
      ${isSending ? html`<progress max="100" value=${percent}></progress>` : nothing}
      <div class="acts">
        <button type="submit" ?disabled=${isSending}>${msg('Keep it')}</button>
        <button type="button" class="plain" @click=${() => (this.draft = undefined)}>
          ${msg('Cancel')}
        </button>
      </div>
    </form>`;
  }

  #renderConsent(hasPeople: boolean, consent: Piece['consent'] | undefined): TemplateResult {
    return html`<label class="tick"
        ><input
          type="checkbox"
          .checked=${hasPeople}
          @change=${(event: Event) => {
            if (this.draft)
              this.draft = {
                ...this.draft,
                hasPeople: (event.target as HTMLInputElement).checked,
              };
          }}
        />
        ${msg('People can be recognised in it')}</label
      >
      ${
        hasPeople
          ? html`${this.#renderTick(
                'agreed',
                msg('All of them, or who cares for them, agreed that it is read in this course'),
                consent?.areAgreed,
              )}
              <label
                >${msg('They agreed until')}
                <input name="until" type="date" .value=${consent?.until ?? ''}
              /></label>
              ${this.#renderTick(
                'withdrawn',
                msg('Somebody has withdrawn: nobody but me sees it any more'),
                consent?.isWithdrawn,
              )}`
          : nothing
      }`;
  }

  #renderTick(name: string, words: string, isTicked = false): TemplateResult {
    return html`<label class="tick"
      ><input type="checkbox" name=${name} .checked=${isTicked} /> ${words}</label
    >`;
  }

  #renderPiece(piece: Piece): TemplateResult {
    const { title, kind, isMine, isShared, consent } = piece;
    const isClosed =
      consent.isWithdrawn || (kind !== 'note' && consent.hasPeople && !consent.areAgreed);
    return html`<li>
      <lookfor-documentation-piece
        .api=${this.api}
        .piece=${piece}
        piece-title=${title}
      ></lookfor-documentation-piece>
      ${
        isMine && isClosed
          ? html`<p class="facts">${msg('Only you see it: not everybody in it agreed.')}</p>`
          : isShared
            ? html`<p class="facts">${msg('Everybody in this task sees it.')}</p>`
            : nothing
      }
      <div class="acts">
        ${this.citable ? this.#renderCite(piece) : nothing}
        ${
          isMine
            ? html`<button
                  class="plain"
                  aria-label=${msg(str`Change ${title}`)}
                  @click=${() =>
                    this.#open({ piece, kind, file: undefined, hasPeople: consent.hasPeople })}
                >
                  ${msg('Change')}
                </button>
                <button
                  class="plain"
                  aria-label=${msg(str`Remove ${title}`)}
                  @click=${() => void this.#remove(piece)}
                >
                  ${msg('Remove')}
                </button>`
            : nothing
        }
      </div>
    </li>`;
  }

  #renderCite(piece: Piece): TemplateResult {
    const { kind, durationSeconds } = piece;
    const whole = formatRange(0, durationSeconds).split('–');
    return html`<form class="stretch" @submit=${(event: Event) => this.#cite(event, piece)}>
      ${
        kind === 'audio'
          ? html`<label>${msg('From')} <input name="from" placeholder=${whole[0] ?? ''} /></label>
              <label>${msg('To')} <input name="to" placeholder=${whole[1] ?? ''} /></label>`
          : nothing
      }
      <button aria-label=${msg(str`Cite ${piece.title}`)}>${msg('Cite')}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-own-documentation': LookforOwnDocumentation;
  }
  interface HTMLElementEventMap {
    'lookfor-cite-piece': CitePieceRequest;
  }
}
