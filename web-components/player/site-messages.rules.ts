/** What the players of video sites say to the page around them, and understand. Pure. */

/** A site whose player stands in a frame. */
export type VideoSite = 'youtube' | 'vimeo';

/** What can be asked of a site's player. */
export type SiteCommand =
  | { do: 'listen' }
  | { do: 'play' }
  | { do: 'pause' }
  | { do: 'seek'; seconds: number }
  | { do: 'rate'; rate: number }
  | { do: 'mute'; isMuted: boolean };

/** What a message of a player tells; what it does not mention is absent. */
export interface SiteNews {
  isReady?: true;
  seconds?: number;
  durationSeconds?: number;
  isPlaying?: boolean;
  isEnded?: boolean;
  hasSought?: true;
}

/** The messages that ask a player for something. */
export function messagesFor(site: VideoSite, command: SiteCommand): string[] {
  const said = site === 'youtube' ? youtubeMessages(command) : vimeoMessages(command);
  return said.map((message) => JSON.stringify(message));
}

/** Reads a message of a player; null for one that tells nothing. */
export function newsOf(site: VideoSite, message: unknown): SiteNews | null {
  const read = typeof message === 'string' ? parsed(message) : message;
  if (!isTable(read)) return null;
  const news = site === 'youtube' ? youtubeNews(read) : vimeoNews(read);
  return Object.keys(news).length > 0 ? news : null;
}

function youtubeMessages(command: SiteCommand): object[] {
  const ask = (func: string, ...args: unknown[]) => [{ event: 'command', func, args }];
  switch (command.do) {
    case 'listen':
      return [{ event: 'listening', id: 1, channel: 'widget' }];
    case 'play':
      return ask('playVideo');
    case 'pause':
      return ask('pauseVideo');
    case 'seek':
      return ask('seekTo', command.seconds, true);
    case 'rate':
      return ask('setPlaybackRate', command.rate);
    case 'mute':
      return ask(command.isMuted ? 'mute' : 'unMute');
  }
}

const YOUTUBE_ENDED = 0;
const YOUTUBE_PLAYING = 1;
const YOUTUBE_PAUSED = 2;
const YOUTUBE_STATES = [YOUTUBE_ENDED, YOUTUBE_PLAYING, YOUTUBE_PAUSED];

function youtubeNews({ event, info }: Table): SiteNews {
  if (event === 'onReady') return { isReady: true };
  if (event === 'onStateChange') return youtubeState(info);
  if (!isTable(info)) return {};
  return {
    ...(event === 'initialDelivery' && { isReady: true as const }),
    ...(typeof info['currentTime'] === 'number' && { seconds: info['currentTime'] }),
    ...(isLength(info['duration']) && { durationSeconds: info['duration'] }),
    ...youtubeState(info['playerState']),
  };
}

/** Buffering and being cued are neither playing nor standing still: nothing is said then. */
function youtubeState(state: unknown): SiteNews {
  if (typeof state !== 'number' || !YOUTUBE_STATES.includes(state)) return {};
  return { isPlaying: state === YOUTUBE_PLAYING, isEnded: state === YOUTUBE_ENDED };
}

function vimeoMessages(command: SiteCommand): object[] {
  switch (command.do) {
    case 'listen':
      return ['play', 'pause', 'ended', 'timeupdate', 'seeked'].map((value) => ({
        method: 'addEventListener',
        value,
      }));
    case 'play':
      return [{ method: 'play' }];
    case 'pause':
      return [{ method: 'pause' }];
    case 'seek':
      return [{ method: 'setCurrentTime', value: command.seconds }];
    case 'rate':
      return [{ method: 'setPlaybackRate', value: command.rate }];
    case 'mute':
      return [{ method: 'setMuted', value: command.isMuted }];
  }
}

function vimeoNews({ event, data }: Table): SiteNews {
  const facts = isTable(data) ? data : {};
  return {
    ...(event === 'ready' && { isReady: true as const }),
    ...(typeof facts['seconds'] === 'number' && { seconds: facts['seconds'] }),
    ...(isLength(facts['duration']) && { durationSeconds: facts['duration'] }),
    ...(event === 'play' && { isPlaying: true, isEnded: false }),
    ...(event === 'pause' && { isPlaying: false }),
    ...(event === 'ended' && { isPlaying: false, isEnded: true }),
    ...(event === 'seeked' && { hasSought: true as const }),
  };
}

type Table = Readonly<Record<string, unknown>>;

function isTable(read: unknown): read is Table {
  return typeof read === 'object' && read !== null && !Array.isArray(read);
}

function isLength(read: unknown): read is number {
  return typeof read === 'number' && read > 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
