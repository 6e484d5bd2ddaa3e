import { describe, expect, it } from 'vitest';
import {
  bandwidth,
  masterPlaylist,
  parseMediaPlaylist,
  playlistDuration,
} from '#server/infra/media/playlist';

const text = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.004000,
s00000.m4s
#EXTINF:0.500000,
s00001.m4s
#EXT-X-ENDLIST
`;

describe('a media playlist', () => {
  const playlist = parseMediaPlaylist(text);

  it('is read', () => {
    expect(playlist).toEqual({
      initUri: 'init.mp4',
      segments: [
        { uri: 's00000.m4s', durationSeconds: 4.004 },
        { uri: 's00001.m4s', durationSeconds: 0.5 },
      ],
      isEnded: true,
    });
    expect(playlistDuration(playlist)).toBe(4.504);
  });

  it('is read with the line ends of other systems', () => {
    expect(parseMediaPlaylist(text.replaceAll('\n', '\r\n'))).toEqual(playlist);
  });

  it('is known to be unfinished without its last line', () => {
    expect(parseMediaPlaylist(text.replace('#EXT-X-ENDLIST\n', '')).isEnded).toBe(false);
  });

  it('has the bit rates of its segments, a very short last one not exaggerated', () => {
    expect(bandwidth(playlist, [400_400, 100_000])).toEqual({
      bandwidthBps: Math.round((500_400 * 8) / 4.504),
      averageBandwidthBps: Math.round((500_400 * 8) / 4.504),
    });
    expect(bandwidth(playlist, [800_800, 1_000]).bandwidthBps).toBe(1_600_000);
  });
});

it('a master playlist names every rendition with a relative address', () => {
  const written = masterPlaylist([
    {
      uri: 'v360/playlist.m3u8',
      picture: { width: 640, height: 360, frameRate: 30_000 / 1001 },
      ...{
        codecs: ['avc1.64001e', 'mp4a.40.2'],
        bandwidthBps: 900_000,
        averageBandwidthBps: 700_000,
      },
    },
  ]);
  expect(written).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=700000,RESOLUTION=640x360,FRAME-RATE=29.970,CODECS="avc1.64001e,mp4a.40.2"
v360/playlist.m3u8
`);
});
