import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ApiError } from '#elements/kit/api';
import { problemWords } from '#elements/kit/problem-words';

/** What stands where nothing is yet: what will be here, and the one thing to do. */
export function empty(title: string, text = '', action?: TemplateResult): TemplateResult {
  return html`<div class="state">
    <h2>${title}</h2>
    ${text ? html`<p>${text}</p>` : nothing} ${action ?? nothing}
  </div>`;
}

/** Lines that hold the place of what is on its way; seen only after 300 ms. */
export function loading(label: string = msg('Loading…')): TemplateResult {
  return html`<div class="loading" role="status">
    <span class="unseen">${label}</span><i></i><i></i><i></i>
  </div>`;
}

/** What went wrong in words, the reference for a help desk, and a way to try again. */
export function failed(error: unknown, retry?: () => void): TemplateResult {
  const reference = error instanceof ApiError ? error.problem?.reference : undefined;
  return html`<div class="state" role="alert">
    <p>${problemWords(error)}</p>
    ${retry ? html`<button @click=${retry}>${msg('Try again')}</button>` : nothing}
    ${
      reference
        ? html`<p class="reference">${msg(str`For your help desk: ${reference}`)}</p>`
        : nothing
    }
  </div>`;
}
