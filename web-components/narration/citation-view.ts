import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import type { Framework } from '#contract/frameworks';
import type { Citation } from '#contract/narrations';
import type { Api } from '#elements/kit/api';
import '#elements/player/cited-moment';
import { citedCodes } from './cited-codes.ts';

/** What a cited moment is drawn with: the sheet on which it stands. */
export interface CitationSheet {
  readonly api: Api;
  readonly framework: Framework | null;
}

/** Draws a cited moment inside the editable text, where it can be played but not typed into. */
export class CitationView implements NodeView {
  readonly dom: HTMLElement;
  readonly #moment = document.createElement('lookfor-cited-moment');

  constructor(node: Node, sheet: CitationSheet) {
    this.dom = document.createElement('figure');
    this.dom.className = 'citation';
    this.dom.contentEditable = 'false';
    this.#draw(node, sheet);
    this.dom.append(this.#moment);
  }

  /** The player handles its own keys and clicks; only dragging and selecting are the text's. */
  stopEvent(event: Event): boolean {
    return !/^(drag|drop)/.test(event.type) && event.type !== 'mousedown';
  }

  ignoreMutation(): boolean {
    return true;
  }

  #draw(node: Node, sheet: CitationSheet): void {
    const { clipId, clipTitle, startSeconds, endSeconds, excerpt, note, child, codeIds } =
      node.attrs as Citation;
    Object.assign(this.#moment, {
      ...{ clipId, clipTitle, startSeconds, endSeconds, excerpt, note, child },
      api: sheet.api,
      codes: citedCodes(sheet.framework, codeIds),
    });
  }
}
