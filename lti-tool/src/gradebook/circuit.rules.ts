/** A platform's circuit as it is stored (circuit.table.ts). */
export interface Circuit {
  failures: number;
  openedAt: Date | null;
  nextProbeAt: Date | null;
  probes: number;
  pausedUntil: Date | null;
}

/** A platform that answers: everything is sent. */
export const CLOSED_CIRCUIT: Circuit = {
  failures: 0,
  openedAt: null,
  nextProbeAt: null,
  probes: 0,
  pausedUntil: null,
};

/**
 * So many failures with no success between them open it: with one post in five failing by chance,
 * as good as never; with a dead LMS, in one round of posts.
 */
const FAILURES_TO_OPEN = 8;
const PROBE_PAUSES_SECONDS = [5, 15, 30, 60, 120, 300] as const;
const LONGEST_PROBE_PAUSE_SECONDS = 300;

/** Whether anything may be sent to a platform now: everything, one score that tries, or nothing. */
export type Admission = { kind: 'all' } | { kind: 'one' } | { kind: 'none'; until: Date };

/** What a platform's circuit lets through at an instant. */
export function admission(circuit: Circuit, now: Date): Admission {
  const { openedAt, nextProbeAt, pausedUntil } = circuit;
  if (pausedUntil && pausedUntil > now) return { kind: 'none', until: pausedUntil };
  if (!openedAt) return { kind: 'all' };
  if (nextProbeAt && nextProbeAt > now) return { kind: 'none', until: nextProbeAt };
  return { kind: 'one' };
}

/**
 * The circuit after a failure that is the platform's own: silence, or 502 to 504.
 * @param isProbe it was the one score that tried an open circuit; others were under way when it
 *   opened, and say nothing new.
 */
export function afterFailure(circuit: Circuit, now: Date, isProbe: boolean): Circuit {
  const failures = circuit.failures + 1;
  const isOpen = circuit.openedAt !== null;
  if (isOpen ? !isProbe : failures < FAILURES_TO_OPEN) return { ...circuit, failures };
  const probes = isOpen ? circuit.probes + 1 : circuit.probes;
  const seconds = PROBE_PAUSES_SECONDS[probes] ?? LONGEST_PROBE_PAUSE_SECONDS;
  return {
    ...circuit,
    failures,
    probes,
    openedAt: circuit.openedAt ?? now,
    nextProbeAt: new Date(now.getTime() + seconds * 1_000),
  };
}

/** What a person is told about a circuit. */
export function circuitState(circuit: Circuit, now: Date): 'closed' | 'open' | 'half-open' {
  if (!circuit.openedAt) return 'closed';
  return admission(circuit, now).kind === 'none' ? 'open' : 'half-open';
}
