import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import type { CitedPiece } from '#contract/narrations';
import '#elements/documentation/documentation-piece';
import type { Api } from '#elements/kit/api';

/** Draws a cited piece of own documentation inside the editable text. */
export class PieceView implements NodeView {
  readonly dom: HTMLElement;

  constructor(node: Node, { api }: { readonly api: Api }) {
    this.dom = document.createElement('figure');
    this.dom.className = 'citation';
    this.dom.contentEditable = 'false';
    const { pieceId, kind, title, startSeconds, endSeconds } = node.attrs as CitedPiece;
    const piece = document.createElement('lookfor-documentation-piece');
    Object.assign(piece, { api, pieceId, kind, pieceTitle: title, startSeconds, endSeconds });
    this.dom.append(piece);
  }

  /** It handles its own keys and clicks; only dragging and selecting are the text's. */
  stopEvent(event: Event): boolean {
    return !/^(drag|drop)/.test(event.type) && event.type !== 'mousedown';
  }

  ignoreMutation(): boolean {
    return true;
  }
}
