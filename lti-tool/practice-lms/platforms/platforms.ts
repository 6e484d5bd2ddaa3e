import { blackboard } from './blackboard.ts';
import { brightspace } from './brightspace.ts';
import { canvas } from './canvas.ts';
import { moodle } from './moodle.ts';
import type { Platform, PlatformKey } from './platform.ts';
import { practice } from './practice.ts';
import { sakai } from './sakai.ts';

/** Every platform that this LMS can play, by its key. */
export const PLATFORMS: Readonly<Record<PlatformKey, Platform>> = {
  practice,
  moodle,
  canvas,
  brightspace,
  blackboard,
  sakai,
};
