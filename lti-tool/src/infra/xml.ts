import { SaxesParser, type SaxesAttributeNS } from 'saxes';

/** An element of a small XML document, with the line where it begins. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  /** All text directly inside, joined. */
  text: string;
  line: number;
}

/** Why a document was not read. */
export class XmlProblem extends Error {
  override name = 'XmlProblem';
  line: number;
  /** It brings its own entities, which are never expanded here. */
  hasDoctype: boolean;

  constructor(message: string, line: number, hasDoctype = false) {
    super(message);
    this.line = line;
    this.hasDoctype = hasDoctype;
  }
}

const DEEPEST = 40;
const MOST_ELEMENTS = 200_000;

/**
 * Reads an XML document. A document type is refused, so no entity beyond the five of XML itself
 * is ever expanded and nothing is fetched; depth and number of elements are bounded.
 * @throws {XmlProblem} with the line
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const refuse = (message: string, hasDoctype = false): never => {
    throw new XmlProblem(message, parser.line, hasDoctype);
  };
  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('a document type is not read', true));
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > MOST_ELEMENTS) refuse('too many elements');
    if (open.length >= DEEPEST) refuse('elements too deep in each other');
    const element: XmlElement = {
      name: tag.local,
      attributes: Object.fromEntries(
        Object.values(tag.attributes).map((one: SaxesAttributeNS) => [one.local, one.value]),
      ),
      children: [],
      text: '',
      line: parser.line,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (words: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += words;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return root ?? refuse('there is no element');
}

/** The first child of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** An element to write: its attributes (absent ones are left out), and text or elements inside. */
export interface XmlSource {
  name: string;
  attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
  inside?: string | readonly XmlSource[];
}

/** A whole document, one element a line. What XML 1.0 cannot hold becomes U+FFFD. */
export function writeXml(root: XmlSource): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`;
}

function written({ name, attributes = {}, inside = [] }: XmlSource, indent: string): string {
  const facts = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value), true)}"`)
    .join('');
  if (typeof inside === 'string')
    return `${indent}<${name}${facts}>${escaped(inside, false)}</${name}>\n`;
  if (inside.length === 0) return `${indent}<${name}${facts}/>\n`;
  const children = inside.map((child) => written(child, `${indent}  `)).join('');
  return `${indent}<${name}${facts}>\n${children}${indent}</${name}>\n`;
}

/** JSON that comes through XML unchanged: what XML has no place for is written as `\\uXXXX`. */
export function xmlSafeJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\uFFFE\uFFFF]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }; // prettier-ignore

// Line ends are normalised by every reader (XML 1.0, 2.11 and 3.3.3) unless they are written as numbers.
function escaped(text: string, inAttribute: boolean): string {
  return text
    .replace(NOT_IN_XML, '\uFFFD')
    .replace(/[&<>"]/g, (letter) => NAMED[letter] ?? letter)
    .replace(inAttribute ? /[\t\n\r\u0085\u2028]/g : /[\r\u0085\u2028]/g, numbered);
}

function numbered(letter: string): string {
  return `&#${letter.charCodeAt(0)};`;
}

/** What XML 1.0 has no place for: most control characters, half surrogates, U+FFFE and U+FFFF. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
