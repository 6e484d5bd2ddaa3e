import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Piece } from '#contract/documentation';
import type { CitedPiece } from '#contract/narrations';
import { formatRange, parseTime } from '#elements/kit/time';

/** Cites a piece; of a recording or a film, only a stretch of it when its times are typed. */
export function citeForm(piece: Piece, cite: (cited: CitedPiece) => void): TemplateResult {
  const whole = formatRange(0, piece.durationSeconds).split('–');
  const handleSubmit = (event: Event) => {
    event.preventDefault();
    const said = new FormData(event.target as HTMLFormElement);
    cite(citationOf(piece, timeIn(said, 'from'), timeIn(said, 'to')));
  };
  return html`<form class="stretch" @submit=${handleSubmit}>
    ${
      hasTime(piece)
        ? html`<label>${msg('From')} <input name="from" placeholder=${whole[0] ?? ''} /></label>
            <label>${msg('To')} <input name="to" placeholder=${whole[1] ?? ''} /></label>`
        : nothing
    }
    <button aria-label=${msg(str`Cite ${piece.title}`)}>${msg('Cite')}</button>
  </form>`;
}

/** The citation of a stretch; of the whole piece where no beginning is said that lies in it. */
function citationOf(piece: Piece, from: number | null, to: number | null): CitedPiece {
  const { id, kind, title } = piece;
  const longest = piece.durationSeconds ?? 0;
  const isStretch = hasTime(piece) && from !== null && from < longest;
  const end = Math.min(to ?? longest, longest);
  return {
    ...{ citationId: crypto.randomUUID(), pieceId: id, kind, title },
    startSeconds: isStretch ? from : null,
    endSeconds: isStretch && end > from ? end : null,
  };
}

function hasTime({ kind }: Piece): boolean {
  return kind === 'audio' || kind === 'video';
}

function timeIn(said: FormData, name: string): number | null {
  const given = said.get(name);
  return typeof given === 'string' ? parseTime(given) : null;
}
