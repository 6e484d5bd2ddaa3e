import { expect, it } from 'vitest';
import fc from 'fast-check';
import { peakFolder } from '#server/infra/media/waveform';

function bytesOf(samples: number[]): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => bytes.writeInt16LE(sample, at * 2));
  return bytes;
}

it('peaks are the highest amplitude of each window in percent, of either sign', () => {
  const peaks = peakFolder(3);
  expect(peaks.add(bytesOf([0, 16_384, -100, -32_768, 0, 5, 3277]))).toBe(7);
  expect(peaks.end()).toEqual([50, 100, 10]);
});

it('peaks do not depend on how the samples are cut into chunks', () => {
  const sample = fc.integer({ min: -32_768, max: 32_767 });
  fc.assert(
    fc.property(
      fc.array(sample, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (all, size) => {
        const whole = peakFolder(4);
        whole.add(bytesOf(all));
        const cut = peakFolder(4);
        const bytes = bytesOf(all);
        for (let at = 0; at < bytes.length; at += size) cut.add(bytes.subarray(at, at + size));
        expect(cut.end()).toEqual(whole.end());
      },
    ),
  );
});
