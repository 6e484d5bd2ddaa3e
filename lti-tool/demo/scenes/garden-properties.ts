/** What the garden has: a gutter, a tub, a cup, water that runs, and water that runs away. */
import { n, type Painter, stand } from './painting.ts';

const gutterLength = 612;
const trickleLength = 470;
const water = '#7fb4cc';
const glint = '#b9dbe6';

/** The gutter on its posts; the crate that makes the pourer tall; the water comes on top. */
const gutter: Painter = () =>
  '<path d="M318 270v330M620 370v170" stroke="#7b6044" stroke-width="15"/>' +
  '<path d="M246 246L714 388" stroke="#8a6b49" stroke-width="40" stroke-linecap="round"/>' +
  '<path d="M246 236L714 378" stroke="#a8875f" stroke-width="22" stroke-linecap="round"/>';

/** Water in the gutter and its fall into the tub: `form` is where it begins, `bend` how far it has come. */
const stream: Painter = (pose) => {
  const from = Math.max(0, Math.min(1, pose.form)) * gutterLength;
  const to = Math.max(0, Math.min(1, pose.bend)) * gutterLength;
  if (to - from < 2) return '';
  const path = 'M256 234L716 373Q752 388 754 506';
  const ripples = n(-pose.seconds * 330);
  return (
    `<path d="${path}" fill="none" stroke="${water}" stroke-width="15" stroke-linecap="round" stroke-linejoin="round" stroke-dasharray="${n(to - from)} 9999" stroke-dashoffset="${n(-from)}"/>` +
    (to > 60
      ? `<path d="M262 232L${n(256 + Math.min(to, 480) * 0.955)} ${n(231 + Math.min(to, 480) * 0.29)}" fill="none" stroke="${glint}" stroke-width="4" stroke-linecap="round" stroke-dasharray="26 44" stroke-dashoffset="${ripples}" opacity="${from > 5 ? '0' : '.9'}"/>`
      : '')
  );
};

/** The back of the tub with the water in it; `form` is how full it looks. */
const tub: Painter = (pose) => {
  const level = 514 - pose.form * 42;
  const wave = Math.sin(pose.seconds * 2.6) * 2.5 * (0.4 + pose.form);
  return (
    '<path fill="#7b6044" d="M566 570h30v92h-30zM940 570h30v92h-30z"/>' +
    '<path fill="#8f6b42" d="M528 462h480l6 60H522z"/>' +
    `<path fill="${water}" d="M${n(530)} ${n(level)}q124 ${n(wave * 2)} 238 0t238 0l-8 ${n(556 - level)}H540z"/>` +
    `<path d="M566 ${n(level + 6)}q60 ${n(wave * 2)} 120 0M800 ${n(level + 7)}q50 ${n(-wave * 2)} 110 0" fill="none" stroke="${glint}" stroke-width="5" stroke-linecap="round"/>`
  );
};

/** The front board of the tub, which hides how deep it is. */
const tubFront: Painter = () =>
  '<path fill="#b98f5f" d="M514 506h508l-26 104q-2 8-10 8H550q-8 0-10-8z"/><path fill="#cba271" d="M514 506h508l-4 14H518z"/>' +
  '<path d="M528 560h480" stroke="#a57d50" stroke-width="5"/>';

/** Drops from a crack under the tub, and the small brook they make: `form` is how far it has come. */
const trickle: Painter = (pose) => {
  const length = Math.max(0, Math.min(1, pose.form)) * trickleLength;
  const path = 'M898 668Q960 672 1010 684T1120 690T1360 712';
  const brook =
    length > 2
      ? `<path d="${path}" fill="none" stroke="#8fa36f" stroke-width="22" stroke-linecap="round" stroke-dasharray="${n(length)} 9999"/>` +
        `<path d="${path}" fill="none" stroke="${water}" stroke-width="12" stroke-linecap="round" stroke-dasharray="${n(length)} 9999"/>` +
        `<path d="${path}" fill="none" stroke="${glint}" stroke-width="4" stroke-linecap="round" stroke-dasharray="16 52" stroke-dashoffset="${n(-pose.seconds * 60)}" opacity="${pose.form > 0.9 ? '.9' : '0'}"/>`
      : '';
  const drops = [0, 0.45]
    .map((late) => (pose.seconds * 1.1 + late) % 1)
    .map(
      (fall) =>
        `<ellipse cx="896" cy="${n(622 + 44 * fall * fall)}" rx="5" ry="7" fill="${water}"/>`,
    );
  return brook + (pose.bend > 0.5 ? drops.join('') : '');
};

/** The crate on which the pourer stands. */
const crate: Painter = (pose) =>
  stand(
    pose,
    '<path fill="#b98f5f" d="M-92-126H92V0H-92z"/><path fill="#cba271" d="M-98-132H98v24H-98z"/><path d="M-92-66H92M-92-34H92" stroke="#a57d50" stroke-width="6"/>',
  );

/** A red cup. */
const cup: Painter = (pose) =>
  stand(
    pose,
    '<path fill="#c85f43" d="M-34-66H34L25 0h-50z"/><ellipse cy="-66" rx="34" ry="9" fill="#a84a32"/><path d="M-33-48q-26 2-22 22t28 12" fill="none" stroke="#a84a32" stroke-width="8"/>',
  );

/** A pail of water beside the pourer. */
const pail: Painter = (pose) =>
  stand(
    pose,
    '<path d="M-40-76q40-60 80 0" fill="none" stroke="#7b6d5c" stroke-width="5"/><path fill="#6f8f9e" d="M-44-80H44L34 0h-68z"/><ellipse cy="-80" rx="44" ry="11" fill="#5d7b89"/><ellipse cy="-78" rx="36" ry="7" fill="#8fc0d4"/>',
  );

/** A leaf that may become a boat. */
const leaf: Painter = (pose) =>
  stand(
    pose,
    '<path fill="#d98a3a" d="M-40 0Q-20-28 8-26T44-4Q22 14-6 12T-40 0z"/><path d="M-50 2Q0-2 36-4M-8-1l10-14M6-2l8 10" fill="none" stroke="#b56d27" stroke-width="4" stroke-linecap="round"/>',
  );

/** A painter for each thing of the garden. */
export const gardenPainters: Record<string, Painter> = {
  gutter,
  stream,
  tub,
  tubFront,
  trickle,
  crate,
  cup,
  pail,
  leaf,
};
