/**
 * "The tower that was allowed to fall": an adult sees it lean before the children do, and keeps
 * her hands low. A good idea is offered early, by the one at the side, and taken late.
 */
import type { Beat, Story } from './script.ts';
import { actors, onTower } from './tower-that-was-allowed-to-fall.cast.ts';
import { lines } from './tower-that-was-allowed-to-fall.lines.ts';

const building: Beat[] = [
  { at: 0, who: 'A', looks: 'block6' },
  { at: 0, who: 'B', looks: 'top' },
  { at: 0, who: 'C', looks: 'fat' },
  { at: 0, who: 'E', looks: 'A' },
  { at: 0.7, over: 0.8, who: 'handA', place: { on: 'block6', x: -40, y: -22 } },
  { at: 1.6, over: 2, who: 'block6', place: { x: 716, y: 330 }, arc: 40 },
  { at: 1.8, over: 1.8, who: 'A', to: { stretch: 1.12, lean: 6 } },
  { at: 2.2, who: 'A', looks: 'top' },
  { at: 2.4, who: 'E', looks: 'top' },
  { at: 3.7, over: 0.9, who: 'block6', place: onTower(6), ease: 'careful' },
  { at: 4.5, who: 'block6', sound: 'clack' },
  { at: 4.9, over: 0.8, who: 'handA', place: { on: 'A', x: 24, y: -60 } },
  { at: 4.8, over: 0.9, who: 'A', to: { stretch: 1, lean: 0 } },
  { at: 5.6, who: 'B', looks: 'block7' },
  { at: 5.8, over: 0.7, who: 'handB', place: { on: 'block7', x: 20, y: -20 } },
  { at: 6.6, over: 1.8, who: 'block7', place: { x: 772, y: 290 }, arc: 50 },
  { at: 6.8, over: 1.6, who: 'B', to: { stretch: 1.12, lean: -6 } },
  { at: 7, who: 'B', looks: 'top' },
  { at: 8.5, over: 0.8, who: 'block7', place: onTower(7), ease: 'careful' },
  { at: 9.3, who: 'block7', sound: 'clack' },
  { at: 9.5, over: 0.8, who: 'handB', place: { on: 'B', x: -20, y: -60 } },
  { at: 9.5, over: 0.8, who: 'B', to: { stretch: 1, lean: 0 } },
  { at: 9.9, who: 'B', does: 'hop', strength: 0.4 },
];

const leaning: Beat[] = [
  { at: 10.4, over: 1.4, who: 'tower', to: { lean: 2.4, bend: 1.7 }, sound: 'creak' },
  { at: 11.8, over: 2.1, who: 'tower', does: 'sway', times: 3, strength: 0.7 },
  // The hands go up by themselves; then she sees them, and takes them down again.
  { at: 10.9, over: 0.7, who: 'farHand', place: { x: 520, y: 410 }, ease: 'careful' },
  { at: 11, over: 0.7, who: 'nearHand', place: { x: 476, y: 448 }, ease: 'careful' },
  { at: 10.9, over: 0.7, who: 'E', to: { lean: 8 } },
  { at: 12.4, over: 1.6, who: 'farHand', place: { x: 438, y: 544 }, ease: 'reluctant' },
  { at: 12.6, over: 1.6, who: 'nearHand', place: { x: 414, y: 570 }, ease: 'reluctant' },
  { at: 12.8, over: 1.5, who: 'E', to: { lean: 4 } },
  { at: 12.4, who: 'tower', hears: lines.creak },
  { at: 10.9, who: 'C', looks: 'top' },
  { at: 13.4, over: 2, who: 'A', to: { lean: 9 } },
  { at: 14.8, who: 'tower', sound: 'creak', gain: -3 },
  { at: 16.4, who: 'C', looks: 'block0' },
  { at: 16.2, who: 'E', looks: 'A' },
  { at: 17.4, over: 1.3, who: 'tower', to: { lean: 3, bend: 2.4 }, sound: 'creak', gain: -2 },
  { at: 19, who: 'A', looks: 'E' },
  { at: 18.2, over: 1, who: 'A', to: { lean: 3 } },
  { at: 19.6, who: 'A', says: lines.itCries },
  { at: 21.4, who: 'A', looks: 'top' },
  { at: 22.4, over: 1, who: 'E', to: { lean: 7 } },
  { at: 22.8, who: 'E', says: lines.itCriesBack },
  { at: 25, who: 'A', looks: 'E' },
  { at: 25.8, who: 'A', says: lines.itLeans },
  { at: 26.8, over: 0.9, who: 'A', to: { lean: 21 } },
  { at: 28.6, over: 0.9, who: 'A', to: { lean: 0 } },
  { at: 27.4, who: 'B', looks: 'A' },
  { at: 28.2, over: 0.7, who: 'B', to: { lean: 9 } },
  { at: 29.2, over: 0.8, who: 'B', to: { lean: 0 } },
];

const underneath: Beat[] = [
  { at: 28, who: 'C', looks: 'fat' },
  { at: 28.2, over: 0.7, who: 'handC', place: { on: 'fat', x: 60, y: -34 } },
  { at: 29, over: 1.7, who: 'fat', place: { x: 906, y: 692 }, sound: 'slide' },
  { at: 29, over: 1.7, who: 'C', place: { x: 1116, y: 658 }, to: { lean: -7 } },
  { at: 30.8, who: 'C', looks: 'A', says: lines.fatOneUnder },
  { at: 31, who: 'B', looks: 'top' },
  { at: 30.4, who: 'A', looks: 'top' },
  { at: 32, who: 'E', looks: 'C' },
  { at: 33.4, who: 'E', looks: 'fat' },
  { at: 34.4, who: 'E', says: lines.hmUnder, does: 'nod' },
  { at: 34.6, who: 'C', looks: 'E' },
  { at: 36.6, who: 'E', looks: 'top' },
  { at: 37, who: 'C', looks: 'A' },
  // Nobody takes it. The hand goes home, the block stays.
  { at: 39.6, over: 1.4, who: 'handC', place: { on: 'C', x: -20, y: -60 }, ease: 'reluctant' },
  { at: 39.8, over: 1.4, who: 'C', to: { lean: 0, stretch: 0.96 } },
  { at: 41.2, who: 'C', looks: 'top' },
];

const together: Beat[] = [
  { at: 37.2, who: 'A', looks: 'B' },
  { at: 37.8, who: 'A', says: lines.iHoldIt },
  { at: 38, who: 'B', looks: 'A' },
  { at: 39.4, over: 0.9, who: 'handA', place: { on: 'tower', x: -58, y: -150 } },
  { at: 39.4, over: 0.9, who: 'A', to: { lean: 7 }, looks: 'top' },
  { at: 41.4, who: 'B', looks: 'block8' },
  { at: 41.2, over: 0.8, who: 'handB', place: { on: 'block8', x: 34, y: -22 } },
  { at: 42.6, who: 'B', says: lines.slowSlow },
  { at: 42.2, over: 2.6, who: 'block8', place: { x: 800, y: 246 }, arc: 30 },
  { at: 42.4, over: 2.2, who: 'B', to: { stretch: 1.17, lean: -9 } },
  { at: 43.6, who: 'B', looks: 'top' },
  { at: 45, over: 1.4, who: 'block8', place: onTower(8), ease: 'careful' },
  { at: 46.4, who: 'block8', sound: 'tock' },
  { at: 46.6, over: 0.7, who: 'handB', place: { on: 'B', x: -20, y: -60 } },
  { at: 46.6, over: 0.8, who: 'B', to: { stretch: 1, lean: 0 } },
  { at: 46.9, over: 1.9, who: 'tower', to: { lean: 7.5, bend: 5 }, ease: 'reluctant' },
  { at: 47, who: 'tower', sound: 'creak', gain: 2 },
  { at: 47.9, over: 0.4, who: 'handA', place: { on: 'A', x: 24, y: -60 } },
];

/** Where each block comes to lie, and how it is turned. */
const ruins = [
  { x: 760, y: 624, lean: 0 },
  { x: 818, y: 642, lean: 90 },
  { x: 700, y: 654, lean: -8 },
  { x: 868, y: 628, lean: 14 },
  { x: 826, y: 598, lean: -4 },
  { x: 974, y: 704, lean: 4 },
  { x: 780, y: 692, lean: 0 },
  { x: 1086, y: 700, lean: 12 },
  { x: 668, y: 702, lean: -12 },
];

const falling: Beat[] = [
  ...ruins.flatMap(({ x, y, lean }, course): Beat[] => {
    const at = 48.8 + course * 0.03;
    const over = 0.75 + course * 0.06;
    return [
      { at, over, who: `block${course}`, place: { x, y }, to: { lean }, ease: 'fall' },
      { at: at + over * 0.5, who: `block${course}`, sound: 'knock', gain: -2 },
      { at: at + over * 0.8, who: `block${course}`, sound: 'clack', gain: -8 },
    ];
  }),
  { at: 49.2, who: 'tower', hears: lines.falls, sound: 'thud' },
  { at: 48.9, over: 0.6, who: 'B', place: { x: 1020, y: 630 }, does: 'hop', ease: 'careful' },
  { at: 48.9, over: 0.6, who: 'A', to: { lean: -10 }, does: 'hop', ease: 'careful' },
  { at: 49, over: 0.6, who: 'C', place: { x: 1182, y: 656 }, to: { stretch: 1.02 } },
  { at: 49.1, over: 0.5, who: 'E', to: { lean: 1 } },
  { at: 50.2, who: 'A', looks: 'block4' },
  { at: 50.2, who: 'B', looks: 'block4' },
  { at: 50.6, who: 'E', looks: 'A' },
  { at: 51.2, who: 'B', looks: 'A' },
  { at: 51.4, who: 'A', looks: 'B' },
  { at: 52.2, who: 'B', says: lines.laugh, does: 'hop', times: 5, over: 0.36, strength: 0.5 },
  { at: 52.5, over: 0.4, who: 'A', does: 'hop', times: 5, strength: 0.5 },
  { at: 53, over: 0.4, who: 'C', does: 'hop', times: 3, strength: 0.35 },
  { at: 52.8, over: 0.5, who: 'E', does: 'nod', times: 3, strength: 0.7 },
  { at: 53.4, over: 0.9, who: 'A', to: { lean: 0 } },
];

const again: Beat[] = [
  { at: 55.6, who: 'A', says: lines.again, does: 'hop', strength: 0.6 },
  { at: 57.6, who: 'A', looks: 'fat' },
  { at: 58, who: 'C', looks: 'A' },
  { at: 58.8, over: 0.7, who: 'handA', place: { on: 'fat', x: -60, y: -40 } },
  { at: 59, who: 'C', does: 'hop', times: 2, strength: 0.6 },
  { at: 59.4, over: 0.6, who: 'handC', place: { on: 'fat', x: 60, y: -34 } },
  { at: 60, over: 1.6, who: 'fat', place: { x: 742, y: 676 }, sound: 'slide' },
  { at: 60, over: 1.6, who: 'C', place: { x: 898, y: 692 } },
  { at: 60, over: 1.2, who: 'block6', place: { x: 598, y: 700 }, sound: 'slide', gain: -8 },
  { at: 61.7, who: 'fat', sound: 'thud' },
  { at: 61.8, over: 0.8, who: 'handC', place: { on: 'C', x: -20, y: -60 } },
  { at: 61.2, over: 1, who: 'E', to: { lean: 6 } },
  { at: 61.8, who: 'E', says: lines.beforeItFell, looks: 'B' },
  { at: 62.2, who: 'B', looks: 'E' },
  { at: 62.6, who: 'A', looks: 'block4' },
  { at: 62.6, over: 0.8, who: 'handA', place: { on: 'block4', x: -20, y: -26 } },
  {
    at: 63.5,
    over: 2.2,
    who: 'block4',
    place: { x: 744, y: 610 },
    arc: 40,
    to: { lean: 0, depth: 9.5 },
  },
  { at: 65.7, who: 'block4', sound: 'clack' },
  { at: 66, over: 0.8, who: 'handA', place: { on: 'A', x: 24, y: -60 } },
  { at: 66.2, who: 'B', says: lines.crrr, does: 'shiver', strength: 0.8, over: 2 },
  { at: 66.4, who: 'A', looks: 'B' },
  { at: 66.6, who: 'C', looks: 'B' },
  { at: 68.8, who: 'E', does: 'nod' },
];

/** The second clip. */
export const towerThatWasAllowedToFall: Story = {
  id: 'tower-that-was-allowed-to-fall',
  durationSeconds: 71,
  scenery: 'blockCorner',
  ambience: 'room',
  shots: [{ at: 0, over: 0, x: 690, y: 400, zoom: 1.08 }],
  actors,
  beats: [...building, ...leaning, ...underneath, ...together, ...falling, ...again],
};
