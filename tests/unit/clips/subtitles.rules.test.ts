import { describe, expect, test } from 'vitest';
import { subtitlePlaylist, subtitleSegment, withSubtitles } from '#server/clips/subtitles.rules';

const MASTER = [
  ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
  ...['#EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1.64001f"', 'v0/playlist.m3u8'],
  ...['#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="mp4a.40.2"', 'sound/playlist.m3u8', ''],
].join('\n');

describe('a master playlist with captions', () => {
  test('names each language once, and every rendition refers to them', () => {
    const renditions = [
      { language: 'en', label: 'English' },
      { language: 'pt-BR', label: 'Português "do\nBrasil"' },
    ];
    expect(withSubtitles(MASTER, renditions).split('\n')).toEqual([
      ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="subtitles/en/playlist.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="Português  do Brasil",LANGUAGE="pt-BR",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="subtitles/pt-BR/playlist.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1.64001f",SUBTITLES="captions"',
      'v0/playlist.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="mp4a.40.2",SUBTITLES="captions"',
      ...['sound/playlist.m3u8', ''],
    ]);
  });

  test('without captions it stays as it is', () => {
    expect(withSubtitles(MASTER, [])).toBe(MASTER);
  });
});

describe('the playlist of a language', () => {
  const timesOf = (playlist: string) => playlist.match(/#EXT(?:INF:[\d.]+|-X-GAP)/g);

  test('has stretches for the whole clip, and the rest', () => {
    expect(timesOf(subtitlePlaylist(68, null))).toEqual([
      ...['#EXTINF:30.000', '#EXTINF:30.000', '#EXTINF:8.000'],
    ]);
    expect(subtitlePlaylist(68, null)).toContain('\n2.vtt\n#EXT-X-ENDLIST');
    expect(timesOf(subtitlePlaylist(60, null))).toHaveLength(2);
  });

  test('of an excerpt, what lies outside is a gap', () => {
    expect(timesOf(subtitlePlaylist(95, { startSeconds: 35, endSeconds: 50 }))).toEqual([
      ...['#EXT-X-GAP', '#EXTINF:30.000', '#EXTINF:30.000'],
      ...['#EXT-X-GAP', '#EXTINF:30.000', '#EXT-X-GAP', '#EXTINF:5.000'],
    ]);
  });
});

describe('a stretch of captions', () => {
  const vtt =
    'WEBVTT - the tower\n\nNOTE secret\n\n00:01.000 --> 00:02.000\nOne\n\n00:29.000 --> 00:31.000\nTwo\n\n00:00:40.000 --> 00:00:41.000\nThree\n';

  test('says on which clock it counts, and holds the lines that touch it', () => {
    expect(subtitleSegment(vtt, 0, 68, null)).toBe(
      'WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:01.000 --> 00:02.000\nOne\n\n00:29.000 --> 00:31.000\nTwo\n\n',
    );
    const second = subtitleSegment(vtt, 1, 68, null);
    expect(second).toContain('Two');
    expect(second).toContain('Three');
    expect(second).not.toContain('One');
  });

  test.each([
    [3, null],
    [2, { startSeconds: 35, endSeconds: 50 }],
  ])('stretch %d of 68 s within %j is not there', (index, span) => {
    expect(subtitleSegment(vtt, index, 68, span)).toBeNull();
  });

  test('of an excerpt only what is said in it', () => {
    const said = subtitleSegment(vtt, 1, 68, { startSeconds: 35, endSeconds: 50 });
    expect(said).toContain('Three');
    expect(said).not.toContain('Two');
  });
});
