import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What encodes films, keeps files, or starts programs and browsers: minutes of ffmpeg, and the same on
 * whatever PostgreSQL there is.
 */
const FILMS = [
  'tests/integration/media/**/*.test.ts',
  'tests/integration/clips/clip-preparation.test.ts',
  'tests/integration/clips/mask-order.test.ts',
  'tests/integration/clips/{captions,care,clip-playback,excerpts,references,second-views}.test.ts',
  'tests/integration/documentation/**/*.test.ts',
  'tests/integration/lti/{browser-binding,cli}.test.ts',
  'tests/integration/storage/**/*.test.ts',
];

// Without isolation a worker reads each module once, not once for each file.
export default defineConfig({
  root,
  test: {
    // What is waited for costs nothing where it comes soon; only what never comes takes so long.
    expect: { poll: { timeout: 60_000 } },
    teardownTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/structure/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: FILMS,
          isolate: false,
          globalSetup: ['tests/support/database.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'films',
          include: FILMS,
          isolate: false,
          globalSetup: ['tests/support/database.setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: ['tests/support/database.setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          isolate: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
    maxWorkers: 2,
  },
});
