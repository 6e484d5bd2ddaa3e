import { msg } from '@lit/localize';
import type { Node } from 'prosemirror-model';
import { baseKeymap, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { EditorState, Plugin, Selection, type Command } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Framework } from '#contract/frameworks';
import type { Citation, CitedPiece, NarrationDoc } from '#contract/narrations';
import { LookforElement } from '#elements/kit/element';
import { OUTWARD } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { mergeDocs } from '#contract/shared/narration-merge';
import { authorMarkStyles } from './author-marks.styles.ts';
import type { BlockAuthor } from './authors.rules.ts';
import { CitationView } from './citation-view.ts';
import { PieceView } from './piece-view.ts';
import { replaceDiffering } from './editor-replacing.ts';
import { documentStyles } from './narration-document.styles.ts';
import { fromEditor, narrationSchema, toEditor } from './narration-schema.ts';

/** The text was changed by its author. */
export class NarrationTextChange extends Event {
  static readonly eventName = 'lookfor-narration-change';
  readonly doc: NarrationDoc;

  constructor(doc: NarrationDoc) {
    super(NarrationTextChange.eventName, OUTWARD);
    this.doc = doc;
  }
}

/** The writer is at another block of the text, or at none. */
export class NarrationBlockVisit extends Event {
  static readonly eventName = 'lookfor-narration-block-visit';
  readonly block: number | null;

  constructor(block: number | null) {
    super(NarrationBlockVisit.eventName, OUTWARD);
    this.block = block;
  }
}

/** Marks what others did: it is shown, and not told as a change of the author. */
const FROM_ELSEWHERE = 'lookfor-elsewhere';

/**
 * The sheet on which a narration is written: paragraphs, headings, quotations, and cited moments
 * that play in place. Moments can be dropped on it; what is pasted loses its foreign dress.
 *
 * @tag lookfor-narration-text
 * @fires lookfor-narration-change - NarrationTextChange, at every change of the author
 * @fires lookfor-narration-block-visit - NarrationBlockVisit, when the cursor comes to a block
 * @csspart sheet - the editable text
 */
@customElement('lookfor-narration-text')
export class LookforNarrationText extends LookforElement {
  static override styles = [
    LookforElement.styles,
    documentStyles,
    authorMarkStyles,
    css`
      .tools {
        display: flex;
        gap: var(--lf-1);
        margin-block-end: var(--lf-3);
      }
      .tools button {
        min-inline-size: 2rem;
        min-block-size: 2rem;
        padding-inline: var(--lf-2);
        border-color: transparent;
        background: none;
        color: var(--lf-ink-2);
        font-weight: 500;
      }
      .tools button:hover {
        border-color: var(--lf-rule);
      }
      .tools b {
        font: 700 var(--lf-text-m) var(--lf-font-text);
      }
      .tools i {
        font: italic 500 var(--lf-text-m) var(--lf-font-text);
      }
      .ProseMirror {
        min-block-size: 16rem;
        margin-inline-start: -0.875rem;
        padding-inline-start: 0.875rem;
        outline: none;
        white-space: pre-wrap;
        word-wrap: break-word;
      }
      .ProseMirror:focus-visible {
        box-shadow: inset 2px 0 0 var(--lf-accent);
      }
      .ProseMirror .citation {
        white-space: normal;
      }
      .ProseMirror p.blank:only-child::before {
        content: attr(data-hint);
        float: inline-start;
        block-size: 0;
        color: var(--lf-ink-3);
        pointer-events: none;
      }
      .ProseMirror-selectednode {
        outline: 2px solid var(--lf-focus);
        outline-offset: 4px;
        border-radius: var(--lf-radius);
      }
    `,
  ];

  @query('.sheet') private sheet!: HTMLElement;

  /** The text; setting another one replaces what stands there. */
  @property({ attribute: false }) doc: NarrationDoc = { type: 'doc', content: [] };
  /** Who wrote each block, as one line of letters and a hue; empty where one writes alone. */
  @property({ attribute: false }) authors: readonly BlockAuthor[] = [];
  /** Names of codes on cited moments. */
  @property({ attribute: false }) framework: Framework | null = null;

  #view: EditorView | undefined;
  #lastSent: NarrationDoc | undefined;
  /** What others wrote while a word was being composed; it must not be taken apart. */
  #waiting: { was: NarrationDoc; theirs: NarrationDoc } | undefined;
  #block: number | null = null;

  override firstUpdated(): void {
    this.#view = new EditorView(
      { mount: this.sheet },
      {
        state: this.#stateOf(this.doc),
        attributes: {
          'aria-label': msg('The text of your narration'),
          'aria-multiline': 'true',
          role: 'textbox',
          part: 'sheet',
        },
        nodeViews: {
          citation: (node) => new CitationView(node, this),
          piece: (node) => new PieceView(node, this),
        },
        dispatchTransaction: (transaction) => {
          const view = this.#view;
          if (!view) return;
          view.updateState(view.state.apply(transaction));
          this.#tellBlock(view);
          if (!transaction.docChanged || transaction.getMeta(FROM_ELSEWHERE)) return;
          const own = fromEditor(view.state.doc);
          const { was, theirs } = this.#waiting ?? {};
          this.#lastSent = was && theirs ? mergeDocs(was, own, theirs) : own;
          if (was && theirs) this.#waiting = { was: own, theirs: this.#lastSent };
          this.dispatchEvent(new NarrationTextChange(this.#lastSent));
        },
        handleDOMEvents: {
          compositionend: () => void setTimeout(() => this.#showWaiting()),
          focus: (view) => this.#tellBlock(view),
          blur: (view) => this.#tellBlock(view),
        },
        handleDrop: (view, event) => {
          const dropped = readDragged(event.dataTransfer);
          if (!dropped) return false;
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          this.#insert(dropped, at?.pos);
          return true;
        },
      },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.destroy();
    this.#view = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.#view;
    if (!view) return;
    if (changed.has('doc') && this.doc !== this.#lastSent) this.#show(view, this.doc);
    // Who wrote what is drawn from the property; the state does not know that it changed.
    else if (changed.has('authors')) view.dispatch(view.state.tr.setMeta(FROM_ELSEWHERE, true));
  }

  /** Shows another text: only what differs is replaced, so that the cursor and undo stay. */
  #show(view: EditorView, doc: NarrationDoc): void {
    if (view.composing) {
      this.#waiting = { was: this.#waiting?.was ?? fromEditor(view.state.doc), theirs: doc };
      return;
    }
    this.#waiting = undefined;
    view.dispatch(replaceDiffering(view.state.tr, toEditor(doc)).setMeta(FROM_ELSEWHERE, true));
  }

  #showWaiting(): void {
    const { theirs } = this.#waiting ?? {};
    if (this.#view && theirs) this.#show(this.#view, theirs);
  }

  /** Says at which block the writer is, when that changed. */
  #tellBlock(view: EditorView): void {
    const block = view.hasFocus() ? view.state.selection.$from.index(0) : null;
    if (block === this.#block) return;
    this.#block = block;
    this.dispatchEvent(new NarrationBlockVisit(block));
  }

  /** Puts a cited moment at the cursor and goes on after it. */
  cite(citation: Citation): void {
    this.#insert(citation);
    this.#view?.focus();
  }

  /** Puts a piece of own documentation at the cursor and goes on after it. */
  citePiece(piece: CitedPiece): void {
    this.#insertNode(narrationSchema.nodes['piece'].create(piece));
    this.#view?.focus();
  }

  /** Puts the cursor into the text. */
  override focus(): void {
    this.#view?.focus();
  }

  #stateOf(doc: NarrationDoc): EditorState {
    return EditorState.create({
      doc: toEditor(doc),
      plugins: [
        blankHint(),
        authorMarks(() => this.authors),
        history(),
        keymap({
          'Mod-z': undo,
          'Mod-y': redo,
          'Shift-Mod-z': redo,
          'Mod-b': toggleMark(narrationSchema.marks['strong']),
          'Mod-i': toggleMark(narrationSchema.marks['em']),
          'Shift-Enter': insertBreak,
        }),
        keymap(baseKeymap),
      ],
    });
  }

  #insert(citation: Citation, position?: number): void {
    this.#insertNode(narrationSchema.nodes['citation'].create(citation), position);
  }

  #insertNode(node: Node, position?: number): void {
    const view = this.#view;
    if (!view) return;
    const { schema } = view.state;
    let transaction = view.state.tr;
    const $at = transaction.doc.resolve(position ?? transaction.selection.to);
    const depth = $at.depth === 0 ? 0 : 1;
    const blank = depth > 0 && $at.node(1).isTextblock && $at.node(1).content.size === 0;
    const from = depth === 0 ? $at.pos : blank ? $at.before(1) : $at.after(1);
    transaction = blank
      ? transaction.replaceWith(from, $at.after(1), node)
      : transaction.insert(from, node);
    const after = from + node.nodeSize;
    if (!transaction.doc.resolve(after).nodeAfter?.isTextblock)
      transaction = transaction.insert(after, schema.nodes['paragraph']!.create());
    view.dispatch(
      transaction.setSelection(Selection.near(transaction.doc.resolve(after + 1))).scrollIntoView(),
    );
  }

  #run(command: Command): void {
    const view = this.#view;
    if (!view) return;
    command(view.state, view.dispatch.bind(view), view);
    view.focus();
  }

  override render() {
    const { nodes, marks } = narrationSchema;
    const tool = (label: string, command: Command, face: unknown) =>
      html`<button
        type="button"
        aria-label=${label}
        title=${label}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#run(command)}
      >
        ${face}
      </button>`;
    return html`
      <div class="tools" role="toolbar" aria-label=${msg('Shape of the text')}>
        ${tool(msg('Bold'), toggleMark(marks['strong']), html`<b>B</b>`)}
        ${tool(msg('Italic'), toggleMark(marks['em']), html`<i>I</i>`)}
        ${tool(msg('Heading'), toggleHeading, msg('Heading'))}
        ${tool(msg('Quotation'), wrapIn(nodes['blockquote']), msg('Quotation'))}
        ${tool(msg('Undo'), undo, icon('replay'))}
      </div>
      <div class="sheet document"></div>
    `;
  }
}

/** Who wrote a block stands beside it. */
function authorMarks(authors: () => readonly BlockAuthor[]): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const known = authors();
        if (known.length === 0) return null;
        const shown: Decoration[] = [];
        doc.forEach((node, position, index) => {
          const author = known[index];
          if (!author || (node.isTextblock && node.content.size === 0)) return;
          const attributes = { class: author.className, 'data-by': author.initials };
          shown.push(Decoration.node(position, position + node.nodeSize, attributes));
        });
        return DecorationSet.create(doc, shown);
      },
    },
  });
}

/** An empty sheet says in its first line what belongs there. */
function blankHint(): Plugin {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const first = doc.firstChild;
        if (doc.childCount !== 1 || !first?.isTextblock || first.content.size > 0) return null;
        const hint = msg('Begin with an ordinary moment. What did you see?');
        const attributes = { class: 'blank', 'data-hint': hint };
        return DecorationSet.create(doc, [Decoration.node(0, first.nodeSize, attributes)]);
      },
    },
  });
}

const insertBreak: Command = (state, dispatch) => {
  dispatch?.(
    state.tr.replaceSelectionWith(state.schema.nodes['hard_break']!.create()).scrollIntoView(),
  );
  return true;
};

const toggleHeading: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const isHeading = $from.parent.type === narrationSchema.nodes['heading'];
  const kind = narrationSchema.nodes[isHeading ? 'paragraph' : 'heading'];
  return setBlockType(kind)(state, dispatch);
};

/** What the moments panel writes into a drag. */
export const DRAGGED_MOMENT = 'application/x-lookfor-moment';

function readDragged(transfer: DataTransfer | null): Citation | undefined {
  const text = transfer?.getData(DRAGGED_MOMENT);
  return text ? (JSON.parse(text) as Citation) : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-narration-text': LookforNarrationText;
  }
  interface HTMLElementEventMap {
    'lookfor-narration-change': NarrationTextChange;
    'lookfor-narration-block-visit': NarrationBlockVisit;
  }
}
