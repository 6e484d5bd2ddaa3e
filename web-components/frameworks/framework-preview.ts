import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FrameworkDraftContent, FrameworkFinding } from '#contract/frameworks';
import type { Locale } from '#contract/vocabulary';
import { cssFacts } from '#elements/kit/css-facts';
import { findingWords, foldedWords } from './finding-words.ts';
import { toldFindings } from './findings.rules.ts';

const MOST_FINDINGS = 12;

/** How the codes will look in the lanes of a timeline. */
export function frameworkPreview(
  { codes }: FrameworkDraftContent,
  language: Locale,
): TemplateResult {
  return html`<h2>${msg('On the timeline')}</h2>
    <ul class="lanes">
      ${codes.map(
        (code, at) =>
          html`<li class="hue-${code.hue}">
            <span>${code.hotKey ? html`<kbd>${code.hotKey}</kbd>` : nothing}</span>
            <span>${code.name[language] || code.name.en || '…'}</span>
            <div class="stretch" aria-hidden="true" ${cssFacts({ '--at': `${(at * 11) % 42}%` })}>
              <i></i><i></i>
            </div>
          </li>`,
      )}
    </ul>
    ${codes.length === 0 ? html`<p class="muted">${msg('There is no code yet.')}</p>` : nothing}`;
}

/** What was found in a framework, under a title; nothing where nothing was. */
export function findings(
  title: string,
  all: readonly FrameworkFinding[],
): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<h2>${title}</h2>
    <ul class="findings">
      ${toldFindings(all)
        .slice(0, MOST_FINDINGS)
        .map((one) => html`<li>${'folded' in one ? foldedWords(one) : findingWords(one)}</li>`)}
    </ul>`;
}
