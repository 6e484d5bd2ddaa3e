import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '#elements/kit/icons';
import { problemWords } from '#elements/kit/problem-words';
import { formatRange } from '#elements/kit/time';
import type { Reading } from './description-reader.ts';
import { closingWords } from './refusal-words.ts';

/** What is the matter with a playing clip. */
export interface StageFacts {
  problem: unknown;
  reading: Reading | undefined;
  isOffline: boolean;
  /** The stretch that was just jumped over. */
  hole: readonly [number, number] | undefined;
  /** A site plays the clip and says itself how that goes. */
  isOnSite: boolean;
  isWaiting: boolean;
  /** Nobody has played it yet, and the stage itself offers to. */
  offersStart: boolean;
}

/** What somebody may wish there. */
export interface StageHandlers {
  retry: () => void;
  start: () => void;
  goOn: () => void;
}

/** What lies over the picture: the one thing that is most worth knowing now. */
export function stageWords(facts: StageFacts, on: StageHandlers): TemplateResult | typeof nothing {
  const { problem, reading, hole } = facts;
  if (problem)
    return html`<div class="failed" role="alert">
      <p>${problemWords(problem)}</p>
      <button @click=${on.retry}>${msg('Try again')}</button>
    </div>`;
  if (reading) return readingWords(reading, on);
  if (facts.isOffline)
    return html`<p class="said" role="status">
      ${msg('No connection. The clip goes on when it is back.')}
    </p>`;
  if (hole)
    return html`<p class="said" role="status">
      ${msg(str`${formatRange(...hole)} is left out: somebody who is there does not agree any more.`)}
    </p>`;
  if (facts.isOnSite) return nothing;
  if (facts.isWaiting)
    return html`<span class="waiting" role="status" aria-label=${msg('Loading the clip')}></span>`;
  if (facts.offersStart)
    return html`<button class="start" aria-label=${msg('Play the clip')} @click=${on.start}>
      ${icon('play')}
    </button>`;
  return nothing;
}

function readingWords({ words, language, isWaiting }: Reading, on: StageHandlers): TemplateResult {
  return html`<div class="described" role="group" aria-label=${msg('Audio description')}>
    <p lang=${language} dir="auto">${words}</p>
    ${
      isWaiting
        ? html`<button @click=${on.goOn}>${msg('Go on')} <kbd>${msg('Space')}</kbd></button>`
        : nothing
    }
  </div>`;
}

/** What stands in place of a clip that may not be played, and why. */
export function closedClip(title: string | undefined, code: string): TemplateResult {
  return html`<div class="closed" role="note">
    <span class="hatch"></span>
    <p><b>${title ?? msg('This clip is closed.')}</b> ${closingWords(code)}</p>
  </div>`;
}
