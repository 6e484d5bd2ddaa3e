/** The command lines that convert a film. Pure: a probe and a plan go in, arguments come out. */
import { inputArguments } from './ffmpeg.ts';
import { asNumber, keyframeSeconds, outputFrameRate, type Rendition } from './ladder.ts';
import { loudnessFilter, type Loudness } from './loudness.rules.ts';
import { soundFolder, variantPlaylist } from './packaged-clip.ts';
import type { Probe } from './probe.rules.ts';
import type { SpriteGrid } from './sprite.ts';

/** What a conversion needs to know besides the file. */
export interface EncodePlan {
  film: Probe;
  /** Largest first. */
  renditions: readonly Rendition[];
  /** Whether ffmpeg has zscale and tonemap, which HDR needs to look right. */
  canToneMap: boolean;
  /** How loud the film is; what is served is brought to the level of broadcasts. */
  loudness: Loudness | null;
}

// Names inside a rendition's folder.
const initName = 'init.mp4';
const partPattern = 'p%05d.m4s';

// Served files say nothing of where, when and with what a film was made.
const withoutMetadata = [
  ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1'],
  ...['-fflags', '+bitexact'],
];

/**
 * One run that decodes once and writes every rendition of the plan (fMP4 HLS, sound included) below
 * the working folder, and the sound alone if it is asked for. The parts are as long as keyframes
 * are apart; `joinParts` makes segments of them.
 */
export function ladderArguments(
  file: string,
  plan: EncodePlan,
  { withSoundAlone = false } = {},
): string[] {
  const { film, renditions } = plan;
  const isHeard = film.audioStreamIndex !== null;
  const hasSoundAlone = withSoundAlone && isHeard;
  const graph = [
    pictureGraph(plan),
    ...(isHeard ? [soundGraph(plan, renditions.length + (hasSoundAlone ? 1 : 0))] : []),
  ];
  return [
    ...inputArguments(file),
    ...['-filter_complex', graph.join(';')],
    ...renditions.flatMap((rendition, at) => renditionArguments(film, rendition, at)),
    ...(hasSoundAlone ? soundAloneArguments(renditions.length) : []),
  ];
}

/** A run that writes the plan's largest rendition as one MP4 that plays while it loads. */
export function filmArguments(file: string, plan: EncodePlan, outFile: string): string[] {
  const { film, renditions } = plan;
  const [rendition] = renditions;
  const { videoBitsPerSecond = 0, audioBitsPerSecond = 0 } = rendition ?? {};
  const sound = ['-af', `aresample=${soundRate}:async=1:first_pts=0`];
  return [
    ...[...inputArguments(file), '-filter_complex', pictureGraph(plan), '-map', '[v0]'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ...['-maxrate', String(videoBitsPerSecond), '-bufsize', String(videoBitsPerSecond * 2)],
    ...(film.audioStreamIndex === null
      ? []
      : ['-map', `0:${film.audioStreamIndex}`, '-c:a', 'aac', '-ac', '2', ...sound]),
    ...(audioBitsPerSecond ? ['-b:a', String(audioBitsPerSecond)] : []),
    ...[...withoutMetadata, '-movflags', '+faststart', outFile],
  ];
}

/**
 * A run that writes the sheet of thumbnails from a rendition that is made already: its keyframes
 * stand at whole multiples of the thumbnails' interval, and nothing else need be decoded. It is no
 * output of the large run, because ffmpeg reports no progress until every output has begun.
 */
export function sheetArguments(file: string, grid: SpriteGrid, sheetFile: string): string[] {
  const { tileWidth, tileHeight, columns, rows, count, intervalSeconds } = grid;
  const filters = [
    // Keyframes of 29.97 frames per second come some milliseconds after the full second.
    `select='gte(t,selected_n*${intervalSeconds})'`,
    `scale=${tileWidth}:${tileHeight}:flags=area`,
    `setsar=1,tile=${columns}x${rows}:nb_frames=${count}`,
  ];
  return [
    ...['-skip_frame', 'nokey', ...inputArguments(file), '-an', '-vf', filters.join(',')],
    ...[...jpeg(4), ...withoutMetadata, sheetFile],
  ];
}

/** A run that writes the most typical frame of the two seconds after `atSeconds` as a JPEG. */
export function posterArguments(
  file: string,
  plan: EncodePlan,
  atSeconds: number,
  posterFile: string,
): string[] {
  const { film, renditions } = plan;
  const frames = Math.max(2, Math.round(asNumber(outputFrameRate(film)) * 2));
  const chain = [...commonFilters(plan, renditions[0]), `thumbnail=n=${frames}`];
  return [
    ...['-ss', atSeconds.toFixed(3)],
    ...inputArguments(file),
    ...['-filter_complex', `[0:${film.videoStreamIndex}]${chain.join(',')}[poster]`],
    ...['-map', '[poster]', ...jpeg(3), ...withoutMetadata, posterFile],
  ];
}

/** A run that writes the sound as 16-bit mono samples to standard output. */
export function samplesArguments(
  file: string,
  streamIndex: number,
  samplesPerSecond: number,
): string[] {
  return [
    ...inputArguments(file),
    ...['-map', `0:${streamIndex}`, '-vn', '-af', 'aresample=async=1:first_pts=0'],
    ...['-ac', '1', '-ar', String(samplesPerSecond), '-f', 's16le', 'pipe:1'],
  ];
}

function jpeg(quality: number): string[] {
  return [
    ...['-frames:v', '1', '-update', '1', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'],
    ...['-q:v', String(quality), '-f', 'image2'],
  ];
}

function renditionArguments(film: Probe, rendition: Rendition, at: number): string[] {
  const { name, videoBitsPerSecond, audioBitsPerSecond } = rendition;
  const sound = film.audioStreamIndex === null ? [] : soundArguments(at, audioBitsPerSecond);
  return [
    ...['-map', `[v${at}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23'],
    ...['-maxrate', String(videoBitsPerSecond), '-bufsize', String(videoBitsPerSecond * 2)],
    // Without B-frames no frame is out of order: the file needs no edit list, every reader puts
    // frame n at the same time, and picture and sound stay together.
    ...['-profile:v', 'high', '-pix_fmt', 'yuv420p', '-bf', '0'],
    // Keyframes by the clock, not by counting frames: 29.97 would drift from the segment's length.
    ...['-force_key_frames', `expr:gte(t,n_forced*${keyframeSeconds})`],
    ...['-sc_threshold', '0', '-g', '600'],
    ...sound,
    ...hlsArguments(name),
  ];
}

function hlsArguments(folder: string): string[] {
  return [
    ...withoutMetadata,
    ...['-f', 'hls', '-hls_time', String(keyframeSeconds), '-hls_playlist_type', 'vod'],
    ...['-hls_flags', 'independent_segments', '-hls_segment_type', 'fmp4'],
    ...['-hls_segment_options', 'movflags=+cmaf', '-hls_fmp4_init_filename', initName],
    ...['-hls_segment_filename', `${folder}/${partPattern}`, `${folder}/${variantPlaylist}`],
  ];
}

const soundRate = 48_000;
/** An AAC encoder's first packet holds this many samples of silence before the sound. */
const primingSamples = 1024;

function soundArguments(at: number, bitsPerSecond: number): string[] {
  return [
    ...['-map', `[a${at}]`, '-c:a', 'aac', '-ac', '2', '-ar', String(soundRate)],
    ...['-b:a', String(bitsPerSecond)],
  ];
}

/** A weak line still carries what was said. */
const soundAloneBitsPerSecond = 64_000;

function soundAloneArguments(at: number): string[] {
  return [...soundArguments(at, soundAloneBitsPerSecond), ...hlsArguments(soundFolder)];
}

function soundGraph({ film, loudness }: EncodePlan, outputs: number): string {
  const filters = [
    `aresample=${soundRate}:async=1:first_pts=0`,
    // To two channels before the level is set: mixing six of them down changes it.
    'aformat=channel_layouts=stereo',
    ...(loudness ? [loudnessFilter(loudness), `aresample=${soundRate}`] : []),
    // CMAF has no edit list here that would skip the silence, so the sound gives up as much at its
    // start; otherwise all of it would be 21 ms late.
    `atrim=start_sample=${primingSamples}`,
    'asetpts=PTS-STARTPTS',
  ];
  const branches = Array.from({ length: outputs }, (_, at) => `[a${at}]`).join('');
  return `[0:${film.audioStreamIndex}]${filters.join(',')},asplit=${outputs}${branches}`;
}

function pictureGraph(plan: EncodePlan): string {
  const { film, renditions } = plan;
  const common = commonFilters(plan, renditions[0]);
  const branches = renditions.map((_, at) => `[s${at}]`).join('');
  const sizes = renditions.map(({ width, height }, at) => {
    const filter = at === 0 ? 'null' : `scale=${width}:${height}:flags=bicubic,setsar=1`;
    return `[s${at}]${filter}[v${at}]`;
  });
  const source = `[0:${film.videoStreamIndex}]${common.join(',')}`;
  return [`${source},split=${renditions.length}${branches}`, ...sizes].join(';');
}

/** From the decoded, upright picture to 8-bit SDR frames of the largest rendition at a fixed rate. */
function commonFilters({ film, canToneMap }: EncodePlan, size: Rendition | undefined): string[] {
  const { numerator, denominator } = outputFrameRate(film);
  const isToneMapped = film.isHdr && canToneMap;
  const { width, height } = size ?? film;
  return [
    ...(film.isInterlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    `fps=${numerator}/${denominator}:start_time=0`,
    `scale=${width}:${height}:flags=bicubic${isToneMapped ? '' : ':out_range=tv'}`,
    'setsar=1',
    ...(isToneMapped ? toneMap(film) : []),
    'format=yuv420p',
  ];
}

/** HDR to SDR: linear light, brightness folded by Hable's curve, then BT.709. */
function toneMap({ colorTransfer, colorPrimaries, colorSpace }: Probe): string[] {
  const from = [
    `transferin=${colorTransfer}`,
    `primariesin=${colorPrimaries || 'bt2020'}`,
    `matrixin=${colorSpace || 'bt2020nc'}`,
  ].join(':');
  return [
    `zscale=${from}:transfer=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=primaries=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=transfer=bt709:matrix=bt709:range=tv',
  ];
}
