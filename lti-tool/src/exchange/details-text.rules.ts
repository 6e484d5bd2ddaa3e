import { drawingSchema, type Drawing, type Initiative, type Mark } from '#contract/observations';

/**
 * What a moment carries beyond words and codes, as short texts that stand in a cell of a table or
 * on a tier of ELAN, and are read back from there.
 */

/** `asks=3 waits=1`: how strongly, by the id of a code. Ids with a space have no such form. */
export function strengthText(values: Mark['codeValues']): string {
  return Object.entries(values ?? {})
    .map(([codeId, value]) => `${codeId}=${value}`)
    .join(' ');
}

/** What a file says in words about a mark beyond its note and codes; '' where it says nothing. */
export interface DetailTexts {
  begunBy: string;
  response: string;
  confidence: string;
  strengths: string;
  drawings: string;
}

/** Those details of a mark that texts of a file name. */
export function detailsOf(texts: DetailTexts): Partial<Mark> {
  const initiative = initiativeOf(texts.begunBy, texts.response);
  const confidence = confidenceOf(texts.confidence);
  const codeValues = strengthOf(texts.strengths);
  const drawings = drawingsOf(texts.drawings);
  return {
    ...(initiative && { initiative }),
    ...(confidence !== undefined && { confidence }),
    ...(codeValues && { codeValues }),
    ...(drawings && { drawings }),
  };
}

/** The strengths that a text names; undefined when it names none. */
function strengthOf(text: string): Record<string, number> | undefined {
  const found = [...text.matchAll(/(?:^|\s)(\S+)=(\d+)(?=\s|$)/g)];
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([, codeId = '', value]) => [codeId, Number(value)]));
}

const ANSWERED = 'answered';
const UNANSWERED = 'no response';

/** What became of an initiative, in words; '' while nothing was said about it. */
export function responseText(initiative: Mark['initiative']): string {
  if (!initiative?.response) return '';
  return initiative.response === 'answered' ? ANSWERED : UNANSWERED;
}

/** An initiative from who began and what became of it; undefined when nobody is named. */
function initiativeOf(by: string, response: string): Initiative | undefined {
  if (by === '') return undefined;
  const word = response.trim().toLowerCase();
  return {
    by,
    response:
      word === ANSWERED ? 'answered' : word === UNANSWERED || word === 'none' ? 'none' : null,
  };
}

/** `arrow 0.1,0.2 0.5,0.6; circle …`: signs on the picture, in shares of its width and height. */
export function drawingsText(drawings: readonly Drawing[] | undefined): string {
  return (drawings ?? [])
    .map(({ kind, from, to }) => `${kind} ${from.join(',')} ${to.join(',')}`)
    .join('; ');
}

/** The signs that a text names; undefined when it names none. */
function drawingsOf(text: string): Drawing[] | undefined {
  const found = text.split(';').flatMap((part) => {
    const [kind, from = '', to = ''] = part.trim().split(/\s+/);
    const places = { from: from.split(',').map(Number), to: to.split(',').map(Number) };
    const read = drawingSchema.safeParse({ kind, ...places });
    return read.success ? [read.data] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** A number from 1 to 3, or a word for it; undefined for anything else. */
function confidenceOf(text: string): number | undefined {
  const at = CONFIDENCE.indexOf(text.trim().toLowerCase());
  const confidence = at >= 0 ? at + 1 : text.trim() === '' ? NaN : Number(text);
  return Number.isInteger(confidence) ? confidence : undefined;
}

/** Words for how sure an observer is, from 1 on. */
export const CONFIDENCE = ['unsure', 'fairly sure', 'sure'];
