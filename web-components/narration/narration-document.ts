import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Framework } from '#contract/frameworks';
import type { Citation, CitedPiece, NarrationDoc } from '#contract/narrations';
import type { Api } from '#elements/kit/api';
import { currentLocale } from '#elements/kit/locale';
import '#elements/documentation/documentation-piece';
import '#elements/player/cited-moment';
import type { MomentCode } from '#elements/player/cited-moment';
import { runsOf, type Block, type Run, type TextMark } from './narration-document.rules.ts';
import { blockText } from '#contract/shared/narration-text';

/** What stands with a block of the text. */
export interface BlockDecoration {
  /** Classes of the block itself. */
  className?: string;
  /** Letters of those who wrote it. */
  by?: string;
  /** What follows it as the next sibling: a comment, a caption, a note in the margin. */
  after?: TemplateResult;
}

/** How a narration's text is shown. */
export interface DocumentOptions {
  /** The server that plays cited moments, for an element alone on a page. */
  api?: Api;
  /** Names and hues of the codes on cited moments. */
  framework?: Framework | null;
  /** Clips that may not be played any more, clip id → error code. */
  closedClips?: Readonly<Record<string, string>>;
  /** `wide` carries its own note and source; `bare` is the picture alone, with a caption beside. */
  moments?: 'wide' | 'bare';
  decorateBlock?: (index: number) => BlockDecoration;
  /** Stretches of a block's words that are shown marked. */
  marksFor?: (index: number) => readonly TextMark[];
}

/**
 * The text of a narration as blocks for an element of class `document` (documentStyles). Every
 * block carries its index in `data-block`, every run of words its offset in `data-at`.
 */
export function renderNarrationDocument(
  doc: NarrationDoc,
  options: DocumentOptions = {},
): TemplateResult {
  return html`${repeat(
    doc.content,
    (_, index) => index,
    (block, index) => {
      const { className = '', by = '', after } = options.decorateBlock?.(index) ?? {};
      return html`${renderBlock(block, index, className, by || undefined, options)}${after ?? nothing}`;
    },
  )}`;
}

/** Names and hues of the codes on a cited moment, in the reader's language. */
export function momentCodes(
  citation: Pick<Citation, 'codeIds'>,
  framework: Framework | null | undefined,
): MomentCode[] {
  return citation.codeIds.flatMap((id) => {
    const code = framework?.codes.find((known) => known.id === id);
    return code ? [{ label: code.name[currentLocale()] ?? code.name.en, hue: code.hue }] : [];
  });
}

function renderBlock(
  block: Block,
  index: number,
  className: string,
  by: string | undefined,
  options: DocumentOptions,
): TemplateResult {
  const marks = options.marksFor?.(index) ?? [];
  switch (block.type) {
    case 'paragraph':
      return html`<p data-block=${index} class=${className} data-by=${ifDefined(by)}>
        ${runsOf(block.content ?? [], marks).map(renderRun)}
      </p>`;
    case 'heading':
      return html`<h2 data-block=${index} class=${className} data-by=${ifDefined(by)}>
        ${runsOf(block.content ?? [], marks).map(renderRun)}
      </h2>`;
    case 'blockquote': {
      let at = 0;
      return html`<blockquote data-block=${index} class=${className} data-by=${ifDefined(by)}>
        ${block.content.map((paragraph) => {
          const runs = runsOf(paragraph.content ?? [], marks, at);
          at += blockText(paragraph).length + 1;
          return html`<p>${runs.map(renderRun)}</p>`;
        })}
      </blockquote>`;
    }
    case 'citation':
      return renderMoment(block.attrs, index, className, by, options);
    case 'piece':
      return renderPiece(block.attrs, index, className, options);
  }
}

function renderPiece(
  { citationId, pieceId, kind, title, startSeconds, endSeconds }: CitedPiece,
  index: number,
  className: string,
  { api }: DocumentOptions,
): TemplateResult {
  return html`<div class="citation ${className}" data-block=${index} data-citation=${citationId}>
    <lookfor-documentation-piece
      .api=${api}
      piece-id=${pieceId}
      .kind=${kind}
      piece-title=${title}
      .startSeconds=${startSeconds}
      .endSeconds=${endSeconds}
    ></lookfor-documentation-piece>
  </div>`;
}

function renderMoment(
  citation: Citation,
  index: number,
  className: string,
  by: string | undefined,
  { api, framework, closedClips = {}, moments = 'wide' }: DocumentOptions,
): TemplateResult {
  return html`<div
    class="citation ${className}"
    data-block=${index}
    data-by=${ifDefined(by)}
    data-citation=${citation.citationId}
  >
    <lookfor-cited-moment
      .api=${api}
      clip-id=${citation.clipId}
      clip-title=${citation.clipTitle}
      .startSeconds=${citation.startSeconds}
      .endSeconds=${citation.endSeconds}
      .excerpt=${citation.excerpt}
      .note=${citation.note}
      .child=${citation.child}
      .codes=${momentCodes(citation, framework)}
      .refusal=${closedClips[citation.clipId] ?? ''}
      ?bare=${moments === 'bare'}
    ></lookfor-cited-moment>
  </div>`;
}

function renderRun(run: Run): TemplateResult {
  if (run.isBreak) return html`<br data-at=${run.at} />`;
  return html`${renderMarked(run)}${run.closing.map(({ sign, className }) =>
    sign ? html`<sup class="sign ${className}">${sign}</sup>` : nothing,
  )}`;
}

function renderMarked(run: Run): TemplateResult {
  const words = run.isStrong ? html`<strong>${emphasised(run)}</strong>` : html`${emphasised(run)}`;
  if (run.marks.length === 0) return html`<span data-at=${run.at}>${words}</span>`;
  // The mark that was given last lies on top: it decides what a click means.
  const top = run.marks.at(-1);
  return html`<mark
    data-at=${run.at}
    data-mark=${ifDefined(top?.id)}
    class=${run.marks.map(({ className }) => className).join(' ')}
    >${words}</mark
  >`;
}

function emphasised(run: Run): TemplateResult | string {
  return run.isEmphasised ? html`<em>${run.text}</em>` : run.text;
}
