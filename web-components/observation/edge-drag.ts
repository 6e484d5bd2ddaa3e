import { msg, str } from '@lit/localize';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatSeconds } from '#elements/kit/time';
import type { PlaybackController } from '#elements/player/playback-controller';
import type { MarkDrag, MarkDragging } from './events.ts';

/** While the edge of a mark is dragged the clip shows the frame at it; then it goes back. */
export class EdgeDrag {
  /** What is dragged now. */
  dragging: MarkDragging | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #playing: PlaybackController;
  #secondsBefore = 0;

  constructor(host: ReactiveControllerHost, playing: PlaybackController) {
    this.#host = host;
    this.#playing = playing;
  }

  /** A mark is dragged, or was put down. */
  readonly follow = ({ dragging }: MarkDrag): void => {
    if (!this.dragging && dragging) {
      this.#secondsBefore = this.#playing.currentSeconds;
      this.#playing.pause();
    }
    this.dragging = dragging;
    this.#playing.seek(dragging ? edgeSeconds(dragging) : this.#secondsBefore);
    this.#host.requestUpdate();
  };

  /** The time of the edge, over the picture. */
  render(): TemplateResult | typeof nothing {
    if (!this.dragging) return nothing;
    return html`<span slot="over" class="shown-frame">${gripWords(this.dragging)}</span>`;
  }
}

function edgeSeconds({ grip, times }: MarkDragging): number {
  return grip === 'end' ? (times.endSeconds ?? times.startSeconds) : times.startSeconds;
}

function gripWords({ grip, times }: MarkDragging): string {
  if (times.endSeconds === null) return formatSeconds(times.startSeconds);
  return grip === 'end'
    ? msg(str`Out ${formatSeconds(times.endSeconds)}`)
    : msg(str`In ${formatSeconds(times.startSeconds)}`);
}
