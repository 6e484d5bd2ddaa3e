/** All stories that the demo has, in the order of the library. */
import { bridgeThatWasABed } from './bridge-that-was-a-bed.ts';
import type { Story } from './script.ts';

export const stories: Story[] = [bridgeThatWasABed];
