/**
 * Turns a story into pictures: works out where everybody is at a given second, and draws it.
 */
import { between, clamp, easings } from './easing.ts';
import { badgeSvg, figureHeads, figurePainters } from './figures.ts';
import { gestureAt, type Offset } from './gestures.ts';
import { type Pose, stageSize } from './painting.ts';
import { propertyPainters } from './properties.ts';
import { sceneries } from './sceneries.ts';
import type { Actor, Beat, Channels, Place, Story } from './script.ts';

const atRest: Channels = {
  lean: 0,
  stretch: 1,
  scale: 1,
  show: 1,
  form: 0,
  bend: 0,
  depth: 0,
};
const usualMoveSeconds = 0.8;
const gazeSeconds = 0.28;

/** A story made ready to be asked about any instant. */
export interface Stage {
  story: Story;
  poseOf(who: string, seconds: number): Pose;
  view(seconds: number): View;
  frame(seconds: number): string;
}

/** The part of the stage that the camera shows, in stage pixels. */
export interface View {
  left: number;
  top: number;
  width: number;
  height: number;
}

function actorOf(story: Story, who: string): Actor {
  const actor = story.actors[who];
  if (!actor) throw new Error(`${story.id}: nobody on stage is called "${who}"`);
  return actor;
}

function lengthOf(beat: Beat): number {
  return beat.over ?? usualMoveSeconds;
}

/**
 * Finds beats that move the same thing at the same time, which would make it jump.
 * @returns sentences for the author of the story; empty when all is well
 */
function collisions(story: Story): string[] {
  const found: string[] = [];
  const busyUntil = new Map<string, number>();
  for (const beat of [...story.beats].sort((a, b) => a.at - b.at)) {
    actorOf(story, beat.who);
    const aspects = [...(beat.place ? ['place'] : []), ...Object.keys(beat.to ?? {})];
    for (const aspect of aspects) {
      const key = `${beat.who} ${aspect}`;
      if ((busyUntil.get(key) ?? 0) > beat.at + 1e-9)
        found.push(`${key} moves again at ${beat.at} s, before its last movement ends`);
      busyUntil.set(key, beat.at + lengthOf(beat));
    }
  }
  return found;
}

/** Prepares a story; throws when its script contradicts itself. */
export function createStage(story: Story): Stage {
  const wrong = collisions(story);
  if (wrong.length > 0) throw new Error(`${story.id}: ${wrong.join('; ')}`);
  const beatsOf = new Map<string, Beat[]>();
  for (const beat of [...story.beats].sort((a, b) => a.at - b.at))
    beatsOf.set(beat.who, [...(beatsOf.get(beat.who) ?? []), beat]);
  let bodies = new Map<string, Pose>();
  let now = Number.NaN;

  // What stands on something leans with it; higher up, a bend counts for more.
  function resolve(place: Place, seconds: number): { x: number; y: number; lean: number } {
    if (!place.on) return { x: place.x, y: place.y, lean: 0 };
    const base = bodyOf(place.on, seconds);
    const height = -place.y / 100;
    const x = place.x * base.scale + base.bend * height * height;
    const y = place.y * base.scale;
    const angle = (base.lean * Math.PI) / 180;
    return {
      x: base.x + x * Math.cos(angle) - y * Math.sin(angle),
      y: base.y + x * Math.sin(angle) + y * Math.cos(angle),
      lean: base.lean + (Math.atan((2 * base.bend * height) / 100) * 180) / Math.PI,
    };
  }

  function placeOf(who: string, seconds: number, moves: Beat[]): Offset {
    const actor = actorOf(story, who);
    let from = actor.place;
    let current: Beat | undefined;
    for (const beat of moves) {
      if (!beat.place || beat.at > seconds) continue;
      if (current?.place) from = current.place;
      current = beat;
    }
    const still = { stretch: 1 };
    if (!current?.place) return { ...resolve(from, seconds), ...still };
    const share = clamp((seconds - current.at) / lengthOf(current), 0, 1);
    const goal = resolve(current.place, seconds);
    if (share >= 1) return { ...goal, ...still };
    const start = resolve(from, seconds);
    const way = easings[current.ease ?? 'soft'](share);
    const sideways = current.ease === 'fall' ? easings.careful(share) : way;
    const distance = Math.hypot(goal.x - start.x, goal.y - start.y);
    const walks = actor.pseudonym !== undefined && distance > 30;
    const steps = Math.max(1, Math.round(distance / 62));
    const bob = walks ? Math.abs(Math.sin(Math.PI * steps * way)) : 0;
    return {
      x: between(start.x, goal.x, sideways),
      y: between(start.y, goal.y, way) - Math.sin(Math.PI * way) * (current.arc ?? 0) - bob * 11,
      lean:
        between(start.lean, goal.lean, way) +
        (walks ? Math.sign(goal.x - start.x) * 5 * Math.sin(Math.PI * share) : 0),
      stretch: 1 + (bob - 0.4) * (walks ? 0.035 * Math.sin(Math.PI * share) : 0),
    };
  }

  function channelOf(name: keyof Channels, actor: Actor, seconds: number, beats: Beat[]): number {
    let value = actor.channels?.[name] ?? atRest[name];
    for (const beat of beats) {
      const goal = beat.to?.[name];
      if (goal === undefined || beat.at > seconds) continue;
      const share = clamp((seconds - beat.at) / Math.max(lengthOf(beat), 1e-6), 0, 1);
      value = name === 'depth' ? goal : between(value, goal, easings[beat.ease ?? 'soft'](share));
    }
    return value;
  }

  function focusOf(target: string | { x: number; y: number }, seconds: number) {
    if (typeof target !== 'string') return target;
    const pose = bodyOf(target, seconds);
    return { x: pose.x, y: pose.y - (actorOf(story, target).focus ?? 0) * pose.scale };
  }

  function eyeOf(
    actor: Actor,
    body: { x: number; y: number; scale: number },
    seconds: number,
    beats: Beat[],
  ) {
    let eye = { x: 0, y: 0 };
    const headY = body.y - (figureHeads[actor.kind] ?? 0) * body.scale;
    for (const beat of beats) {
      if (beat.looks === undefined || beat.at > seconds) continue;
      const goal = focusOf(beat.looks, seconds);
      const dx = goal.x - body.x;
      const dy = goal.y - headY;
      const reach = Math.max(Math.hypot(dx, dy), 90);
      const share = easings.soft(clamp((seconds - beat.at) / gazeSeconds, 0, 1));
      eye = { x: between(eye.x, dx / reach, share), y: between(eye.y, dy / reach, share) };
    }
    return eye;
  }

  // Two people may look at each other, so where they stand is known before where they look.
  function bodyOf(who: string, seconds: number): Pose {
    if (seconds !== now) {
      now = seconds;
      bodies = new Map();
    }
    const known = bodies.get(who);
    if (known) return known;
    const actor = actorOf(story, who);
    const beats = beatsOf.get(who) ?? [];
    const channel = (name: keyof Channels) => channelOf(name, actor, seconds, beats);
    const place = placeOf(who, seconds, beats);
    const gesture = gestureAt(beats, seconds);
    const alive = actor.pseudonym !== undefined;
    const phase = [...who].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) * 1.7;
    const breath = alive ? 0.008 * Math.sin(seconds * 1.9 + phase) : 0;
    const sinceBlink = (seconds + phase) % (3.1 + (phase % 1.9));
    const body: Pose = {
      x: place.x + gesture.x,
      y: place.y + gesture.y,
      scale: channel('scale'),
      lean: channel('lean') + place.lean + gesture.lean,
      stretch: channel('stretch') * place.stretch * gesture.stretch + breath,
      show: channel('show'),
      form: channel('form'),
      bend: channel('bend') + gesture.bend,
      depth: channel('depth'),
      eyeX: 0,
      eyeY: 0,
      lid: alive && sinceBlink < 0.13 ? 0.15 : 1,
      seconds,
    };
    bodies.set(who, body);
    return body;
  }

  function poseOf(who: string, seconds: number): Pose {
    const body = bodyOf(who, seconds);
    const eye = eyeOf(actorOf(story, who), body, seconds, beatsOf.get(who) ?? []);
    return { ...body, eyeX: eye.x, eyeY: eye.y };
  }

  function view(seconds: number): View {
    let shot = { x: stageSize.width / 2, y: stageSize.height / 2, zoom: 1 };
    for (const next of story.shots) {
      if (next.at > seconds) break;
      const share = next.over === 0 ? 1 : clamp((seconds - next.at) / next.over, 0, 1);
      const way = easings.soft(share);
      shot = {
        x: between(shot.x, next.x, way),
        y: between(shot.y, next.y, way),
        zoom: between(shot.zoom, next.zoom, way),
      };
    }
    const width = stageSize.width / shot.zoom;
    const height = stageSize.height / shot.zoom;
    return { left: shot.x - width / 2, top: shot.y - height / 2, width, height };
  }

  function frame(seconds: number): string {
    const paintScenery = sceneries[story.scenery];
    if (!paintScenery) throw new Error(`${story.id}: no scenery is called "${story.scenery}"`);
    const look = (who: string) => poseOf(who, seconds);
    const drawn = Object.entries(story.actors)
      .map(([who, actor]) => ({ actor, pose: look(who) }))
      .filter(({ pose }) => pose.show > 0.01)
      .sort((a, b) => a.pose.depth - b.pose.depth);
    const parts = drawn.map(({ actor, pose }) => {
      const painter = figurePainters[actor.kind] ?? propertyPainters[actor.kind];
      if (!painter) throw new Error(`${story.id}: nobody knows how to draw "${actor.kind}"`);
      const svg = painter(pose, actor, look);
      return pose.show < 0.99 ? `<g opacity="${pose.show.toFixed(2)}">${svg}</g>` : svg;
    });
    const badges = drawn.map(({ actor, pose }) => badgeSvg(actor, pose));
    const { width, height } = stageSize;
    const shown = view(seconds);
    const box = [shown.left, shown.top, shown.width, shown.height].map((v) => v.toFixed(2));
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box.join(' ')}">${paintScenery(seconds)}${parts.join('')}${badges.join('')}</svg>`;
  }

  return { story, poseOf, view, frame };
}

/**
 * When a person is in the picture, from where the script puts them.
 * @returns start and end in seconds, rounded to a fifth of a second
 */
export function secondsOnScreen(stage: Stage, who: string): [number, number][] {
  const ranges: [number, number][] = [];
  // A third of a body in the picture is enough to be seen.
  const margin = 30;
  let since: number | undefined;
  const last = Math.round(stage.story.durationSeconds * 5);
  for (let fifth = 0; fifth <= last; fifth += 1) {
    const pose = stage.poseOf(who, fifth / 5);
    const { left, width } = stage.view(fifth / 5);
    const seen = pose.show > 0.3 && pose.x > left - margin && pose.x < left + width + margin;
    if (seen && since === undefined) since = fifth / 5;
    if (since !== undefined && (!seen || fifth === last)) {
      ranges.push([since, fifth / 5]);
      since = undefined;
    }
  }
  return ranges;
}
