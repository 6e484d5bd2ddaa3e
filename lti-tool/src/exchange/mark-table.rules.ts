import { CASE_ID, caseRows, readCase } from './contrast.rules.ts';
import type { FileProblem } from '#contract/exchange';
import { detailsOf, drawingsText, responseText, strengthText } from './details-text.rules.ts';
import {
  codeLabel,
  idFor,
  readExtension,
  secondsOfText,
  type ExchangedWork,
  type Extension,
  type FileContent,
  type FoundMark,
} from './exchange.rules.ts';

/** The columns of a table of moments, in CSV and XLSX alike. Labels are for people and not read. */
export const COLUMNS = [
  'id',
  'pass',
  'start_seconds',
  'end_seconds',
  'codes',
  'code_names',
  'look_for',
  'look_for_label',
  'child',
  'note',
  'strengths',
  'initiative_by',
  'response',
  'confidence',
  'drawings',
  'changed_at',
  'lookfor_extension',
] as const;
/** Of a table that says something about two cases too, one a row after the moments. */
const CASES_BESIDE = ['verdict', 'cited'] as const;
type Column = (typeof COLUMNS)[number] | (typeof CASES_BESIDE)[number] | 'because';
type Cell = string | number;

/** One row for each moment. An empty cell means that there is nothing. */
export function tableOf(
  { marks, framework, lookFors }: Pick<ExchangedWork, 'marks' | 'framework' | 'lookFors'>,
  extensions: ReadonlyMap<string, Extension>,
): Cell[][] {
  return marks.map((mark) => {
    const extension = extensions.get(mark.id);
    const cells: Record<(typeof COLUMNS)[number], Cell> = {
      id: mark.id,
      pass: mark.passId,
      start_seconds: mark.startSeconds,
      end_seconds: mark.endSeconds ?? '',
      codes: mark.codeIds.join(' '),
      code_names: mark.codeIds.map((codeId) => codeLabel(codeId, framework)).join(', '),
      look_for: mark.lookForId ?? '',
      look_for_label: lookFors.find(({ id }) => id === mark.lookForId)?.label ?? '',
      child: mark.child ?? '',
      note: mark.body,
      strengths: strengthText(mark.codeValues),
      initiative_by: mark.initiative?.by ?? '',
      response: responseText(mark.initiative),
      confidence: mark.confidence ?? '',
      drawings: drawingsText(mark.drawings),
      changed_at: mark.changedAt,
      lookfor_extension: extension ? JSON.stringify(extension) : '',
    };
    return COLUMNS.map((column) => cells[column]);
  });
}

/** Moments, and after them what was said about two cases, as one table with its head. */
export function wholeTable(
  work: Pick<ExchangedWork, 'marks' | 'framework' | 'lookFors' | 'contrast'>,
  extensions: ReadonlyMap<string, Extension>,
): Cell[][] {
  const moments = tableOf(work, extensions);
  const cases = caseRows(work.contrast, work.lookFors);
  if (cases.length === 0) return [[...COLUMNS], ...moments];
  return [
    [...COLUMNS, ...CASES_BESIDE],
    ...moments.map((row) => [...row, ...CASES_BESIDE.map(() => '')]),
    ...cases.map(([lookForId = '', label = '', verdict = '', because = '', cited = '']) => {
      const said: Partial<Record<Column, Cell>> = {
        ...{ id: `${CASE_ID}${lookForId}`, look_for: lookForId, look_for_label: label },
        ...{ note: because, verdict, cited },
      };
      return [...COLUMNS, ...CASES_BESIDE].map((column) => said[column] ?? '');
    }),
  ];
}

/** Moments of a table whose first row names its columns. `lines` says where each row stands. */
export function readTable(
  rows: readonly (readonly string[])[],
  lines: readonly number[],
): FileContent {
  const [head = [], ...rest] = rows;
  const columns = head.map((name) => name.trim().toLowerCase());
  if (!columns.includes('start_seconds')) {
    const problem: FileProblem = { problem: 'column-missing', line: lines[0] ?? 1, place: 'start_seconds' }; // prettier-ignore
    return { found: [], problems: [problem] };
  }
  const contrast: Record<string, unknown> = {};
  const found = rest.flatMap((row, at): FoundMark[] => {
    if (row.every((cell) => cell === '')) return [];
    const cell = (column: Column): string | undefined => {
      const place = columns.indexOf(column);
      return place < 0 ? undefined : (row[place] ?? '');
    };
    const line = lines[at + 1] ?? at + 2;
    if (cell('id')?.startsWith(CASE_ID)) {
      const said = readCase(cell('verdict') ?? '', cell('note') ?? '', cell('cited') ?? '');
      contrast[cell('look_for') ?? ''] = said;
      return [];
    }
    const orNull = (text: string | undefined): string | null => text || null;
    const [pass, changedAt, end] = [cell('pass'), cell('changed_at'), cell('end_seconds')];
    return [
      {
        line,
        extension: readExtension(cell('lookfor_extension')),
        mark: {
          id: cell('id') || idFor(`row:${line}:${row.join('\u001f')}`),
          ...(pass && { passId: pass }),
          startSeconds: secondsOfText(cell('start_seconds') ?? ''),
          endSeconds: end ? secondsOfText(end) : null,
          body: noteOf(cell('note') ?? '', cell('because') ?? ''),
          codeIds: (cell('codes') ?? '').split(/[ ;]+/).filter((codeId) => codeId !== ''),
          lookForId: orNull(cell('look_for')),
          child: orNull(cell('child')),
          ...detailsOf({
            begunBy: cell('initiative_by') ?? '',
            response: cell('response') ?? '',
            confidence: cell('confidence') ?? '',
            strengths: cell('strengths') ?? '',
            drawings: cell('drawings') ?? '',
          }),
          ...(changedAt && { changedAt }),
        },
      },
    ];
  });
  return { found, problems: [], ...(Object.keys(contrast).length > 0 && { contrast }) };
}

/** A reason in a column of its own stands where notes have it: after an empty line. */
function noteOf(note: string, because: string): string {
  return note === '' ? because : because === '' ? note : `${note}\n\n${because}`;
}
