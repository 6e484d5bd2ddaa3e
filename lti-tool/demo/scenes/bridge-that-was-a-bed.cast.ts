/** Who and what is at the table in "Blocks before snack", and where at the beginning. */
import type { Actor } from './script.ts';

const slate = { body: '#8fb0a6', top: '#a9c4bb' };
const brick = { body: '#b5533a', top: '#c96f54' };

function smallBlock(x: number, y: number, body: string, top: string): Actor {
  return {
    kind: 'block',
    place: { x, y },
    channels: { depth: 6 },
    paint: { wide: 42, high: 40, body, top },
  };
}

/** Everybody and everything on stage. */
export const actors: Record<string, Actor> = {
  cThing: smallBlock(1022, 472, '#94a9c4', '#adc0d6'),
  C: {
    kind: 'box',
    pseudonym: 'Child C',
    place: { x: 968, y: 500 },
    channels: { depth: 1, scale: 1.05, lean: -1 },
    focus: 100,
    badge: { letter: 'C', height: 192 },
  },
  A: {
    kind: 'cone',
    pseudonym: 'Child A',
    place: { x: 796, y: 512 },
    channels: { depth: 2, scale: 1.2 },
    focus: 120,
    badge: { letter: 'A', height: 232 },
  },
  E: {
    kind: 'educator',
    pseudonym: 'Educator E',
    place: { x: 268, y: 640 },
    channels: { depth: 3, lean: 2 },
    focus: 330,
    badge: { letter: 'E', height: 462 },
  },
  table: { kind: 'table', place: { x: 0, y: 0 }, channels: { depth: 5 } },
  left: {
    kind: 'block',
    place: { x: 512, y: 498 },
    channels: { depth: 6 },
    focus: 60,
    paint: { wide: 44, high: 80, ...slate },
  },
  right: {
    kind: 'block',
    place: { x: 664, y: 498 },
    channels: { depth: 6 },
    paint: { wide: 44, high: 80, ...slate },
  },
  plank: {
    kind: 'block',
    place: { x: 700, y: 520 },
    channels: { depth: 7, lean: -3 },
    focus: 20,
    paint: { wide: 280, high: 36, ...brick },
  },
  car: {
    kind: 'block',
    place: { x: 420, y: 470 },
    channels: { depth: 7 },
    focus: 20,
    paint: { wide: 66, high: 38, body: '#7d9c6b', top: '#97b386' },
  },
  spare: {
    kind: 'block',
    place: { x: 372, y: 482 },
    channels: { depth: 6 },
    paint: { wide: 54, high: 34, body: '#d9b27c', top: '#ecd0a5' },
  },
  c1: smallBlock(1018, 512, '#d68c6d', '#e4a88d'),
  c2: smallBlock(975, 516, '#94a9c4', '#adc0d6'),
  peg: { kind: 'peg', place: { x: 900, y: 504 }, channels: { depth: 8, scale: 0.8 }, focus: 50 },
  handA: {
    kind: 'hand',
    of: 'A',
    place: { on: 'A', x: -30, y: -60 },
    channels: { depth: 9 },
    paint: { kind: 'cone' },
  },
  handC: {
    kind: 'hand',
    of: 'C',
    place: { on: 'C', x: -20, y: -60 },
    channels: { depth: 9 },
    paint: { kind: 'box' },
  },
  farHand: {
    kind: 'arm',
    of: 'E',
    place: { x: 398, y: 490 },
    channels: { depth: 9 },
    focus: 0,
    paint: { side: 1 },
  },
  nearHand: {
    kind: 'arm',
    of: 'E',
    place: { x: 352, y: 516 },
    channels: { depth: 10 },
    focus: 0,
    paint: { side: -0.3 },
  },
  B: {
    kind: 'ball',
    pseudonym: 'Child B',
    place: { x: 1420, y: 668 },
    channels: { depth: 11, scale: 1.12 },
    focus: 100,
    badge: { letter: 'B', height: 204 },
    paint: { shadow: 1 },
  },
  cloth: {
    kind: 'cloth',
    place: { on: 'B', x: -74, y: -58 },
    channels: { depth: 12 },
    focus: 10,
  },
};
