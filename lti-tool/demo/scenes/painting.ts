/** What every painter works with: the size of the picture, a pose, and two brushes. */
import type { Actor, Channels } from './script.ts';

/** Width and height of the picture in pixels. */
export const stageSize = { width: 1280, height: 720 } as const;

/** How an actor stands at one instant: everything that a painter needs. */
export interface Pose extends Channels {
  x: number;
  y: number;
  /** Where the eye turns, each from -1 to 1. */
  eyeX: number;
  eyeY: number;
  /** Nearly 0 while the eye is shut. */
  lid: number;
  seconds: number;
}

/** Draws one kind of actor as SVG; may ask how another actor stands. */
export type Painter = (pose: Pose, actor: Actor, poseOf: (who: string) => Pose) => string;

/** A number for an SVG attribute: short, so that a frame stays small. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Wraps a drawing so that it stands at the pose's place, leans and stretches from its base. */
export function stand(pose: Pose, svg: string): string {
  const tall = pose.scale * pose.stretch;
  const wide = pose.scale / Math.sqrt(Math.max(pose.stretch, 0.2));
  return `<g transform="translate(${n(pose.x)} ${n(pose.y)}) rotate(${pose.lean.toFixed(2)}) scale(${wide.toFixed(4)} ${tall.toFixed(4)})">${svg}</g>`;
}
