/** One cue of a WebVTT file, as plain text. */
export interface Cue {
  startSeconds: number;
  endSeconds: number;
  /** Who speaks, by the voice tag; '' when nobody is named. */
  speaker: string;
  /** Without tags; lines are kept. */
  text: string;
  /** Where the cue stands (`line:0 align:start`), as the file says it. */
  settings: string;
}

/** Why a place of a file is refused. */
export type WebVttProblem = {
  reason: 'signature' | 'timing' | 'order' | 'no-cue' | 'too-many';
  /** Counted from 1. */
  line: number;
};

/** What a file says, and what is wrong with it. A file with a problem is not to be taken over. */
export interface WebVttFile {
  cues: Cue[];
  /** STYLE and REGION blocks, which go before the cues. */
  styles: string[];
  problems: WebVttProblem[];
}

/** Enough for several hours of talk. */
const MOST_CUES = 5_000;

const TIME = String.raw`(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^\s*${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t]+(.*))?$`);

/**
 * Reads WebVTT (W3C) in the forms in which programs write it: with a byte order mark, any line
 * ends, without hours, with a comma before the thousandths. Notes are left out, entities and tags
 * are resolved, cues come in time order. `problems` names each line that cannot be understood.
 */
export function readWebVtt(text: string): WebVttFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/);
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? ''))
    return { cues: [], styles: [], problems: [{ reason: 'signature', line: 1 }] };
  const file: WebVttFile = { cues: [], styles: [], problems: [] };
  for (const block of blocksOf(lines)) readBlock(block, file);
  if (file.cues.length > MOST_CUES) file.problems.push({ reason: 'too-many', line: 1 });
  file.cues.sort((one, other) => one.startSeconds - other.startSeconds);
  return file;
}

/** Writes cues as WebVTT; what is read back says the same. */
export function writeWebVtt(cues: readonly Cue[], styles: readonly string[] = []): string {
  return ['WEBVTT', ...styles, ...cues.map(blockOf), ''].join('\n\n');
}

/** A time as WebVTT writes it: `00:01:02.345`. */
export function webVttTime(seconds: number): string {
  const ms = Math.max(0, Math.round(seconds * 1000));
  const two = (part: number): string => String(Math.floor(part)).padStart(2, '0');
  const rest = String(ms % 1000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}

interface Block {
  rows: string[];
  /** Line of the first row. */
  line: number;
}

/** What stands between empty lines, after the head of the file. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let rows: string[] = [];
  // Whatever follows the signature without an empty line belongs to the head of the file,
  // unless it is a cue: hand-written files forget the empty line.
  for (const [at, row] of [...lines.slice(1), ''].entries()) {
    if (row.trim() !== '') rows.push(row);
    else if (rows.length > 0) {
      // The first of these lines is the second of the file.
      blocks.push({ rows, line: at + 2 - rows.length });
      rows = [];
    }
  }
  const [first] = blocks;
  const hasHead = first?.line === 2 && !first.rows.some((row) => row.includes('-->'));
  return hasHead ? blocks.slice(1) : blocks;
}

function readBlock({ rows, line }: Block, file: WebVttFile): void {
  const [first = '', second = ''] = rows;
  if (/^NOTE(?:[ \t]|$)/.test(first)) return;
  if (/^(?:STYLE|REGION)\s*$/.test(first) && !second.includes('-->')) {
    file.styles.push(rows.join('\n'));
    return;
  }
  const at = first.includes('-->') ? 0 : 1;
  const timing = TIMING.exec(rows[at] ?? '');
  if (!timing) {
    // An identifier without times, or times that cannot be read.
    const reason = rows[at]?.includes('-->') ? 'timing' : 'no-cue';
    file.problems.push({ reason, line: reason === 'timing' ? line + at : line });
    return;
  }
  const startSeconds = secondsOf(timing.slice(1, 5));
  const endSeconds = secondsOf(timing.slice(5, 9));
  if (endSeconds <= startSeconds) {
    file.problems.push({ reason: 'order', line: line + at });
    return;
  }
  const body = rows.slice(at + 1).join('\n');
  const { tags, plain } = withoutTags(body);
  const speaker = textOfWebVtt(tags.map(voiceOf).find((name) => name !== '') ?? '');
  const text = textOfWebVtt(plain).trim();
  if (text === '') return;
  file.cues.push({ startSeconds, endSeconds, speaker, text, settings: timing[9]?.trim() ?? '' });
}

/**
 * The tags of a cue, and its words without them. By hand, in one go: an expression that looks for
 * the end of each of 100,000 open tags would hold everybody up for minutes.
 */
export function withoutTags(body: string): { tags: string[]; plain: string } {
  const tags: string[] = [];
  let plain = '';
  let from = 0;
  for (let open = body.indexOf('<'); open >= 0; open = body.indexOf('<', from)) {
    const close = body.indexOf('>', open);
    if (close < 0) break;
    tags.push(body.slice(open + 1, close));
    plain += body.slice(from, open);
    from = close + 1;
  }
  return { tags, plain: plain + body.slice(from) };
}

/** Who speaks by a voice tag; '' for any other. */
function voiceOf(tag: string): string {
  return /^v(?:\.\S*)?[ \t]([^]*)$/.exec(tag)?.[1]?.trim() ?? '';
}

function secondsOf([hours, minutes, whole, fraction]: (string | undefined)[]): number {
  const thousandths = Number((fraction ?? '0').padEnd(3, '0'));
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole);
  return (seconds * 1000 + thousandths) / 1000;
}

function blockOf({ startSeconds, endSeconds, speaker, text, settings }: Cue): string {
  const times = `${webVttTime(startSeconds)} --> ${webVttTime(endSeconds)}`;
  const name = webVttText(speaker.replace(/\s+/g, ' ').trim());
  // An empty line would end the cue.
  const said = webVttText(text)
    .split(/\r\n|[\r\n]/)
    .map((row) => row.trim())
    .filter(Boolean)
    .join('\n');
  return `${times}${settings ? ` ${settings}` : ''}\n${name ? `<v ${name}>` : ''}${said}`;
}

/** A text as it may stand in a cue. */
export function webVttText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** What a text of a cue says; signs that it does not know stay as they are. */
export function textOfWebVtt(text: string): string {
  return text.replace(
    /&(lt|gt|amp|nbsp|lrm|rlm);/g,
    (whole, name: string) => ENTITIES[name] ?? whole,
  );
}
