import { html, nothing, type TemplateResult } from 'lit';
import type { Mark } from '#contract/observations';
import type { LookforElement } from '#elements/kit/element';
import { LaterPart } from '#elements/kit/later-part';
import type { PlaybackController } from '#elements/player/playback-controller';
import { firstDrawing, isDrawnAt } from './drawings.rules.ts';
import type { DrawingChoose, DrawRequest } from './events.ts';
import type { Marking } from './marking.ts';
import type { ObservationSession } from './observation-session.ts';

/** What drawing on the picture works with. */
export interface DrawingGround {
  session: ObservationSession;
  playing: PlaybackController;
  marking: Marking;
  /** Drawing is over: focus goes back to the note. */
  focusNote: () => void;
}

/** What marks draw on the picture, and which of it is moved. */
export class PictureDrawing {
  /** The layer over the picture, fetched ahead: one draws without a connection, too. */
  readonly part: LaterPart;

  readonly #host: LookforElement;
  readonly #ground: DrawingGround;
  /** Which drawing of the chosen mark is moved. */
  #chosenAt: number | null = null;

  constructor(host: LookforElement, ground: DrawingGround) {
    this.#host = host;
    this.#ground = ground;
    this.part = new LaterPart(host, 'lookfor-frame-drawings', () => import('./frame-drawings.ts'));
  }

  /** The layer; nothing where nobody drew. */
  render(): TemplateResult | typeof nothing {
    const { session, playing, marking } = this.#ground;
    const { marks, handedInAt } = session;
    if (!marks.some(({ drawings }) => drawings?.length)) return nothing;
    const layer = this.part.render(
      () =>
        html`<lookfor-frame-drawings
          slot="over"
          .controller=${playing}
          .marks=${marks}
          .chosenId=${marking.chosenId}
          .chosenAt=${handedInAt ? null : this.#chosenAt}
        ></lookfor-frame-drawings>`,
    );
    if (this.part.isHere) return layer;
    // The picture itself needs nothing in front of it that only holds a place.
    return this.part.isMissing ? html`<div slot="over" class="away">${layer}</div>` : nothing;
  }

  /** A new drawing stands in the middle of the picture, to be moved from there. */
  readonly draw = ({ markId, kind }: DrawRequest): void => {
    const mark = this.#ground.session.find(markId);
    if (!mark) return;
    const drawings = [...(mark.drawings ?? []), firstDrawing(kind)];
    this.#ground.session.put({ ...mark, drawings });
    this.#show(mark, drawings.length - 1);
  };

  /** One of them shall be moved; null: none any more. */
  readonly choose = ({ markId, at }: DrawingChoose): void => {
    const mark = this.#ground.session.find(markId);
    if (mark && at !== null) return this.#show(mark, at);
    this.forget();
    this.#ground.focusNote();
  };

  /** Nothing is moved any more. */
  forget(): void {
    this.#chosenAt = null;
    this.#host.requestUpdate();
  }

  #show(mark: Mark, at: number): void {
    const { playing, marking } = this.#ground;
    playing.pause();
    if (!isDrawnAt(mark, playing.currentSeconds)) playing.seek(mark.startSeconds);
    if (marking.chosenId !== mark.id) marking.choose(mark.id);
    this.#chosenAt = at;
    this.#host.requestUpdate();
  }
}
