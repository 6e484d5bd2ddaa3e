import type { ContrastRow, Mark } from '#contract/observations';
import type { FileProblem } from '#contract/exchange';
import { textOfWebVtt, webVttText, webVttTime, withoutTags } from '#contract/shared/webvtt';
import { readRow } from './contrast.rules.ts';
import {
  codeLabel,
  idFor,
  POINT_SECONDS,
  readExtension,
  type ExchangedWork,
  type Extension,
  type FileContent,
  type FoundMark,
  type MarkFormat,
} from './exchange.rules.ts';

/**
 * Moments as cues of WebVTT (W3C): the id is the cue's identifier, codes are class spans in its
 * first line, the note follows. What a cue cannot hold stands in a comment before it:
 * `NOTE lookfor <id> {…}`; two cases held against each other in comments before all cues:
 * `NOTE lookfor-contrast <look-for> {…}`.
 */
export const webvttFormat: MarkFormat = {
  mediaType: 'text/vtt',
  write(work, extensions) {
    const title = work.taskTitle.replaceAll('-->', '→').replace(/\s+/g, ' ').trim();
    const cues = work.marks.map((mark) => cueOf(mark, work, extensions.get(mark.id)));
    const cases = Object.entries(work.contrast?.rows ?? {}).map(
      ([lookForId, row]) => `NOTE lookfor-contrast ${lookForId} ${safeJson(row)}\n`,
    );
    return new TextEncoder().encode(`WEBVTT ${title}\n\n${[...cases, ...cues].join('\n')}`);
  },
  read: (bytes) => readCues(new TextDecoder().decode(bytes)),
};

function cueOf(mark: Mark, { framework }: ExchangedWork, extension: Extension | undefined): string {
  const startMs = Math.round(mark.startSeconds * 1000);
  const endMs = Math.round((mark.endSeconds ?? mark.startSeconds + POINT_SECONDS) * 1000);
  const codes = mark.codeIds
    .filter((codeId) => CLASS.test(codeId))
    .map((codeId) => `<c.${codeId}>${webVttText(codeLabel(codeId, framework))}</c>`)
    .join(' ');
  const lines = [
    ...(extension ? [`NOTE lookfor ${mark.id} ${safeJson(extension)}`, ''] : []),
    mark.id,
    `${webVttTime(startMs / 1000)} --> ${webVttTime(Math.max(endMs, startMs + 1) / 1000)}`,
    ...(codes ? [codes] : []),
    // An empty line would end the cue.
    ...mark.body.split(/\r\n|[\r\n]/).flatMap((line) => (line.trim() ? [webVttText(line)] : [])),
  ];
  return `${lines.join('\n')}\n`;
}

const CLASS = /^[a-z0-9-]+$/;
const TIMES = /^((?:\d+:)?\d\d:\d\d\.\d{3})[ \t]+-->[ \t]+((?:\d+:)?\d\d:\d\d\.\d{3})/;

function readCues(text: string): FileContent {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/);
  if (!/^WEBVTT([ \t]|$)/.test(lines[0] ?? ''))
    return { found: [], problems: [{ problem: 'not-readable', line: 1, place: '' }] };
  const found: FoundMark[] = [];
  const problems: FileProblem[] = [];
  const extensions = new Map<string, Extension>();
  const contrast: Record<string, unknown> = {};
  for (const { block, line } of blocksOf(lines.slice(1))) {
    const [first = '', second] = block;
    const note = /^NOTE lookfor (\S+) (\{.*)$/.exec(first);
    if (note) {
      const extension = readExtension(note[2]);
      if (extension) extensions.set(note[1] ?? '', extension);
    }
    const ofCases = /^NOTE lookfor-contrast (\S+) (.*)$/.exec(first);
    if (ofCases) contrast[ofCases[1] ?? ''] = readRow(ofCases[2]);
    if (/^(NOTE|STYLE|REGION)([ \t]|$)/.test(first)) continue;
    const hasId = !first.includes('-->');
    const times = TIMES.exec((hasId ? second : first) ?? '');
    if (!times) {
      problems.push({ problem: 'time-missing', line: line + (hasId ? 1 : 0), place: '' });
      continue;
    }
    const payload = block.slice(hasId ? 2 : 1);
    const id = hasId ? first : idFor(`cue:${block.join('\n')}`);
    found.push({ line, extension: null, mark: { id, ...saidIn(payload), ...timesOf(times) } });
  }
  return {
    found: found.map((one) => ({ ...one, extension: extensions.get(one.mark.id) ?? null })),
    problems,
    ...(Object.keys(contrast).length > 0 && { contrast }),
  };
}

function* blocksOf(lines: readonly string[]): Generator<{ block: string[]; line: number }> {
  let block: string[] = [];
  for (const [at, text] of [...lines, ''].entries()) {
    if (text !== '') block.push(text);
    else if (block.length > 0) {
      // The first of these lines is the second of the file.
      yield { block, line: at - block.length + 2 };
      block = [];
    }
  }
}

function timesOf([, start = '', end = '']: RegExpExecArray) {
  return { startSeconds: secondsOf(start), endSeconds: secondsOf(end) };
}

const ONLY_CODES = /^(?:<c\.[a-z0-9-]+>[^<]*<\/c>\s*)+$/;

function saidIn(payload: readonly string[]): Pick<Mark, 'codeIds' | 'body'> {
  const [first = '', ...rest] = payload;
  const coded = ONLY_CODES.test(first);
  return {
    codeIds: coded ? [...first.matchAll(/<c\.([a-z0-9-]+)>/g)].map(([, id = '']) => id) : [],
    body: (coded ? rest : payload).map((line) => textOfWebVtt(withoutTags(line).plain)).join('\n'),
  };
}

function secondsOf(text: string): number {
  const [clockPart = '', ms = '0'] = text.split('.');
  const seconds = clockPart.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (seconds * 1000 + Number(ms)) / 1000;
}

/** In one line, and without an arrow, which a comment must not hold. */
function safeJson(said: Extension | ContrastRow): string {
  return JSON.stringify(said).replaceAll('>', '\\u003e').replace(/[\u2028\u2029\u0085]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`); // prettier-ignore
}
