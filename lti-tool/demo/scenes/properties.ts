/** The things on the stage: what children build with, carry, pour and lay down. */
import { between } from './easing.ts';
import { gardenPainters } from './garden-properties.ts';
import { n, type Painter, stand } from './painting.ts';
import type { Actor } from './script.ts';

function size(actor: Actor, name: string, otherwise: number): number {
  const value = actor.paint?.[name];
  return typeof value === 'number' ? value : otherwise;
}

function colour(actor: Actor, name: string, otherwise: string): string {
  const value = actor.paint?.[name];
  return typeof value === 'string' ? value : otherwise;
}

/** A wooden block with a lighter upper edge; `wide` × `high` pixels. */
const block: Painter = (pose, actor) => {
  const wide = size(actor, 'wide', 60);
  const high = size(actor, 'high', 60);
  const edge = Math.min(14, high * 0.28);
  return stand(
    pose,
    `<rect x="${-wide / 2}" y="${-high}" width="${wide}" height="${high}" rx="4" fill="${colour(actor, 'body', '#d9b27c')}"/>` +
      `<path d="M${-wide / 2} ${n(edge - high)}v${n(4 - edge)}q0-4 4-4h${wide - 8}q4 0 4 4v${n(edge - 4)}z" fill="${colour(actor, 'top', '#e8caa0')}"/>`,
  );
};

/** A wooden peg figure; standing at form 0, lying at form 1. */
const peg: Painter = (pose) =>
  stand(
    pose,
    `<g transform="rotate(${n(-90 * pose.form)} 0 -20)">` +
      '<rect x="-19" y="-76" width="38" height="96" rx="19" fill="#f4e6c8" transform="translate(0 -20)"/>' +
      '<circle cy="-98" r="23" fill="#c98f5a"/><circle cx="7" cy="-100" r="3" fill="#5d4023"/></g>',
  );

const held = [
  [-58, -36, -34, -58, -10, -40],
  [14, -22, 34, -48, 58, -34],
  [66, 6, 62, 34, 52, 58],
  [30, 74, 10, 46, -12, 60],
  [-32, 72, -46, 50, -60, 54],
  [-72, 24, -68, -4, -58, -36],
] as const;
const laid = [
  [-65, -126, -34, -129, 14, -129],
  [61, -129, 84, -126, 88, -122],
  [97, -80, 99, -40, 102, 2],
  [75, 12, 57, -2, 27, 8],
  [0, 14, -34, 0, -72, 6],
  [-76, -40, -71, -90, -65, -126],
] as const;

/** The yellow cloth: a bundle in somebody's arms at form 0, a blanket over the block at 1. */
const cloth: Painter = (pose) => {
  const form = pose.form;
  const flutter = Math.sin(pose.seconds * 2.3) * 3 * (1 - form);
  const mix = held.map((curve, row) =>
    curve.map((value, column) =>
      n(between(value, laid[row]?.[column] ?? value, form) + (column % 2) * flutter),
    ),
  );
  const outline = `M${mix[5]?.slice(4).join(' ')}${mix.map((curve) => `C${curve.join(' ')}`).join('')}z`;
  const crease = (from: number[], to: number[]) =>
    from.map((value, i) => n(between(value, to[i] ?? value, form)));
  const [a, b, c, d, e, f] = crease([-20, -34, -8, 8, -18, 52], [-40, -122, -34, -60, -42, 0]);
  const [g, h, i, j, k, l] = crease([24, -32, 36, 6, 20, 52], [62, -122, 72, -60, 70, 0]);
  return stand(
    pose,
    `<path d="${outline}" fill="#e9b949"/>` +
      `<path d="M-74-26Q-34-34 0-24T101-28L102 2Q57-2 27 8T-72 6z" fill="#f3d078" opacity="${Math.max(0, form * 5 - 4).toFixed(2)}"/>` +
      `<path d="M${a} ${b}Q${c} ${d} ${e} ${f}M${g} ${h}Q${i} ${j} ${k} ${l}" fill="none" stroke="#d3a235" stroke-width="5" stroke-linecap="round"/>`,
  );
};

/** The low table of the first clip, drawn over those who sit behind it. */
const table: Painter = () =>
  '<ellipse cx="652" cy="676" rx="440" ry="26" fill="#6b5430" opacity=".2"/>' +
  '<path fill="#9c7443" d="M318 540h56l-20 136h-42zM930 540h56l6 136h-42z"/>' +
  '<path fill="#8a6539" d="M412 540h34l-10 96h-26zM862 540h34l2 96h-26z"/>' +
  '<path fill="#e0bb87" d="M342 446h620q8 0 14 6l78 78H250l78-78q6-6 14-6z"/>' +
  '<path fill="#e8c798" d="M560 446h220l-90 84H430z"/>' +
  '<path fill="#bd915d" d="M250 530h804v14q0 8-8 8H258q-8 0-8-8z"/>';

/** Nothing to see: something for other things to stand on. */
const footing: Painter = () => '';

/** A painter for each kind of thing. */
export const propertyPainters: Record<string, Painter> = {
  block,
  peg,
  cloth,
  table,
  footing,
  ...gardenPainters,
};
