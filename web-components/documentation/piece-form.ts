import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Piece, PieceKind } from '#contract/documentation';

/** A piece that is being made or changed. */
export interface PieceDraft {
  /** Undefined: it is made. */
  piece: Piece | undefined;
  kind: PieceKind;
  file: File | undefined;
}

/** What is said about a piece, in the form that `wordsOf` reads. */
export function pieceForm(
  { piece, kind }: PieceDraft,
  wishes: {
    isSaving: boolean;
    handleSave: (event: Event) => Promise<void>;
    handleCancel: () => void;
  },
): TemplateResult {
  const { title = '', text = '', hasPeople = true, isPrivate = false, people = [] } = piece ?? {};
  return html`<form @submit=${wishes.handleSave}>
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
      // Who is named in the register can be recognised: that is no question any more.
      kind === 'note' || people.length > 0
        ? nothing
        : tick('people', msg('People can be recognised in it'), hasPeople)
    }
    ${tick('private', msg('Nobody but me sees it'), isPrivate)}
    <div class="acts">
      <button type="submit" ?disabled=${wishes.isSaving}>${msg('Keep it')}</button>
      <button type="button" class="plain" @click=${wishes.handleCancel}>${msg('Cancel')}</button>
    </div>
  </form>`;
}

/** What a person wrote and ticked in the form of a piece. */
export function wordsOf(
  form: HTMLFormElement,
): Pick<Piece, 'title' | 'text' | 'hasPeople' | 'isPrivate'> {
  const said = new FormData(form);
  const word = (name: string) => {
    const given = said.get(name);
    return typeof given === 'string' ? given.trim() : '';
  };
  return {
    ...{ title: word('title'), text: word('text') },
    ...{ hasPeople: said.has('people'), isPrivate: said.has('private') },
  };
}

function tick(name: string, words: string, isTicked: boolean): TemplateResult {
  return html`<label class="tick"
    ><input type="checkbox" name=${name} .checked=${isTicked} /> ${words}</label
  >`;
}
