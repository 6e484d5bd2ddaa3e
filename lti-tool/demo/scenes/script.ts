/**
 * The words in which a story is written down. A story is data: who is there, and beats that say
 * at which second who does what. Picture, sound and captions are all made from the same beats,
 * so that they cannot drift apart.
 */
import type { EasingName } from './easing.ts';
import type { ScenerySound, SoundName } from './sounds.ts';

/** Languages in which every spoken line exists; English is spoken, the others are captions. */
export const captionLanguages = ['en', 'pl', 'it', 'nl', 'fr'] as const;
export type CaptionLanguage = (typeof captionLanguages)[number];

/** One text in all caption languages. */
export type InAllLanguages = Record<CaptionLanguage, string>;

/** How a line is said; undefined means in an ordinary voice. */
export type Manner = 'softly' | 'whispering' | 'laughing';

/** Something said or heard, with the second until which its caption stays. */
export interface Line extends InAllLanguages {
  until: number;
  manner?: Manner;
  /** What the synthesiser should pronounce where that differs from the English caption. */
  spoken?: string;
}

/** A point on the stage (pixels of 1280 × 720), or relative to the base of another actor. */
export interface Place {
  x: number;
  y: number;
  on?: string;
}

/**
 * What may change about an actor, apart from its place. Degrees for `lean`; `stretch` is 1 at
 * rest; `show` is opacity; `form` goes from a prop's first shape (0) to its second (1).
 */
export interface Channels {
  lean: number;
  stretch: number;
  scale: number;
  show: number;
  form: number;
  bend: number;
  depth: number;
}

/** Small movements that return to where they began. */
export type Gesture = 'hop' | 'nod' | 'shake' | 'sway' | 'shiver' | 'sigh';

/** One thing that somebody (or something) does. */
export interface Beat {
  at: number;
  who: string;
  /** Seconds that the movement takes; 0.8 when left out. */
  over?: number;
  place?: Place;
  /** Height in pixels of the arc in which the thing is carried. */
  arc?: number;
  to?: Partial<Channels>;
  ease?: EasingName;
  /** An actor's name, or a point. */
  looks?: string | { x: number; y: number };
  does?: Gesture;
  times?: number;
  strength?: number;
  says?: Line;
  /** A caption for a sound that matters. */
  hears?: Line;
  sound?: SoundName;
  /** Decibels to add to the sound. */
  gain?: number;
}

/** How an actor is drawn; each name has its painter in figures.ts or properties.ts. */
export interface Actor {
  kind: string;
  place: Place;
  channels?: Partial<Channels>;
  /** Pixels above the base at which others look when they look at this actor. */
  focus?: number;
  /** The pseudonym of a person; things have none. */
  pseudonym?: string;
  /** The letter in the person's badge, and its height above the base in pixels. */
  badge?: { letter: 'A' | 'B' | 'C' | 'D' | 'E'; height: number };
  /** Whose hand this is. */
  of?: string;
  /** What distinguishes this thing from others of its kind: colour, size. */
  paint?: Record<string, string | number>;
}

/** A camera move that begins at `at` and takes `over` seconds. */
export interface Shot {
  at: number;
  over: number;
  x: number;
  y: number;
  zoom: number;
}

/** A whole clip. */
export interface Story {
  id: string;
  durationSeconds: number;
  scenery: string;
  ambience: ScenerySound;
  /** Where the camera looks: slow moves between centres (stage pixels) and magnifications. */
  shots: Shot[];
  actors: Record<string, Actor>;
  beats: Beat[];
}
