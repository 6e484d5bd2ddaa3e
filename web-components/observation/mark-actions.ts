import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Marking } from './marking.ts';

/** Mark, In and Out beside the clip, with their keys. */
export function markActions(marking: Marking): TemplateResult {
  return html`<div slot="actions" class="actions">
    <button class="mark-moment" @click=${() => marking.point()}>
      ${msg('Mark a moment')} <kbd>M</kbd>
    </button>
    <button
      class="in-out"
      aria-pressed=${marking.inSeconds !== null}
      title=${msg('An interval begins here')}
      @click=${() => marking.begin()}
    >
      ${msg('In')} <kbd>I</kbd>
    </button>
    <button class="in-out" title=${msg('The interval ends here')} @click=${() => marking.end()}>
      ${msg('Out')} <kbd>O</kbd>
    </button>
  </div>`;
}

/** The same under a thumb. */
export function touchBar(marking: Marking): TemplateResult {
  return html`<div class="touch-bar">
    <button aria-pressed=${marking.inSeconds !== null} @click=${() => marking.begin()}>
      ${msg('In')}
    </button>
    <button class="mark-moment" @click=${() => marking.point()}>${msg('Mark a moment')}</button>
    <button @click=${() => marking.end()}>${msg('Out')}</button>
  </div>`;
}

/** The keys that are used most, in one line. */
export function keyHints(laneCount: number): TemplateResult {
  const last = Math.min(9, laneCount);
  return html`<footer class="key-hints" aria-hidden="true">
    <span><kbd>Space</kbd> ${msg('play')}</span>
    <span><kbd>J</kbd> <kbd>K</kbd> <kbd>L</kbd> ${msg('shuttle')}</span>
    <span><kbd>←</kbd> <kbd>→</kbd> ${msg('1 s')}</span>
    <span><kbd>,</kbd> <kbd>.</kbd> ${msg('one frame')}</span>
    ${last > 0 ? html`<span><kbd>1</kbd> – <kbd>${last}</kbd> ${msg('code while playing')}</span>` : nothing}
    <span><kbd>N</kbd> ${msg('write')}</span>
    <span><kbd>/</kbd> ${msg('search')}</span>
  </footer>`;
}
