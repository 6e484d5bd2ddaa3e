/** Turns what ffprobe reports into the facts that the rest of this folder decides on. */
import { z } from 'zod';

/** What is known of a film before it is converted. Sizes are as a viewer sees them. */
export interface Probe {
  durationSeconds: number;
  /** Display size in pixels: after rotation, and with square pixels. */
  width: number;
  height: number;
  /** Mean frames per second. */
  frameRate: number;
  isVariableFrameRate: boolean;
  isInterlaced: boolean;
  /** Clockwise turn that the file asks for: 0, 90, 180 or 270. */
  rotationDegrees: number;
  videoCodec: string;
  bitDepth: number;
  isHdr: boolean;
  /** The transfer function by ffmpeg's name (`smpte2084`, `arib-std-b67`, `bt709`), or ''. */
  colorTransfer: string;
  /** Colour matrix and primaries by ffmpeg's names, or ''. */
  colorSpace: string;
  colorPrimaries: string;
  hasVideo: boolean;
  hasAudio: boolean;
  /** Codec of the sound that is used, or null. */
  audioCodec: string | null;
  audioChannels: number;
  /** Which streams of the file are used. */
  videoStreamIndex: number;
  audioStreamIndex: number | null;
  /** Bits per second of the whole file, or 0 when unknown. */
  bitRate: number;
}

const stream = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  pix_fmt: z.string().optional(),
  bits_per_raw_sample: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  field_order: z.string().optional(),
  color_transfer: z.string().optional(),
  color_space: z.string().optional(),
  color_primaries: z.string().optional(),
  channels: z.number().optional(),
  duration: z.string().optional(),
  disposition: z.record(z.string(), z.number()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});

const report = z.object({
  format: z.object({ duration: z.string().optional(), bit_rate: z.string().optional() }).optional(),
  streams: z.array(stream).optional(),
});

type Stream = z.infer<typeof stream>;

/** The part of ffprobe's JSON report that is used. Throws when the text is something else. */
export function parseReport(json: string) {
  const { format, streams = [] } = report.parse(JSON.parse(json));
  return { format, streams };
}

/** A parsed report of ffprobe. */
export type ProbeReport = ReturnType<typeof parseReport>;

/** The moving picture of the file: the first one that is not a cover image. */
export function pictureStream({ streams }: ProbeReport): Stream | undefined {
  return streams.find((s) => s.codec_type === 'video' && !s.disposition?.attached_pic);
}

/** The sound of the file: its default track if that can be decoded, otherwise the first that can. */
export function soundStream({ streams }: ProbeReport): Stream | undefined {
  // Phones add tracks in formats of their own (spatial sound) beside a plain one; they have no name.
  const known = streams.filter((s) => s.codec_type === 'audio' && isKnown(s) && s.channels);
  return known.find((s) => s.disposition?.default) ?? known[0];
}

/** Whether ffprobe knows a decoder for the stream. */
export function isKnown({ codec_name }: Stream): boolean {
  return codec_name !== undefined && codec_name !== 'none' && codec_name !== 'unknown';
}

/** The length that the file states, in seconds; 0 when it states none. */
export function statedDuration({ format, streams }: ProbeReport): number {
  const whole = seconds(format?.duration);
  if (whole > 0) return whole;
  return Math.max(0, ...streams.map((s) => seconds(s.duration)));
}

/** The facts about a report that has a known picture; `durationSeconds` may be a measured one. */
export function describe(file: ProbeReport, durationSeconds: number): Probe | null {
  const picture = pictureStream(file);
  if (!picture || !isKnown(picture)) return null;
  const sound = soundStream(file);
  const rotationDegrees = clockwise(picture);
  const mean = fraction(picture.avg_frame_rate);
  const nominal = fraction(picture.r_frame_rate);
  const colorTransfer = picture.color_transfer ?? '';
  return {
    durationSeconds,
    ...displaySize(picture, rotationDegrees),
    frameRate: mean || nominal || 25,
    isVariableFrameRate: mean > 0 && nominal > 0 && Math.abs(nominal - mean) / mean > 0.02,
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(picture.field_order ?? ''),
    rotationDegrees,
    videoCodec: picture.codec_name ?? '',
    bitDepth: bitDepth(picture),
    isHdr: colorTransfer === 'smpte2084' || colorTransfer === 'arib-std-b67',
    colorTransfer,
    colorSpace: picture.color_space ?? '',
    colorPrimaries: picture.color_primaries ?? '',
    hasVideo: true,
    hasAudio: sound !== undefined,
    audioCodec: sound?.codec_name ?? null,
    audioChannels: sound?.channels ?? 0,
    videoStreamIndex: picture.index,
    audioStreamIndex: sound?.index ?? null,
    bitRate: Number(file.format?.bit_rate ?? 0) || 0,
  };
}

function displaySize(picture: Stream, rotationDegrees: number) {
  const pixelShape = fraction(picture.sample_aspect_ratio?.replace(':', '/')) || 1;
  // Editors leave 1.004 behind when they round a size: nobody sees it, and the film would grow.
  const stretch = Math.abs(pixelShape - 1) < 0.02 ? 1 : pixelShape;
  const width = Math.round((picture.width ?? 0) * stretch);
  const height = picture.height ?? 0;
  return rotationDegrees % 180 === 0 ? { width, height } : { width: height, height: width };
}

function clockwise({ side_data_list = [] }: Stream): number {
  const counterClockwise = side_data_list.find((side) => side.rotation !== undefined)?.rotation;
  // Anything between the quarter turns is treated as the nearest one, as players do.
  const quarters = Math.round((counterClockwise ?? 0) / 90);
  return (((-quarters % 4) + 4) % 4) * 90;
}

function bitDepth({ bits_per_raw_sample, pix_fmt = '' }: Stream): number {
  const named = /p0?(9|10|12|14|16)(le|be)?$/.exec(pix_fmt)?.[1];
  return Number(named ?? (Number(bits_per_raw_sample) || 8));
}

function fraction(text = ''): number {
  const [numerator = 0, denominator = 1] = text.split('/').map(Number);
  const value = numerator / denominator;
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function seconds(text = ''): number {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : 0;
}
