/** All stories that the demo has, in the order of the library. */
import { bridgeThatWasABed } from './bridge-that-was-a-bed.ts';
import type { Story } from './script.ts';
import { towerThatWasAllowedToFall } from './tower-that-was-allowed-to-fall.ts';
import { whereDoesTheWaterGo } from './where-does-the-water-go.ts';

/** The drawn clips, in the order in which the demo course uses them. */
export const stories: Story[] = [bridgeThatWasABed, towerThatWasAllowedToFall, whereDoesTheWaterGo];
