import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { documentationRoutes, type Piece, type PieceKind } from '#contract/documentation';
import type { CitedPiece } from '#contract/narrations';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { failed, loading } from '#elements/kit/states';
import { ArrivingPieces } from './arriving-pieces.ts';
import { citeForm } from './cite-form.ts';
import './documentation-piece.ts';
import { CitePieceRequest, type PieceChange, type PieceFileRequest } from './events.ts';
import { redrawn } from './given-file.ts';
import { ownDocumentationStyles } from './own-documentation.styles.ts';
import './piece-arrival.ts';
import { pieceForm, wordsOf, type PieceDraft } from './piece-form.ts';
import './piece-people.ts';

/**
 * Pictures, recordings, films and field notes of one's own for a task: added, also with the camera of
 * a phone, sent in parts that go on after a break, changed, closed to others, removed, and cited. Who
 * can be recognised in them stands in the register.
 *
 * @tag lookfor-own-documentation
 * @fires lookfor-cite-piece {CitePieceRequest} - a piece shall stand in the text
 */
@customElement('lookfor-own-documentation')
export class LookforOwnDocumentation extends LookforElement {
  static override styles: CSSResultGroup = [LookforElement.styles, ownDocumentationStyles];

  @query('lookfor-question') private question!: LookforQuestion;
  @query('input.chooser') private chooser!: HTMLInputElement | null;
  @query('input.camera') private camera!: HTMLInputElement | null;
  @state() private pieces: readonly Piece[] = [];
  @state() private draft: PieceDraft | undefined;
  @state() private isSaving = false;
  @state() private problem: unknown;

  @property({ attribute: 'task-id' }) taskId = '';
  /** Whether pieces can be cited where this stands. */
  @property({ type: Boolean }) citable = false;
  /** Whether it is brought for everybody of the task, by those who teach, rather than for oneself. */
  @property({ attribute: 'for-class', type: Boolean }) isForClass = false;

  #loading = new Task(this, {
    args: () => [this.api, this.taskId] as const,
    task: async ([api, taskId], { signal }) => {
      if (!taskId) return;
      const params = { taskId };
      const reply = await api.call(documentationRoutes.listPieces, { params }, { signal });
      this.pieces = reply.pieces;
      this.#arriving.follow(reply.pieces);
    },
  });
  #arriving = new ArrivingPieces(
    this,
    () => this.api,
    (piece) => this.#replace(piece),
  );
  /** The piece for which the next chosen file is. */
  #chosenFor: Piece | undefined;
  readonly #cite = (piece: CitedPiece) => this.dispatchEvent(new CitePieceRequest(piece));

  readonly #handleFile = async (event: Event): Promise<void> => {
    const chooser = event.target as HTMLInputElement;
    const files = [...(chooser.files ?? [])];
    const [file] = files;
    const piece = this.#chosenFor;
    // The same file may be chosen again.
    chooser.value = '';
    this.#chosenFor = undefined;
    if (!file) return;
    if (piece) return this.#sendAgain(piece, file);
    const waiting = this.#awaiting(file);
    if (waiting) return this.#sendAgain(waiting, file);
    this.#open({ piece: undefined, kind: kindOf(file), file });
  };

  /** An own piece whose upload goes on when this file is taken. */
  #awaiting({ name }: File): Piece | undefined {
    return this.pieces.find(
      (piece) =>
        piece.state === 'arriving' && piece.file?.name === name && !this.#arriving.of(piece),
    );
  }

  async #sendAgain(piece: Piece, file: File): Promise<void> {
    this.problem = undefined;
    try {
      const body = await bodyOf(piece.kind, file);
      const isSame = piece.state === 'arriving' && piece.file?.bytes === body.size;
      if (isSame) return this.#arriving.send(piece, body);
      const { title, text, hasPeople, isPrivate } = piece;
      const announced = await this.api.call(documentationRoutes.changePiece, {
        params: { pieceId: piece.id },
        body: { title, text, hasPeople, isPrivate, file: { name: file.name, bytes: body.size } },
      });
      this.#replace(announced);
      this.#arriving.send(announced, body);
    } catch (error) {
      this.problem = error;
    }
  }

  readonly #handlePieceFile = ({ wish, piece }: PieceFileRequest): void => {
    if (wish === 'pause') void this.#arriving.pause(piece.id);
    else if (wish === 'resume') this.#arriving.resume(piece.id);
    else {
      this.#chosenFor = piece;
      this.chooser?.click();
    }
  };

  readonly #handleChange = ({ piece }: PieceChange): void => this.#replace(piece);

  #replace(piece: Piece): void {
    const isKnown = this.pieces.some(({ id }) => id === piece.id);
    this.pieces = isKnown
      ? this.pieces.map((one) => (one.id === piece.id ? piece : one))
      : [...this.pieces, piece];
  }

  #open(draft: PieceDraft): void {
    this.problem = undefined;
    this.draft = draft;
  }

  readonly #handleSave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, taskId } = this;
    if (!draft || this.isSaving) return;
    const { kind, file, piece: known } = draft;
    const words = wordsOf(event.target as HTMLFormElement);
    this.problem = undefined;
    this.isSaving = true;
    try {
      const sent = file && (await bodyOf(kind, file));
      const body = { ...words, ...(sent && { file: { name: file.name, bytes: sent.size } }) };
      const piece = known
        ? await this.api.call(documentationRoutes.changePiece, {
            params: { pieceId: known.id },
            body: words,
          })
        : await this.api.call(documentationRoutes.addPiece, {
            params: { taskId },
            body: { ...body, kind },
          });
      this.#replace(piece);
      this.draft = undefined;
      if (sent) this.#arriving.send(piece, sent);
      this.announce(msg('It is kept.'));
    } catch (error) {
      this.problem = error;
    } finally {
      this.isSaving = false;
    }
  };

  async #remove({ id: pieceId }: Piece, title: string): Promise<void> {
    const words = msg(str`Remove “${title}”? It cannot be brought back.`);
    if (!(await this.question.ask(words, msg('Remove')))) return;
    try {
      await this.#arriving.forget(pieceId);
      await this.api.call(documentationRoutes.removePiece, { params: { pieceId } });
      this.pieces = this.pieces.filter(({ id }) => id !== pieceId);
    } catch (error) {
      this.problem = error;
    }
  }

  override render() {
    return html`
      <h2>
        ${this.isForClass ? msg('Documentation the class may cite') : msg('My documentation')}
      </h2>
      ${this.#renderChoosers()}
      ${
        this.draft
          ? pieceForm(this.draft, {
              isSaving: this.isSaving,
              handleSave: this.#handleSave,
              handleCancel: () => (this.draft = undefined),
            })
          : this.#renderBeginning()
      }
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
      <lookfor-question></lookfor-question>
    `;
  }

  #renderBeginning(): TemplateResult {
    return html`<div class="acts">
        <button type="button" @click=${() => this.chooser?.click()}>
          ${msg('Picture, recording or film')}
        </button>
        <button type="button" class="with-camera" @click=${() => this.camera?.click()}>
          ${msg('Use the camera')}
        </button>
        <button
          type="button"
          @click=${() => this.#open({ piece: undefined, kind: 'note', file: undefined })}
        >
          ${msg('Field note')}
        </button>
      </div>
      <p class="hint">
        ${msg('Cameras write place and time into a file. Lookfor removes both.')}
      </p>`;
  }

  #renderChoosers(): TemplateResult {
    return html`<input
        class="chooser"
        type="file"
        hidden
        accept="image/*,audio/*,video/*"
        aria-label=${msg('Picture, recording or film')}
        @change=${this.#handleFile}
      />
      <input
        class="camera"
        type="file"
        hidden
        accept="image/*,video/*"
        capture="environment"
        aria-label=${msg('Use the camera')}
        @change=${this.#handleFile}
      />`;
  }

  #renderPiece(piece: Piece): TemplateResult {
    const { title, isMine, isShared, isPrivate, state } = piece;
    return html`<li>
      <lookfor-documentation-piece
        .api=${this.api}
        .piece=${piece}
        piece-title=${title}
      ></lookfor-documentation-piece>
      ${
        isMine && state !== 'ready'
          ? html`<lookfor-piece-arrival
              .piece=${piece}
              .arriving=${this.#arriving.of(piece)}
              @lookfor-piece-file=${this.#handlePieceFile}
            ></lookfor-piece-arrival>`
          : nothing
      }
      ${
        isMine && isPrivate
          ? html`<p class="facts">${msg('Nobody but me sees it')}</p>`
          : isShared && !piece.coverage?.gap
            ? html`<p class="facts">${msg('Everybody in this task sees it.')}</p>`
            : nothing
      }
      <lookfor-piece-people
        .api=${this.api}
        .piece=${piece}
        @lookfor-piece-change=${this.#handleChange}
      ></lookfor-piece-people>
      <div class="acts">
        ${this.citable ? citeForm(piece, this.#cite) : nothing}
        ${
          isMine
            ? html`<button
                  class="plain act"
                  aria-label=${msg(str`Change ${title}`)}
                  @click=${() => this.#open({ piece, kind: piece.kind, file: undefined })}
                >
                  ${msg('Change')}
                </button>
                <button
                  class="plain act"
                  aria-label=${msg(str`Remove ${title}`)}
                  @click=${() => void this.#remove(piece, title)}
                >
                  ${msg('Remove')}
                </button>`
            : nothing
        }
      </div>
    </li>`;
  }
}

function kindOf({ type }: File): PieceKind {
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'image';
}

/** What is sent of a file: a picture is drawn anew here, so that where it was taken stays here. */
function bodyOf(kind: PieceKind, file: File): Promise<Blob> {
  return kind === 'image' ? redrawn(file) : Promise.resolve(file);
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-own-documentation': LookforOwnDocumentation;
  }
}
