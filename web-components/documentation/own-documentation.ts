import { msg, str } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { documentationRoutes, type Piece, type PieceKind } from '#contract/documentation';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import '#elements/kit/question';
import type { LookforQuestion } from '#elements/kit/question';
import { failed, loading } from '#elements/kit/states';
import { formatRange, parseTime } from '#elements/kit/time';
import { ArrivingPieces } from './arriving-pieces.ts';
import './documentation-piece.ts';
import { CitePieceRequest, type PieceChange, type PieceFileRequest } from './events.ts';
import { redrawn } from './given-file.ts';
import './piece-arrival.ts';
import './piece-people.ts';

/** A piece that is being made or changed. */
interface Draft {
  piece: Piece | undefined;
  kind: PieceKind;
  file: File | undefined;
}

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
      .hint {
        padding-block-start: var(--lf-2);
      }
      .hint,
      li .facts {
        color: var(--lf-ink-2);
        font-size: var(--lf-text-s);
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
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
        align-items: center;
        gap: var(--lf-2);
      }
      .stretch {
        display: flex;
        gap: var(--lf-2);
        align-items: end;
      }
      .stretch label {
        flex: 0 1 6rem;
        min-inline-size: 0;
      }
      .stretch input {
        inline-size: 100%;
        min-inline-size: 0;
      }
      .wrong {
        color: var(--lf-danger);
      }
      /* Only a device that is held in the hand has its camera behind a file chooser. */
      @media not (pointer: coarse) {
        .with-camera {
          display: none;
        }
      }
    `,
  ];

  @query('lookfor-question') private question!: LookforQuestion;
  @query('input.chooser') private chooser!: HTMLInputElement | null;
  @query('input.camera') private camera!: HTMLInputElement | null;
  @state() private pieces: readonly Piece[] = [];
  @state() private draft: Draft | undefined;
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

  #open(draft: Draft): void {
    this.problem = undefined;
    this.draft = draft;
  }

  readonly #handleSave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { draft, taskId } = this;
    if (!draft || this.isSaving) return;
    const said = new FormData(event.target as HTMLFormElement);
    const word = (name: string) => {
      const given = said.get(name);
      return typeof given === 'string' ? given.trim() : '';
    };
    const { kind, file, piece: known } = draft;
    const words = {
      ...{ title: word('title'), text: word('text') },
      ...{ hasPeople: said.has('people'), isPrivate: said.has('private') },
    };
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

  #cite(event: Event, { id, kind, title, durationSeconds }: Piece): void {
    event.preventDefault();
    const said = new FormData(event.target as HTMLFormElement);
    const time = (name: string) => {
      const given = said.get(name);
      return typeof given === 'string' ? parseTime(given) : null;
    };
    const [from, to] = [time('from'), time('to')];
    const longest = durationSeconds ?? 0;
    const isStretch = (kind === 'audio' || kind === 'video') && from !== null && from < longest;
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
      <h2>
        ${this.isForClass ? msg('Documentation the class may cite') : msg('My documentation')}
      </h2>
      ${this.#renderChoosers()}
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

  #renderDraft({ piece, kind }: Draft): TemplateResult {
    const { title = '', text = '', hasPeople = true, isPrivate = false, people = [] } = piece ?? {};
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
      ${
        kind === 'note' || people.length > 0
          ? nothing
          : this.#renderTick('people', msg('People can be recognised in it'), hasPeople)
      }
      ${this.#renderTick('private', msg('Nobody but me sees it'), isPrivate)}
      <div class="acts">
        <button type="submit" ?disabled=${this.isSaving}>${msg('Keep it')}</button>
        <button type="button" class="plain" @click=${() => (this.draft = undefined)}>
          ${msg('Cancel')}
        </button>
      </div>
    </form>`;
  }

  #renderTick(name: string, words: string, isTicked = false): TemplateResult {
    return html`<label class="tick"
      ><input type="checkbox" name=${name} .checked=${isTicked} /> ${words}</label
    >`;
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
        ${this.citable ? this.#renderCite(piece) : nothing}
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

  #renderCite(piece: Piece): TemplateResult {
    const { kind, durationSeconds } = piece;
    const whole = formatRange(0, durationSeconds).split('–');
    return html`<form class="stretch" @submit=${(event: Event) => this.#cite(event, piece)}>
      ${
        kind === 'audio' || kind === 'video'
          ? html`<label>${msg('From')} <input name="from" placeholder=${whole[0] ?? ''} /></label>
              <label>${msg('To')} <input name="to" placeholder=${whole[1] ?? ''} /></label>`
          : nothing
      }
      <button aria-label=${msg(str`Cite ${piece.title}`)}>${msg('Cite')}</button>
    </form>`;
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
