/**
 * The people: an adult and four children, each a plain solid with one eye. The base of a figure
 * is the middle of its foot; it leans and stretches from there.
 */
import { n, type Painter, type Pose, stand } from './painting.ts';
import type { Actor } from './script.ts';

const eyeColour = '#fbf6ea';
const colours = {
  educator: { body: '#46587a', shade: '#3a4a68', arm: '#53668a', hand: '#60749a' },
  cone: { body: '#c65c3c', shade: '#ad4c2f', arm: '#c65c3c', hand: '#d36c4b' },
  ball: { body: '#2d807f', shade: '#226a6a', arm: '#2d807f', hand: '#3d9391' },
  box: { body: '#dba63e', shade: '#c38f2b', arm: '#dba63e', hand: '#e4b452' },
  dome: { body: '#8b5a82', shade: '#76496e', arm: '#8b5a82', hand: '#9c6b93' },
} as const;

/** Pixels above the base, at scale 1, at which a figure has its eye. */
export const figureHeads: Record<string, number> = {
  educator: 330,
  cone: 118,
  ball: 108,
  box: 108,
  dome: 74,
};

function eye(pose: Pose, middle: { x: number; y: number }, reach: { x: number; y: number }) {
  const x = middle.x + reach.x * pose.eyeX;
  const y = middle.y + reach.y * pose.eyeY;
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="11" ry="${n(11 * pose.lid)}" fill="${eyeColour}"/>`;
}

function footShadow(pose: Pose, actor: Actor, width: number): string {
  if (actor.paint?.['shadow'] !== 1) return '';
  return `<ellipse cx="${n(pose.x)}" cy="${n(pose.y)}" rx="${n(width * pose.scale)}" ry="${n(15 * pose.scale)}" fill="#3b2f1c" opacity=".14"/>`;
}

const educator: Painter = (pose, actor) => {
  const { body, shade } = colours.educator;
  return (
    footShadow(pose, actor, 130) +
    stand(
      pose,
      `<rect x="-104" y="-430" width="208" height="430" rx="98" fill="${body}"/>` +
        `<path d="M6-430a98 98 0 0 1 98 98V-98A98 98 0 0 1 6 0h-8a112 112 0 0 0 66-102V-328A112 112 0 0 0-2-430z" fill="${shade}"/>` +
        eye(pose, { x: 0, y: -330 }, { x: 52, y: 40 }),
    )
  );
};

const cone: Painter = (pose, actor) => {
  const { body, shade } = colours.cone;
  return (
    footShadow(pose, actor, 108) +
    stand(
      pose,
      `<path d="M-84-14L0-190L84-14z" fill="${body}" stroke="${body}" stroke-width="28" stroke-linejoin="round"/>` +
        `<path d="M4-196L90-12L46-8z" fill="${shade}" stroke="${shade}" stroke-width="10" stroke-linejoin="round"/>` +
        eye(pose, { x: 0, y: -112 }, { x: 19, y: 14 }),
    )
  );
};

const ball: Painter = (pose, actor) => {
  const { body, shade } = colours.ball;
  return (
    footShadow(pose, actor, 78) +
    stand(
      pose,
      `<circle cy="-86" r="86" fill="${body}"/>` +
        `<path d="M28-167a86 86 0 0 1 0 162a104 104 0 0 0 0-162z" fill="${shade}"/>` +
        eye(pose, { x: -4, y: -106 }, { x: 40, y: 30 }),
    )
  );
};

const box: Painter = (pose, actor) => {
  const { body, shade } = colours.box;
  return (
    footShadow(pose, actor, 88) +
    stand(
      pose,
      `<rect x="-80" y="-158" width="160" height="158" rx="36" fill="${body}"/>` +
        `<path d="M44-158a36 36 0 0 1 36 36V-36A36 36 0 0 1 44 0H30Q52-20 52-44V-114Q52-140 30-158z" fill="${shade}"/>` +
        eye(pose, { x: -6, y: -104 }, { x: 38, y: 28 }),
    )
  );
};

const dome: Painter = (pose, actor) => {
  const { body, shade } = colours.dome;
  return (
    footShadow(pose, actor, 100) +
    stand(
      pose,
      `<path d="M-92-14A92 122 0 0 1 92-14Q92 0 78 0H-78Q-92 0-92-14z" fill="${body}"/>` +
        `<path d="M18-134A92 122 0 0 1 92-14Q92 0 78 0H44Q64-70 18-134z" fill="${shade}"/>` +
        eye(pose, { x: -6, y: -74 }, { x: 40, y: 22 }),
    )
  );
};

/** An adult's arm: from the shoulder to a hand that lies flat where `form` is 1. */
const arm: Painter = (pose, actor, poseOf) => {
  const body = poseOf(actor.of ?? '');
  const { arm: sleeve, hand } = colours.educator;
  const angle = (body.lean * Math.PI) / 180;
  const side = Number(actor.paint?.['side'] ?? 1);
  const shoulder = { x: 62 * side, y: -232 * body.stretch };
  const sx = body.x + (shoulder.x * Math.cos(angle) - shoulder.y * Math.sin(angle)) * body.scale;
  const sy = body.y + (shoulder.x * Math.sin(angle) + shoulder.y * Math.cos(angle)) * body.scale;
  const sag = Math.max(8, 120 - Math.hypot(pose.x - sx, pose.y - sy) * 0.4);
  const mx = (sx + pose.x) / 2 - sag * 0.45;
  const my = (sy + pose.y) / 2 + sag * 0.8;
  const wide = 27 + pose.form * 30;
  const high = 24 - pose.form * 7;
  return (
    `<path d="M${n(sx)} ${n(sy)}Q${n(mx)} ${n(my)} ${n(pose.x)} ${n(pose.y)}" fill="none" stroke="${sleeve}" stroke-width="${n(44 * body.scale)}" stroke-linecap="round"/>` +
    `<rect x="${n(pose.x - wide + pose.form * 22)}" y="${n(pose.y - high)}" width="${n(wide * 2)}" height="${n(high * 2)}" rx="${n(high)}" fill="${hand}" transform="rotate(${n(pose.lean)} ${n(pose.x)} ${n(pose.y)})"/>`
  );
};

/** A child's hand: a dot in the child's colour, seen only while it is away from the body. */
const hand: Painter = (pose, actor, poseOf) => {
  const owner = poseOf(actor.of ?? '');
  const kind = String(actor.paint?.['kind'] ?? 'cone');
  const colour = kind in colours ? colours[kind as keyof typeof colours].hand : '#888';
  const away = Math.hypot(pose.x - owner.x, pose.y - (owner.y - 60 * owner.scale));
  const size = 19 * Math.min(1, Math.max(0, (away - 24) / 60));
  return `<circle cx="${n(pose.x)}" cy="${n(pose.y)}" r="${n(size)}" fill="${colour}"/>`;
};

/** A painter for each kind of person and for their hands. */
export const figurePainters: Record<string, Painter> = {
  educator,
  cone,
  ball,
  box,
  dome,
  arm,
  hand,
};

const letters = {
  A: 'M-5.500 7L0-7L5.500 7M-3.500 2.500H3.500',
  B: 'M-4 7V-7H1A3.400 3.400 0 0 1 1-.3H-4M1-.3A3.650 3.650 0 0 1 1 7H-4',
  C: 'M5.200-4.200A6.300 7 0 1 0 5.200 4.200',
  D: 'M-4.500 7V-7H-.5A6 7 0 0 1-.5 7z',
  E: 'M4.500-7H-4V7H4.500M-4-.2H3.500',
} as const;

/** The small letter above a person: it names a pseudonym, so that notes can name it too. */
export function badgeSvg(actor: Actor, pose: Pose): string {
  if (!actor.badge) return '';
  const lift = actor.badge.height * pose.scale * pose.stretch;
  const angle = (pose.lean * Math.PI) / 180;
  const x = pose.x + lift * Math.sin(angle);
  const y = pose.y - lift * Math.cos(angle);
  return `<g transform="translate(${n(x)} ${n(y)})" opacity="${(0.66 * pose.show).toFixed(2)}"><circle r="17" fill="#4b473f"/><path d="${letters[actor.badge.letter]}" fill="none" stroke="#fbf6ea" stroke-width="2.400" stroke-linecap="round" stroke-linejoin="round"/></g>`;
}
