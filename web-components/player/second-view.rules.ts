/** Where both cameras stand. Times are seconds, each of its own clip. */
export interface ViewFacts {
  /** What the first one shows. */
  seconds: number;
  /** What the second one shows. */
  viewSeconds: number;
  /** What the second clip shows at second 0 of the first. */
  offsetSeconds: number;
  viewDurationSeconds: number;
  frameSeconds: number;
  isPlaying: boolean;
  /** The speed of the first one. */
  rate: number;
  /** The second one runs faster or slower already, to come back into step. */
  isCorrecting: boolean;
}

/** What the second camera does next. */
export type ViewStep =
  | { do: 'play'; rate: number }
  | { do: 'seek'; seconds: number; goesOn: boolean }
  | { do: 'rest' }
  /** It does not show this moment. */
  | { do: 'nothing-there' };

/** Further away than this it jumps; nearer it runs a little faster or slower, which nobody sees. */
const JUMP_SECONDS = 0.4;
/** Few speeds, kept for a while: each change of speed costs a player work. */
const CORRECTIONS = [
  { fromFrames: 4, share: 0.1 },
  { fromFrames: 1.5, share: 0.05 },
  { fromFrames: 0, share: 0.02 },
];

/** How the second camera stays within a frame of the first. */
export function stepOf(facts: ViewFacts): ViewStep {
  const { seconds, viewSeconds, offsetSeconds, frameSeconds, isPlaying, rate } = facts;
  const wished = seconds + offsetSeconds;
  if (wished < -frameSeconds || wished > facts.viewDurationSeconds + frameSeconds)
    return { do: 'nothing-there' };
  const target = Math.min(Math.max(wished, 0), facts.viewDurationSeconds);
  const ahead = viewSeconds - target;
  if (!isPlaying)
    return Math.abs(ahead) > frameSeconds / 2
      ? { do: 'seek', seconds: target, goesOn: false }
      : { do: 'rest' };
  if (Math.abs(ahead) > JUMP_SECONDS * Math.max(1, rate))
    return { do: 'seek', seconds: target, goesOn: true };
  const frames = Math.abs(ahead) / frameSeconds;
  if (frames <= (facts.isCorrecting ? 0.2 : 0.7)) return { do: 'play', rate };
  const share = CORRECTIONS.find(({ fromFrames }) => frames >= fromFrames)?.share ?? 0;
  // As much at a slow speed as at the usual one: whoever looks slowly is not to wait longer for it.
  const change = share * Math.max(1, rate);
  return { do: 'play', rate: ahead > 0 ? rate - change : rate + change };
}
