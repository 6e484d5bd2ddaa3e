import { drawingSchema, type Drawing } from '#contract/observations';
import { readXml, XmlProblem, type XmlElement } from '../infra/xml.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Signs on the picture as an SVG (for an SvgSelector of Web Annotation): the picture is one wide
 * and one high, an arrow is a line, a circle an ellipse, a region a rectangle.
 */
export function svgOf(drawings: readonly Drawing[]): string {
  return `<svg xmlns="${SVG}" viewBox="0 0 1 1">${drawings.map(shapeOf).join('')}</svg>`;
}

function shapeOf({ kind, from: [x1, y1], to: [x2, y2] }: Drawing): string {
  if (kind === 'arrow') return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  const [left, top] = [Math.min(x1, x2), Math.min(y1, y2)];
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (kind === 'region')
    return `<rect x="${left}" y="${top}" width="${width}" height="${height}"/>`;
  return `<ellipse cx="${left + width / 2}" cy="${top + height / 2}" rx="${width / 2}" ry="${height / 2}"/>`;
}

/** The signs of an SVG, ours or another program's with a viewBox; undefined when there are none. */
export function drawingsOfSvg(text: string): Drawing[] | undefined {
  let root: XmlElement;
  try {
    root = readXml(text);
  } catch (error) {
    if (error instanceof XmlProblem) return undefined;
    throw error;
  }
  const [x = 0, y = 0, width = NaN, height = NaN] = (root.attributes['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const found = root.children.flatMap((shape): Drawing[] => {
    const corners = cornersOf(shape);
    if (!corners) return [];
    const [x1, y1, x2, y2] = corners;
    const place = (left: number, top: number) => [(left - x) / width, (top - y) / height];
    const read = drawingSchema.safeParse({
      kind: KINDS[shape.name],
      from: place(x1, y1),
      to: place(x2, y2),
    });
    return read.success ? [read.data] : [];
  });
  return found.length > 0 ? found : undefined;
}

const KINDS: Readonly<Record<string, Drawing['kind']>> = {
  line: 'arrow',
  rect: 'region',
  ellipse: 'circle',
  circle: 'circle',
};

function cornersOf({ name, attributes }: XmlElement): [number, number, number, number] | null {
  const at = (key: string): number => Number(attributes[key] ?? 0);
  switch (name) {
    case 'line':
      return [at('x1'), at('y1'), at('x2'), at('y2')];
    case 'rect':
      return [at('x'), at('y'), at('x') + at('width'), at('y') + at('height')];
    case 'ellipse':
    case 'circle': {
      const [rx, ry] = name === 'circle' ? [at('r'), at('r')] : [at('rx'), at('ry')];
      return [at('cx') - rx, at('cy') - ry, at('cx') + rx, at('cy') + ry];
    }
    default:
      return null;
  }
}
