/** Addresses that may be clips, and what the players of video sites say. */
import { expect, test } from 'vitest';
import { messagesFor, newsOf } from '#elements/player/site-messages.rules';
import { readReference } from '#server/clips/reference.rules';

const policy = {
  mediaOrigins: ['https://media.example.edu'],
  videoSites: ['youtube', 'vimeo'] as const,
};
const youtube =
  'https://www.youtube-nocookie.com/embed/a-b_c123456?enablejsapi=1&rel=0&playsinline=1';

test.each([
  ['https://www.youtube.com/watch?v=a-b_c123456&t=40s', youtube],
  ['https://youtu.be/a-b_c123456', youtube],
  ['https://m.youtube.com/shorts/a-b_c123456', youtube],
  ['https://www.youtube-nocookie.com/embed/a-b_c123456', youtube],
  ['https://vimeo.com/123456789', 'https://player.vimeo.com/video/123456789?dnt=1'],
  [
    'https://vimeo.com/123456789/0a1b2c3d4e',
    'https://player.vimeo.com/video/123456789?dnt=1&h=0a1b2c3d4e',
  ],
  ['https://media.example.edu/a/film.mp4#t=3', 'https://media.example.edu/a/film.mp4'],
  ['https://media.example.edu/a/all.M3U8?x=1', 'https://media.example.edu/a/all.M3U8?x=1'],
])('%s is played at %s', (address, url) => {
  expect(readReference(address, policy)).toMatchObject({ url });
});

test.each([
  ['not an address', 'unknown-form'],
  ['https://media.example.edu/page.html', 'unknown-form'],
  ['https://me:word@media.example.edu/film.mp4', 'unknown-form'],
  ['http://media.example.edu/film.mp4', 'host-not-allowed'],
  ['https://media.example.edu.evil.example/film.mp4', 'host-not-allowed'],
  ['https://media.example.edu:8443/film.mp4', 'host-not-allowed'],
  ['https://youtube.com.evil.example/watch?v=a-b_c123456', 'host-not-allowed'],
  ['https://www.youtube.com/watch?v="><script>', 'host-not-allowed'],
  ['javascript:alert(1)//film.mp4', 'host-not-allowed'],
  ['file:///etc/passwd.mp4', 'host-not-allowed'],
])('%s is refused: %s', (address, refusal) => {
  expect(readReference(address, policy)).toBe(refusal);
});

test('a site that the operator left out is refused', () => {
  const strict = { ...policy, videoSites: ['vimeo'] as const };
  expect(readReference('https://youtu.be/a-b_c123456', strict)).toBe('host-not-allowed');
});

test.each([
  ['youtube', { event: 'onReady' }, { isReady: true }],
  [
    'youtube',
    { event: 'infoDelivery', info: { currentTime: 3.5, playerState: 1 } },
    { seconds: 3.5, isPlaying: true, isEnded: false },
  ],
  ['youtube', { event: 'onStateChange', info: 0 }, { isPlaying: false, isEnded: true }],
  ['youtube', { event: 'onStateChange', info: 3 }, null],
  ['vimeo', { event: 'ready' }, { isReady: true }],
  [
    'vimeo',
    { event: 'timeupdate', data: { seconds: 2, duration: 60 } },
    { seconds: 2, durationSeconds: 60 },
  ],
  ['vimeo', { event: 'seeked', data: { seconds: 9 } }, { seconds: 9, hasSought: true }],
  ['vimeo', ['ready'], null],
  ['vimeo', 'not json', null],
] as const)('%s says %j: %j', (site, message, news) => {
  expect(newsOf(site, message)).toEqual(news);
  if (typeof message === 'object') expect(newsOf(site, JSON.stringify(message))).toEqual(news);
});

test('each site is asked in its own words', () => {
  const seek = { do: 'seek', seconds: 12.5 } as const;
  expect(messagesFor('youtube', seek)).toEqual([
    '{"event":"command","func":"seekTo","args":[12.5,true]}',
  ]);
  expect(messagesFor('vimeo', seek)).toEqual(['{"method":"setCurrentTime","value":12.5}']);
});
