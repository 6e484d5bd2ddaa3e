/** How colours are seen: usually, or without one of the three kinds of cones. */
export const COLOUR_VISIONS = ['usual', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
export type ColourVision = (typeof COLOUR_VISIONS)[number];

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Full loss of one cone in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1. */
const SEEN: Readonly<Record<ColourVision, Matrix>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** How far two colours lie apart for a way of seeing: Euclidean distance in Oklab (Ottosson, 2020). */
export function colourDistance(one: string, other: string, vision: ColourVision): number {
  const [a, b] = [toOklab(one, vision), toOklab(other, vision)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Contrast of two colours (WCAG 2.2), 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(hex: string): number {
  return 0.2126 * toLinear(hex, 1) + 0.7152 * toLinear(hex, 3) + 0.0722 * toLinear(hex, 5);
}

function toOklab(hex: string, vision: ColourVision): Triple {
  const [r, g, b] = times(SEEN[vision], [toLinear(hex, 1), toLinear(hex, 3), toLinear(hex, 5)]);
  const within = (part: number): number => Math.min(1, Math.max(0, part));
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    [within(r), within(g), within(b)],
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** One channel of `#rrggbb` as light (IEC 61966-2-1). */
function toLinear(hex: string, at: number): number {
  const part = parseInt(hex.slice(at, at + 2), 16) / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple): number => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
