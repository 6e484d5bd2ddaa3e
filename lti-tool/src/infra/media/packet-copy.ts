/** Copies the coded packets of a film into HLS segments with mediabunny: nothing is decoded. */
import { join } from 'node:path';
import {
  CmafOutputFormat,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathTarget,
  HlsOutputFormat,
  Output,
  PathedTarget,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import { segmentSeconds } from './ladder.ts';
import { MediaError } from './media-error.ts';
import { variantPlaylist } from './packaged-clip.ts';

/** The tracks of an opened file that are copied. */
export interface CopiedTracks {
  picture: InputVideoTrack;
  sound: InputAudioTrack | null;
}

/**
 * Writes playlist, initialisation segment and segments into `folder`. Segments begin at the film's
 * own keyframes. Tags of the file stay behind. `onSeconds` hears the position that is written.
 *
 * Packets are pulled here, one track after the other's clock, rather than by mediabunny's own
 * conversion: that one closes its tracks at the same moment, and its HLS writer then fails in a
 * promise that nobody can catch (1.61.0).
 */
export async function copyPackets(
  tracks: CopiedTracks,
  folder: string,
  options: { signal?: AbortSignal | undefined; onSeconds: (seconds: number) => void },
): Promise<void> {
  const { signal, onSeconds } = options;
  const { picture } = tracks;
  const output = hlsOutput(folder);
  const addPicture = await pictureTarget(output, picture);
  const addSound = await soundTarget(output, tracks.sound);
  await output.start();
  try {
    // An edit list may put the first picture before zero, where HLS has no place for it.
    const shift = -Math.min(0, await picture.getFirstTimestamp());
    const sound = addSound ? soundPackets(tracks.sound) : null;
    let nextSound = (await sound?.next())?.value;
    for await (const packet of new EncodedPacketSink(picture).packets()) {
      if (signal?.aborted) throw new MediaError('cancelled');
      while (nextSound && nextSound.timestamp <= packet.timestamp) {
        await addSound?.(nextSound, shift);
        nextSound = (await sound?.next())?.value;
      }
      await addPicture(packet, shift);
      onSeconds(packet.timestamp + shift);
    }
    for (; nextSound; nextSound = (await sound?.next())?.value) await addSound?.(nextSound, shift);
    await output.finalize();
  } catch (error) {
    if (output.state === 'started') await output.cancel();
    throw error;
  }
}

type AddPacket = (packet: EncodedPacket, shiftSeconds: number) => Promise<void>;

function hlsOutput(folder: string): Output {
  return new Output({
    format: new HlsOutputFormat({
      segmentFormat: new CmafOutputFormat(),
      targetDuration: segmentSeconds,
      getPlaylistPath: () => variantPlaylist,
      getInitPath: () => 'init.mp4',
      getSegmentPath: ({ n }) => `s${String(n - 1).padStart(5, '0')}.m4s`,
      // The master playlist is written elsewhere, with the bit rates of all renditions.
    }),
    target: new PathedTarget(
      'mediabunny.m3u8',
      ({ path }) => new FilePathTarget(join(folder, path)),
    ),
  });
}

async function pictureTarget(output: Output, track: InputVideoTrack): Promise<AddPacket> {
  const source = new EncodedVideoPacketSource('avc');
  const rotation = await track.getRotation();
  output.addVideoTrack(source, { rotation });
  let decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  return async (packet, shift) => {
    await source.add(moved(packet, shift), decoderConfig && { decoderConfig });
    decoderConfig = undefined;
  };
}

async function soundTarget(
  output: Output,
  track: InputAudioTrack | null,
): Promise<AddPacket | null> {
  if (!track) return null;
  const source = new EncodedAudioPacketSource('aac');
  output.addAudioTrack(source);
  let decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  return async (packet, shift) => {
    // The encoder's silence before the sound, which players would skip anyway.
    if (packet.timestamp + shift < 0) return;
    await source.add(moved(packet, shift), decoderConfig && { decoderConfig });
    decoderConfig = undefined;
  };
}

function soundPackets(track: InputAudioTrack | null): AsyncGenerator<EncodedPacket, void> | null {
  return track && new EncodedPacketSink(track).packets();
}

function moved(packet: EncodedPacket, shiftSeconds: number): EncodedPacket {
  return shiftSeconds === 0 ? packet : packet.clone({ timestamp: packet.timestamp + shiftSeconds });
}
