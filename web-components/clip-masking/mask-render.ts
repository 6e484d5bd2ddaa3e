/**
 * Makes the masked film in the browser: decoded, covered and coded again by WebCodecs, frame after
 * frame, straight into a file. Loaded only when somebody masks.
 */
import {
  ALL_FORMATS,
  AudioSample,
  BlobSource,
  Conversion,
  ConversionCanceledError,
  getFirstEncodableVideoCodec,
  Input,
  Mp4OutputFormat,
  NullTarget,
  Output,
  QUALITY_HIGH,
  StreamTarget,
  WebMOutputFormat,
  type Target,
} from 'mediabunny';
import type { MaskPlan } from '#contract/masking';
import { createCoverPainter } from './mask-paint.ts';
import { maskSamples } from './mask-sound.ts';
import { openFileToCome } from './masked-files.ts';

/** The browser cannot make this film: it lacks a decoder or an encoder for it. */
class CannotRender extends Error {
  override readonly name = 'CannotRender';
}

/** Somebody stopped the making of the film. */
class RenderStopped extends Error {
  override readonly name = 'RenderStopped';
}

/** More than the server makes of a film is not worth the time. */
const MOST_PIXELS_LONG = 1920;
const TRIAL_SECONDS = 2;
/** In the order in which everything else plays them; every one is taken by the server. */
const CODECS = ['avc', 'vp9', 'vp8', 'av1'] as const;

/**
 * Masks the beginning of a film for trial.
 * @returns seconds of work for each second of the film.
 * @throws {CannotRender}
 */
export async function tryRender(file: Blob, plan: MaskPlan): Promise<number> {
  const { conversion, shownSeconds } = await prepare(file, plan, new NullTarget(), TRIAL_SECONDS);
  const wholeSeconds = Math.min(TRIAL_SECONDS, shownSeconds);
  const began = performance.now();
  // Opening the coders takes as long for a short film as for a long one: it is left out.
  let warm = { atMs: began, seconds: 0 };
  conversion.onProgress = (_, seconds) => {
    if (warm.seconds === 0 && seconds < wholeSeconds / 2)
      warm = { atMs: performance.now(), seconds };
  };
  try {
    await conversion.execute();
  } catch (cause) {
    throw new CannotRender('the trial failed', { cause });
  }
  return (performance.now() - warm.atMs) / 1000 / (wholeSeconds - warm.seconds);
}

/**
 * Makes the masked film. Nothing of it is kept in memory: it is written to the browser's own file
 * system, or to parts that the browser keeps where it has room.
 * @throws {CannotRender | RenderStopped}
 */
export async function renderMasked(
  file: File,
  plan: MaskPlan,
  { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void },
): Promise<File> {
  const kept = await openFileToCome();
  try {
    const target = new StreamTarget(kept.writable);
    const { conversion, extension, mediaType } = await prepare(file, plan, target);
    conversion.onProgress = onShare;
    const stop = (): void => void conversion.cancel();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) throw new RenderStopped();
    try {
      await conversion.execute();
    } finally {
      signal.removeEventListener('abort', stop);
    }
    const name = `${file.name.replace(/\.[^.]+$/, '')}.${extension}`;
    return await kept.finish(name, mediaType);
  } catch (error) {
    await kept.discard();
    if (signal.aborted || error instanceof ConversionCanceledError) throw new RenderStopped();
    throw error instanceof CannotRender
      ? error
      : new CannotRender('it broke off', { cause: error });
  }
}

async function prepare(file: Blob, plan: MaskPlan, target: Target, lastSeconds?: number) {
  if (typeof VideoEncoder === 'undefined' || typeof OffscreenCanvas === 'undefined')
    throw new CannotRender('no WebCodecs');
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack().catch(() => null);
  if (!track || !(await track.canDecode())) throw new CannotRender('undecodable');
  const size = fit(await track.getDisplayWidth(), await track.getDisplayHeight());
  const codec = await getFirstEncodableVideoCodec([...CODECS], { ...size, quality: QUALITY_HIGH });
  if (!codec) throw new CannotRender('no encoder');
  // Written from the first byte to the last, without going back: so it need not be kept in memory.
  const format =
    codec === 'avc'
      ? new Mp4OutputFormat({ fastStart: 'fragmented' })
      : new WebMOutputFormat({ appendOnly: true });
  const shownSeconds = await input.computeDuration();
  const conversion = await Conversion.init({
    input,
    output: new Output({ format, target }),
    tracks: 'primary',
    // Nothing that the original says of itself: where, when and with what it was made.
    tags: {},
    showWarnings: false,
    ...(lastSeconds !== undefined && { trim: { end: Math.min(lastSeconds, shownSeconds) } }),
    video: {
      ...{ ...size, fit: 'fill', codec, quality: QUALITY_HIGH, keyFrameInterval: 2 },
      ...{ forceTranscode: true, allowTransformationMetadata: false },
      ...{ processedWidth: size.width, processedHeight: size.height },
      process: coverFrames(plan, size),
    },
    audio: plan.sounds.length > 0 ? { forceTranscode: true, process: maskSound(plan) } : {},
  });
  // A film without its sound would be another film.
  const lost = conversion.discardedTracks.some(
    ({ track: one }) => one.isVideoTrack() || one.isAudioTrack(),
  );
  const hasLostAll = conversion.utilizedTracks.every((one) => one.isAudioTrack());
  if (!conversion.isValid || lost || hasLostAll) throw new CannotRender('a track would be lost');
  const extension = codec === 'avc' ? 'mp4' : 'webm';
  return { conversion, shownSeconds, extension, mediaType: `video/${extension}` };
}

function coverFrames(plan: MaskPlan, { width, height }: { width: number; height: number }) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new CannotRender('no canvas');
  const paint = createCoverPainter();
  return (sample: {
    timestamp: number;
    draw(on: OffscreenCanvasRenderingContext2D, x: number, y: number, w: number, h: number): void;
  }): OffscreenCanvas => {
    sample.draw(context, 0, 0, width, height);
    paint(context, { image: canvas, width, height }, plan, sample.timestamp);
    return canvas;
  };
}

function maskSound(plan: MaskPlan) {
  return (sample: AudioSample): AudioSample => {
    const { numberOfChannels, sampleRate, numberOfFrames, timestamp } = sample;
    const data = new Float32Array(numberOfFrames * numberOfChannels);
    sample.copyTo(data, { planeIndex: 0, format: 'f32' });
    const facts = { channels: numberOfChannels, rate: sampleRate, startSeconds: timestamp };
    if (!maskSamples(data, facts, plan)) return sample;
    return new AudioSample({ data, format: 'f32', numberOfChannels, sampleRate, timestamp });
  };
}

/** Even sides, as coders want them, and no longer than what is served. */
function fit(width: number, height: number): { width: number; height: number } {
  const share = Math.min(1, MOST_PIXELS_LONG / Math.max(width, height));
  const even = (side: number): number => Math.max(2, Math.round((side * share) / 2) * 2);
  return { width: even(width), height: even(height) };
}
