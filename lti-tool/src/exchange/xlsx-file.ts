import { zipSync } from 'fflate';
import type { FileProblem } from '#contract/exchange';
import { childOf, childrenOf, readXml, writeXml, XmlProblem, type XmlElement, type XmlSource } from '../infra/xml.ts'; // prettier-ignore
import { unpacked } from './small-zip.ts';
import { readTable, wholeTable } from './mark-table.rules.ts';
import type { ExchangedWork, FileContent, MarkFormat } from './exchange.rules.ts';

type Cell = string | number;
interface Sheet {
  name: string;
  rows: readonly (readonly Cell[])[];
}

/**
 * A workbook (SpreadsheetML, ECMA-376): the sheet "Moments" is what is read back, "Code book" and
 * "About" are for people. Texts stand in their cells, never as formulas.
 */
export const xlsxFormat: MarkFormat = {
  mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  write: (work, extensions) =>
    workbook([
      { name: 'Moments', rows: wholeTable(work, extensions) },
      { name: 'Code book', rows: codeBookRows(work) },
      { name: 'About', rows: aboutRows(work) },
    ]),
  read: (bytes) => readWorkbook(bytes),
};

/** Tiers and codes of a work as rows. */
export function codeBookRows({ framework }: Pick<ExchangedWork, 'framework'>): Cell[][] {
  return [
    ['framework', 'version', 'tier', 'code', 'name', 'definition', 'key', 'hue'],
    ...(framework?.codes ?? []).map((code) => [
      framework?.key ?? '',
      framework?.version ?? 0,
      framework?.tiers.find(({ id }) => id === code.tierId)?.name.en ?? code.tierId,
      code.id,
      code.name.en,
      code.definition.en,
      code.hotKey ?? '',
      code.hue,
    ]),
  ];
}

function aboutRows(work: ExchangedWork): Cell[][] {
  return [
    ['task', work.taskTitle],
    ['clip', work.clip.title],
    ['clip_seconds', work.clip.durationSeconds],
    ['observer', work.coder],
    ['helping_question', work.helpingQuestion],
    ['made_at', work.at],
  ];
}

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function workbook(sheets: readonly Sheet[]): Uint8Array {
  const parts: Record<string, XmlSource> = {
    '[Content_Types].xml': {
      name: 'Types',
      attributes: { xmlns: TYPES },
      inside: [
        { name: 'Default', attributes: { Extension: 'rels', ContentType: 'application/vnd.openxmlformats-package.relationships+xml' } }, // prettier-ignore
        { name: 'Default', attributes: { Extension: 'xml', ContentType: 'application/xml' } },
        { name: 'Override', attributes: { PartName: '/xl/workbook.xml', ContentType: `${SHEET_TYPE}.sheet.main+xml` } }, // prettier-ignore
        ...sheets.map((_, at) => ({
          name: 'Override',
          attributes: { PartName: `/xl/worksheets/sheet${at + 1}.xml`, ContentType: `${SHEET_TYPE}.worksheet+xml` }, // prettier-ignore
        })),
      ],
    },
    '_rels/.rels': relations([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': {
      name: 'workbook',
      attributes: { xmlns: MAIN, 'xmlns:r': OFFICE },
      inside: [
        {
          name: 'sheets',
          inside: sheets.map(({ name }, at) => ({
            name: 'sheet',
            attributes: { name, sheetId: at + 1, 'r:id': `rId${at + 1}` },
          })),
        },
      ],
    },
    'xl/_rels/workbook.xml.rels': relations(
      sheets.map((_, at) => ({
        id: `rId${at + 1}`,
        type: 'worksheet',
        target: `worksheets/sheet${at + 1}.xml`,
      })),
    ),
    ...Object.fromEntries(
      sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheet(sheet)]),
    ),
  };
  const encoder = new TextEncoder();
  const files = Object.entries(parts).map(([path, part]) => [path, encoder.encode(writeXml(part))]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>, { mtime: '2000-01-01' });
}

function relations(all: readonly { id: string; type: string; target: string }[]): XmlSource {
  return {
    name: 'Relationships',
    attributes: { xmlns: RELATIONS },
    inside: all.map(({ id, type, target }) => ({
      name: 'Relationship',
      attributes: { Id: id, Type: `${OFFICE}/${type}`, Target: target },
    })),
  };
}

function worksheet({ rows }: Sheet): XmlSource {
  return {
    name: 'worksheet',
    attributes: { xmlns: MAIN },
    inside: [
      {
        name: 'sheetData',
        inside: rows.map((row, at) => ({
          name: 'row',
          attributes: { r: at + 1 },
          inside: row.map((cell, column) => cellOf(cell, `${letters(column)}${at + 1}`)),
        })),
      },
    ],
  };
}

function cellOf(cell: Cell, r: string): XmlSource {
  if (typeof cell === 'number')
    return { name: 'c', attributes: { r }, inside: [{ name: 'v', inside: String(cell) }] };
  return {
    name: 'c',
    attributes: { r, t: 'inlineStr' },
    inside: [
      {
        name: 'is',
        inside: [{ name: 't', attributes: { 'xml:space': 'preserve' }, inside: asXstring(cell) }],
      },
    ],
  };
}

function letters(column: number): string {
  return String.fromCharCode(65 + column);
}

/** ST_Xstring (ECMA-376 22.9.2.19): what XML cannot hold is written `_xHHHH_`, and so is that itself. */
function asXstring(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[^\t\n\u0020-\uFFFD]/g, (letter) => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`); // prettier-ignore
}

function ofXstring(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}

const READ =
  /^xl\/(workbook\.xml|sharedStrings\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/;

/** Reads the sheet "Moments", or else the first. */
function readWorkbook(bytes: Uint8Array): FileContent {
  const refuse = (problem: FileProblem['problem'], place = ''): FileContent => ({
    found: [],
    problems: [{ problem, line: null, place }],
  });
  const parts = unpacked(bytes, (path) => READ.test(path));
  if (typeof parts === 'string') return refuse(parts);
  const part = (path: string): XmlElement | undefined => {
    const found = parts[path];
    return found && readXml(new TextDecoder().decode(found));
  };
  try {
    const sheets = childrenOf(childOf(part('xl/workbook.xml') ?? NOTHING, 'sheets') ?? NOTHING, 'sheet'); // prettier-ignore
    const wanted = sheets.find((sheet) => sheet.attributes['name'] === 'Moments') ?? sheets[0];
    const relation = part('xl/_rels/workbook.xml.rels')?.children.find(
      (one) => one.attributes['Id'] === wanted?.attributes['id'],
    );
    const target = relation?.attributes['Target']?.replace(/^\/?(xl\/)?/, '') ?? '';
    const sheet = part(`xl/${target}`);
    if (!sheet) return refuse('not-schema', 'xl/workbook.xml');
    const shared = (part('xl/sharedStrings.xml')?.children ?? []).map(stringOf);
    const rows = childrenOf(childOf(sheet, 'sheetData') ?? NOTHING, 'row');
    return readTable(
      rows.map((row) => cellsOf(row, shared)),
      rows.map((row, at) => Number(row.attributes['r'] ?? at + 1)),
    );
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return refuse(error.hasDoctype ? 'doctype' : 'not-readable');
  }
}

const NOTHING: XmlElement = { name: '', attributes: {}, children: [], text: '', line: 0 };
const MOST_COLUMNS = 100;

function cellsOf(row: XmlElement, shared: readonly string[]): string[] {
  const cells: string[] = [];
  for (const cell of childrenOf(row, 'c')) {
    const reference = /^[A-Z]+/.exec(cell.attributes['r'] ?? '')?.[0];
    const column = reference
      ? [...reference].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
      : cells.length;
    if (column >= MOST_COLUMNS) continue;
    const value = childOf(cell, 'v')?.text ?? '';
    const type = cell.attributes['t'];
    while (cells.length < column) cells.push('');
    if (type === 's') cells[column] = shared[Number(value)] ?? '';
    else if (type === 'inlineStr') cells[column] = stringOf(childOf(cell, 'is') ?? NOTHING);
    else cells[column] = type === 'str' ? ofXstring(value) : value;
  }
  return cells;
}

/** The text of a string item: one text, or the runs of a rich one. */
function stringOf(element: XmlElement): string {
  const texts = [
    ...childrenOf(element, 't'),
    ...childrenOf(element, 'r').flatMap((run) => childrenOf(run, 't')),
  ];
  return ofXstring(texts.map(({ text }) => text).join(''));
}
