/** Who is in the block corner, and of what the tower is built. */
import type { Actor, Place } from './script.ts';

const cream = { body: '#e9d7b3', top: '#f4e7cc' };
const tan = { body: '#d9b27c', top: '#e8c99b' };
const red = { body: '#c85f43', top: '#d97b60' };
const teal = { body: '#3f8580', top: '#5b9c97' };
const yellow = { body: '#e0a93b', top: '#ecc166' };

/** The tower from below: thin ones first, which is its trouble. */
const courses = [
  { wide: 64, high: 44, paint: red },
  { wide: 56, high: 44, paint: cream },
  { wide: 74, high: 40, paint: teal },
  { wide: 92, high: 42, paint: tan },
  { wide: 122, high: 44, paint: cream },
  { wide: 104, high: 40, paint: yellow },
  { wide: 134, high: 42, paint: tan },
  { wide: 84, high: 40, paint: red },
  { wide: 100, high: 42, paint: cream },
];
const unevenness = [0, 3, -5, 4, -6, 7, 2, 14, 10];

/** Where the block of a course stands on the tower, counted from 0 at the bottom. */
export function onTower(course: number): Place {
  const below = courses.slice(0, course).reduce((sum, one) => sum + one.high, 0);
  return { on: 'tower', x: unevenness[course] ?? 0, y: -below };
}

const waiting: Record<number, Place> = {
  6: { x: 640, y: 668 },
  7: { x: 866, y: 664 },
  8: { x: 812, y: 690 },
};

const blocks: Record<string, Actor> = Object.fromEntries(
  courses.map(({ wide, high, paint }, course) => [
    `block${course}`,
    {
      kind: 'block',
      place: waiting[course] ?? onTower(course),
      channels: { depth: waiting[course] ? 8 : 5 },
      focus: 20,
      paint: { wide, high, ...paint },
    },
  ]),
);

/** Everybody and everything on stage. */
export const actors: Record<string, Actor> = {
  tower: { kind: 'footing', place: { x: 742, y: 624 } },
  top: { kind: 'footing', place: { on: 'tower', x: 0, y: -300 } },
  E: {
    kind: 'educator',
    pseudonym: 'Educator E',
    place: { x: 330, y: 634 },
    channels: { depth: 2, scale: 0.94, lean: 4 },
    focus: 330,
    badge: { letter: 'E', height: 462 },
    paint: { shadow: 1 },
  },
  farHand: {
    kind: 'arm',
    of: 'E',
    place: { x: 438, y: 540 },
    channels: { depth: 3 },
    paint: { side: 0.95 },
  },
  nearHand: {
    kind: 'arm',
    of: 'E',
    place: { x: 416, y: 566 },
    channels: { depth: 4 },
    paint: { side: -0.3 },
  },
  A: {
    kind: 'cone',
    pseudonym: 'Child A',
    place: { x: 556, y: 636 },
    channels: { depth: 6, scale: 1.02 },
    focus: 110,
    badge: { letter: 'A', height: 232 },
    paint: { shadow: 1 },
  },
  B: {
    kind: 'ball',
    pseudonym: 'Child B',
    place: { x: 956, y: 640 },
    channels: { depth: 6, scale: 0.98 },
    focus: 100,
    badge: { letter: 'B', height: 204 },
    paint: { shadow: 1 },
  },
  C: {
    kind: 'box',
    pseudonym: 'Child C',
    place: { x: 1166, y: 652 },
    channels: { depth: 7, scale: 0.96 },
    focus: 100,
    badge: { letter: 'C', height: 192 },
    paint: { shadow: 1 },
  },
  fat: {
    kind: 'block',
    place: { x: 1010, y: 690 },
    channels: { depth: 9 },
    focus: 30,
    paint: { wide: 156, high: 66, ...teal },
  },
  broad: {
    kind: 'block',
    place: { x: 512, y: 694 },
    channels: { depth: 9 },
    focus: 30,
    paint: { wide: 140, high: 60, ...yellow },
  },
  ...blocks,
  handA: {
    kind: 'hand',
    of: 'A',
    place: { on: 'A', x: 24, y: -60 },
    channels: { depth: 10 },
    paint: { kind: 'cone' },
  },
  handB: {
    kind: 'hand',
    of: 'B',
    place: { on: 'B', x: -20, y: -60 },
    channels: { depth: 10 },
    paint: { kind: 'ball' },
  },
  handC: {
    kind: 'hand',
    of: 'C',
    place: { on: 'C', x: -20, y: -60 },
    channels: { depth: 10 },
    paint: { kind: 'box' },
  },
};
