import { describe, expect, test } from 'vitest';
import { stepOf, type ViewFacts } from '#elements/player/second-view.rules';

const facts: ViewFacts = {
  seconds: 10,
  viewSeconds: 12,
  offsetSeconds: 2,
  viewDurationSeconds: 30,
  frameSeconds: 0.04,
  isPlaying: true,
  rate: 1,
  isCorrecting: false,
};

describe('the second camera', () => {
  test.each<[string, Partial<ViewFacts>, ReturnType<typeof stepOf>]>([
    ['in step: plays on', {}, { do: 'play', rate: 1 }],
    ['half as fast where the first is', { rate: 0.5 }, { do: 'play', rate: 0.5 }],
    ['far behind: jumps', { viewSeconds: 5 }, { do: 'seek', seconds: 12, goesOn: true }],
    [
      'at rest, elsewhere: goes there',
      { isPlaying: false, viewSeconds: 5 },
      { do: 'seek', seconds: 12, goesOn: false },
    ],
    ['at rest, there', { isPlaying: false, viewSeconds: 12.01 }, { do: 'rest' }],
    ['before it began', { seconds: 0, offsetSeconds: -3 }, { do: 'nothing-there' }],
    ['after it ended', { seconds: 29 }, { do: 'nothing-there' }],
  ])('%s', (_name, change, step) => {
    expect(stepOf({ ...facts, ...change })).toEqual(step);
  });

  test('comes back as soon where both play slowly', () => {
    const rate = 0.25;
    let viewSeconds = 12.06;
    let seconds = 10;
    let isCorrecting = false;
    for (let frame = 0; frame < 25 * 2; frame += 1) {
      const step = stepOf({ ...facts, rate, seconds, viewSeconds, isCorrecting });
      const speed = step.do === 'play' ? step.rate : 0;
      isCorrecting = speed !== rate;
      seconds += 0.04 * rate;
      viewSeconds += 0.04 * speed;
    }
    expect(Math.abs(viewSeconds - seconds - 2)).toBeLessThanOrEqual(0.04);
  });

  test.each([0.05, 0.1, 0.3, -0.05, -0.1, -0.3])(
    '%f s off comes back gently, and arrives',
    (drift) => {
      let viewSeconds = 12 + drift;
      let seconds = 10;
      const rates: number[] = [1];
      for (let frame = 0; frame < 25 * 12; frame += 1) {
        const step = stepOf({
          ...{ ...facts, seconds, viewSeconds },
          isCorrecting: rates.at(-1) !== 1,
        });
        expect(step.do).toBe('play');
        const rate = step.do === 'play' ? step.rate : 0;
        rates.push(rate);
        seconds += 0.04;
        viewSeconds += 0.04 * rate;
      }
      expect(Math.abs(viewSeconds - seconds - 2)).toBeLessThanOrEqual(0.04);
      expect(Math.max(...rates.map((rate) => Math.abs(rate - 1)))).toBeLessThanOrEqual(0.121);
    },
  );
});
