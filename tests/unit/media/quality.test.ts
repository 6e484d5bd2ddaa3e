import { describe, expect, it } from 'vitest';
import {
  judgeQuality,
  parseBrightness,
  parseLoudness,
  type QualityFigures,
} from '#server/infra/media/quality.rules';

const good: QualityFigures = {
  ...{ durationSeconds: 120, width: 1280, height: 720, frameRate: 25, brightness: 0.5 },
  ...{
    hasAudio: true,
    loudnessLufs: -22,
    loudnessRangeLu: 6,
    truePeakDbtp: -3,
    thresholdLufs: -32,
    shake: 0.002,
    speechShare: 0.6,
  },
};
const judge = (figures: Partial<QualityFigures>) => judgeQuality({ ...good, ...figures });

describe('the verdict on a film', () => {
  it('is good where nothing is wrong, and carries its figures', () => {
    expect(judgeQuality(good)).toEqual({
      ...{ picture: 'good', sound: 'good', length: 'good', figures: good },
    });
  });

  it.each([
    [{ height: 240, width: 320 }, 'low'],
    [{ height: 480, width: 640 }, 'fair'],
    [{ height: 1920, width: 1080 }, 'good'],
    [{ brightness: 0.05 }, 'dark'],
    [{ brightness: 0.95 }, 'bright'],
    [{ frameRate: 8 }, 'choppy'],
  ] as const)('on the picture with %o', (figures, expected) => {
    expect(judge(figures).picture).toBe(expected);
  });

  it.each([
    [{ hasAudio: false, loudnessLufs: null }, 'none'],
    [{ loudnessLufs: null }, 'silent'],
    [{ loudnessLufs: -38 }, 'quiet'],
    [{ loudnessLufs: -31 }, 'good'],
    [{ loudnessLufs: -7 }, 'loud'],
    [{ speechShare: 0 }, 'voiceless'],
    [{ speechShare: null }, 'good'],
    [{ truePeakDbtp: 1.2 }, 'clipped'],
    [{ truePeakDbtp: 0.2 }, 'good'],
  ] as const)('on the sound with %o', (figures, expected) => {
    expect(judge(figures).sound).toBe(expected);
  });

  it.each([
    [4, 'short'],
    [10, 'good'],
    [1200, 'good'],
    [1201, 'long'],
  ])('on a length of %i s', (durationSeconds, expected) => {
    expect(judge({ durationSeconds }).length).toBe(expected);
  });
});

describe('figures read from what ffmpeg writes', () => {
  const summary = (loudness: string, peak: string) => `Input #0, mov
[Parsed_ebur128_0 @ 0x1] Summary:

  Integrated loudness:
    I:         ${loudness} LUFS
    Threshold: -32.1 LUFS

  Loudness range:
    LRA:         4.5 LU
    Threshold: -42.1 LUFS

  True peak:
    Peak:       ${peak} dBFS
`;

  it('are loudness, range and peak', () => {
    expect(parseLoudness(summary('-21.8', '-1.1'))).toEqual({
      ...{ loudnessLufs: -21.8, loudnessRangeLu: 4.5, truePeakDbtp: -1.1 },
      thresholdLufs: -32.1,
    });
  });

  it('are missing when all is silent, or nothing was written', () => {
    const nothing = {
      ...{ loudnessLufs: null, loudnessRangeLu: null },
      ...{ truePeakDbtp: null, thresholdLufs: null },
    };
    expect(parseLoudness(summary('-70.0', '-inf'))).toEqual(nothing);
    expect(parseLoudness('')).toEqual(nothing);
  });

  it('are the mean brightness', () => {
    const lines = [16, 235].map((luma) => `lavfi.signalstats.YAVG=${luma}`).join('\n');
    expect(parseBrightness(lines)).toBe(0.5);
    expect(parseBrightness('lavfi.signalstats.YAVG=16\n')).toBe(0);
  });
});
