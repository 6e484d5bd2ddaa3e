import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cssFacts } from '#elements/kit/css-facts';
import type { Playback } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { formatClock } from '#elements/kit/time';
import { tileAt } from './thumbnail.rules.ts';

/**
 * One frame of a clip as a picture, cut from the clip's sheet of thumbnails: for cards, lists and
 * timelines. It prints. Without a sheet it is an empty stage.
 *
 * @tag lookfor-clip-frame
 */
@customElement('lookfor-clip-frame')
export class LookforClipFrame extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        position: relative;
        overflow: hidden;
        background: var(--lf-stage);
      }
      img {
        position: absolute;
        max-inline-size: none;
        inset: 0;
      }
    `,
  ];

  @property({ attribute: false }) thumbnails: Playback['thumbnails'] = null;
  /** Which frame: the thumbnail nearest to this time. */
  @property({ type: Number }) seconds = 0;
  /** Words for those who do not see it; '' when words stand beside it. */
  @property() label: string | undefined;

  override render() {
    const sheet = this.thumbnails;
    if (!sheet) return nothing;
    const { column, row } = tileAt(sheet, this.seconds);
    const place = {
      'inline-size': `${sheet.columns * 100}%`,
      'block-size': `${sheet.rows * 100}%`,
      'inset-inline-start': `${-column * 100}%`,
      'inset-block-start': `${-row * 100}%`,
    };
    const time = formatClock(this.seconds);
    const label = this.label ?? msg(str`Frame at ${time}`);
    return html`<img src=${sheet.url} alt=${label} ${cssFacts(place)} decoding="async" />`;
  }

  override updated(): void {
    const sheet = this.thumbnails;
    this.style.aspectRatio = sheet ? `${sheet.tileWidth} / ${sheet.tileHeight}` : '16 / 9';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-frame': LookforClipFrame;
  }
}
