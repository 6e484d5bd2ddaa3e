import { describe, expect, test } from 'vitest';
import {
  admission,
  afterFailure,
  circuitState,
  CLOSED_CIRCUIT,
  type Circuit,
} from '#server/gradebook/circuit.rules';

const now = new Date('2026-11-24T14:20:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

/** A circuit after some failures in a row at the same moment. */
function failed(times: number, circuit: Circuit = CLOSED_CIRCUIT): Circuit {
  return Array.from({ length: times }).reduce<Circuit>(
    (at) => afterFailure(at, now, false),
    circuit,
  );
}

test('a few failures leave everything open to all, many in a row to nobody', () => {
  expect(admission(failed(7), now)).toEqual({ kind: 'all' });
  const open = failed(8);
  expect(admission(open, now)).toEqual({ kind: 'none', until: later(5) });
  expect(circuitState(open, now)).toBe('open');
});

test('after its pause one score tries, and nobody else', () => {
  const open = failed(8);
  expect(admission(open, later(5))).toEqual({ kind: 'one' });
  expect(circuitState(open, later(5))).toBe('half-open');
});

test('what was under way when it opened says nothing new', () => {
  expect(failed(20).nextProbeAt).toEqual(later(5));
});

test('each try that fails makes the pause longer, up to five minutes', () => {
  let circuit = failed(8);
  const pauses: number[] = [];
  for (let at = 0; at < 7; at += 1) {
    circuit = afterFailure(circuit, now, true);
    pauses.push(((circuit.nextProbeAt?.getTime() ?? 0) - now.getTime()) / 1_000);
  }
  expect(pauses).toEqual([15, 30, 60, 120, 300, 300, 300]);
});

describe('a pause that the platform asked for', () => {
  test('holds for all, and ends', () => {
    const paused = { ...CLOSED_CIRCUIT, pausedUntil: later(3) };
    expect(admission(paused, now)).toEqual({ kind: 'none', until: later(3) });
    expect(admission(paused, later(3))).toEqual({ kind: 'all' });
    expect(circuitState(paused, now)).toBe('closed');
  });
});
