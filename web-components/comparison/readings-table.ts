import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Reading } from '#contract/observations';
import { formatRange, machineDuration } from '#elements/kit/time';
import { isAbsence } from '#elements/observation/lanes.rules';
import { authorsOf } from './authors.rules.ts';
import { positionOf, type ReadingMark, type Scheme } from './comparison.rules.ts';
import { readerName } from './reader-name.ts';
import { reasonWords } from './reason-words.ts';

/** Looks of the table of readings. */
export const readingsTableStyles = css`
  .table-frame {
    overflow-x: auto;
    padding-block-end: var(--lf-4);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  caption {
    padding-block-end: var(--lf-2);
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    text-align: start;
  }
  th {
    color: var(--lf-ink-3);
    font-size: var(--lf-text-xs);
    font-weight: 600;
    text-align: start;
    white-space: nowrap;
  }
  th,
  td {
    padding: 6px var(--lf-3) 6px 0;
    border-block-end: var(--lf-line);
    vertical-align: baseline;
  }
  thead th {
    border-block-end-color: var(--lf-ink);
  }
  td.words {
    min-inline-size: 14rem;
    font: 400 var(--lf-text-s) / 1.45 var(--lf-font-text);
  }
  td button.plain {
    color: var(--lf-accent);
    white-space: nowrap;
  }
  td:nth-child(4) {
    white-space: nowrap;
  }
  tbody th {
    color: var(--lf-ink);
    font-size: inherit;
  }
  /* On a phone what was seen gets the whole width, under who saw it and when. */
  @media (max-width: 640px) {
    .table-frame :is(table, tbody, caption) {
      display: block;
    }
    .table-frame thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .table-frame tr {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px var(--lf-3);
      padding-block: var(--lf-2);
      border-block-end: var(--lf-line);
    }
    .table-frame :is(tbody th, td) {
      padding: 0;
      border: 0;
    }
    .table-frame td.words {
      flex-basis: 100%;
      min-inline-size: 0;
    }
  }
  tbody th .author {
    display: block;
    color: var(--lf-ink-2);
    font-size: var(--lf-text-xs);
    font-weight: 400;
  }
`;

/** More rows than these wait until they are asked for. */
const MOST_ROWS = 200;

/** How the table gets what it does not have. */
interface TableWays {
  isWhole: boolean;
  showAll: () => void;
  /** A mark with its words, where they have come. */
  fill: (mark: ReadingMark) => ReadingMark;
  /** Asks for the words of a stretch. */
  ask: (stretch: readonly [number, number]) => void;
}

/** Everybody's marks in words, in the order of the clip; a time plays its moment. */
export function readingsTable(
  readings: readonly Reading[],
  scheme: Scheme,
  choose: (mark: ReadingMark) => void,
  { isWhole, showAll, fill, ask }: TableWays,
): TemplateResult {
  const all = readings
    .flatMap((reading) => reading.marks.map((mark: ReadingMark) => ({ reading, mark })))
    .sort((a, b) => a.mark.startSeconds - b.mark.startSeconds);
  const rows = isWhole ? all : all.slice(0, MOST_ROWS);
  const bare = rows.filter(({ mark }) => mark.isBare).map(({ mark }) => mark.startSeconds);
  if (bare.length > 0) ask([bare[0] ?? 0, bare.at(-1) ?? 0]);
  return html`<div class="table-frame" role="region" aria-label=${msg('Readings')} tabindex="0">
    <table role="table">
      <caption>
        ${msg('All readings, in the order of the clip')}
      </caption>
      <thead>
        <tr role="row">
          <th scope="col" role="columnheader">${msg('Time')}</th>
          <th scope="col" role="columnheader">${msg('Who')}</th>
          <th scope="col" role="columnheader">${msg('Code')}</th>
          <th scope="col" role="columnheader">${msg('Child')}</th>
          <th scope="col" role="columnheader">${msg('What they saw')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(({ reading, mark: known }) => {
          const mark = fill(known);
          const position = positionOf(mark, scheme);
          const author = authorsOf(reading).get(mark.by ?? '');
          const length = (mark.endSeconds ?? mark.startSeconds) - mark.startSeconds;
          return html`<tr role="row">
            <td role="cell">
              <button class="plain" @click=${() => choose(mark)}>
                <time datetime=${machineDuration(length)}
                  >${formatRange(mark.startSeconds, mark.endSeconds)}</time
                >
              </button>
            </td>
            <th scope="row" role="rowheader">
              ${readerName(reading)}${author ? html`<span class="author">${author.name}</span>` : nothing}
            </th>
            <td role="cell">
              ${
                position.id === ''
                  ? msg('not sorted')
                  : html`<span
                      class="swatch hue-${position.hue ?? 1} ${isAbsence(position.codeId) ? 'absent' : ''}"
                      >${position.label}</span
                    >`
              }
            </td>
            <td role="cell">${mark.child ?? ''}</td>
            <td role="cell" class="words">
              ${mark.isBare ? '…' : mark.body} ${mark.because ? reasonWords(mark.because) : ''}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${
      all.length > rows.length
        ? html`<button class="quiet" @click=${showAll}>
            ${msg(str`Show all ${all.length} readings`)}
          </button>`
        : nothing
    }
  </div>`;
}
