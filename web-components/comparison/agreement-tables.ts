import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgreementAnswer, CodeAgreement } from '#contract/shared/code-agreement';
import type { ExpertRange } from './agreement.rules.ts';
import {
  cautionWords,
  figure,
  intervalWords,
  percentWords,
  verdictWords,
} from './agreement-words.ts';
import type { Position } from './comparison.rules.ts';

/** Every figure of agreement, code by code. */
export function agreementTable(
  answer: AgreementAnswer,
  codes: readonly CodeAgreement[],
  positions: ReadonlyMap<string, Position>,
): TemplateResult {
  const isPair = codes.some((code) => code.counts !== null);
  const kappaName = isPair ? msg('Cohen’s κ') : msg('Fleiss’ κ');
  return html`<div class="table-frame" role="region" aria-label=${msg('Agreement')} tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Code')}</th>
            <th scope="col">${msg('In words')}</th>
            <th scope="col">${msg('Alike')}</th>
            <th scope="col">${kappaName}</th>
            <th scope="col">${msg('95 % interval')}</th>
            <th scope="col">${msg('Krippendorff’s α')}</th>
            <th scope="col">${msg('αU')}</th>
            ${
              isPair
                ? html`<th scope="col">${msg('F1')}</th>
                    <th scope="col">${msg('Same time')}</th>
                    <th scope="col">${msg('Shifted')}</th>
                    <th scope="col">${msg('Only they')}</th>
                    <th scope="col">${msg('Only you')}</th>`
                : html`<th scope="col">${msg('Marks')}</th>`
            }
          </tr>
        </thead>
        <tbody>
          ${codes.map((code) => renderRow(code, positions.get(code.code)?.label ?? code.code))}
        </tbody>
      </table>
    </div>
    <p class="note">
      ${msg('Alike, κ and α compare second by second; κ and α take off what chance would give. αU compares where moments begin and end, over all codes:')}
      ${figure(answer.unitisedOverall)}.
      ${isPair ? msg('F1 counts moments that both marked.') : nothing}
      ${msg('Intervals come from drawing blocks of 5 seconds 1,000 times.')}
    </p>`;
}

function renderRow(code: CodeAgreement, label: string): TemplateResult {
  const { interval, counts } = code;
  const isTold = code.verdict !== 'too-few';
  const words = [verdictWords(code.verdict), ...code.cautions.map(cautionWords)].join('; ');
  return html`<tr>
    <th scope="row">${label}</th>
    <td>${words}</td>
    <td>${isTold ? percentWords(code.percent) : '–'}</td>
    <td>${isTold ? figure(code.kappa) : '–'}</td>
    <td>${isTold && interval ? intervalWords(interval) : '–'}</td>
    <td>${isTold ? figure(code.nominalAlpha) : '–'}</td>
    <td>${isTold ? figure(code.unitisedAlpha) : '–'}</td>
    ${
      counts
        ? html`<td>${figure(code.f1)}</td>
            <td>${counts.hits}</td>
            <td>${counts.shifted}</td>
            <td>${counts.missed}</td>
            <td>${counts.extra}</td>`
        : html`<td>${code.moments}</td>`
    }
  </tr>`;
}

/** How often I and the experts used each code. */
export function rangeTable(ranges: readonly ExpertRange[]): TemplateResult {
  return html`<div
    class="table-frame"
    role="region"
    aria-label=${msg('Experts’ range')}
    tabindex="0"
  >
    <table>
      <thead>
        <tr>
          <th scope="col">${msg('Code')}</th>
          <th scope="col">${msg('You')}</th>
          <th scope="col">${msg('Experts, fewest')}</th>
          <th scope="col">${msg('Experts, most')}</th>
        </tr>
      </thead>
      <tbody>
        ${ranges.map(
          ({ position, mine, lowest, highest }) =>
            html`<tr>
              <th scope="row">${position.label}</th>
              <td>${mine}</td>
              <td>${lowest}</td>
              <td>${highest}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
