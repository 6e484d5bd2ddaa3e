import type { Playable } from './playable.ts';
import { messagesFor, newsOf, type SiteCommand, type VideoSite } from './site-messages.rules.ts';

const LISTEN_AGAIN_MS = 300;

/**
 * The player of a video site in a frame, as if it were a video element: as far as its messages
 * reach. They tell the time a few times a second; between them it runs on by our own clock.
 */
export class SitePlayer extends EventTarget implements Playable {
  readonly videoWidth = 16;
  readonly videoHeight = 9;
  defaultPlaybackRate = 1;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 0;

  readonly #frame: HTMLIFrameElement;
  readonly #site: VideoSite;
  readonly #origin: string;
  readonly #listening: ReturnType<typeof setInterval>;
  #known = { seconds: 0, atMs: 0 };
  #rate = 1;
  #isMuted = false;
  #wishes: SiteCommand[] = [];

  constructor(frame: HTMLIFrameElement, site: VideoSite) {
    super();
    this.#frame = frame;
    this.#site = site;
    this.#origin = new URL(frame.src).origin;
    window.addEventListener('message', this.#handleMessage);
    // The frame loads when it loads: it is spoken to until it answers.
    this.#listening = setInterval(() => this.#post({ do: 'listen' }), LISTEN_AGAIN_MS);
  }

  /** Lets the frame go. */
  close(): void {
    clearInterval(this.#listening);
    window.removeEventListener('message', this.#handleMessage);
  }

  get currentTime(): number {
    if (this.paused) return this.#known.seconds;
    return this.#known.seconds + ((performance.now() - this.#known.atMs) / 1000) * this.#rate;
  }

  set currentTime(seconds: number) {
    this.seeking = true;
    this.#know(seconds);
    this.dispatchEvent(new Event('seeking'));
    this.#ask({ do: 'seek', seconds });
    // YouTube does not say that it has sought.
    if (this.#site === 'youtube') setTimeout(() => this.#endSeeking(), 0);
  }

  /** Nothing is known of what a site has loaded. */
  get buffered(): TimeRanges {
    const nothing = () => 0;
    return { length: 0, start: nothing, end: nothing };
  }

  get playbackRate(): number {
    return this.#rate;
  }

  set playbackRate(rate: number) {
    this.#know(this.currentTime);
    this.#rate = rate;
    this.#ask({ do: 'rate', rate });
    this.dispatchEvent(new Event('ratechange'));
  }

  get muted(): boolean {
    return this.#isMuted;
  }

  set muted(isMuted: boolean) {
    this.#isMuted = isMuted;
    this.#ask({ do: 'mute', isMuted });
    this.dispatchEvent(new Event('volumechange'));
  }

  play(): Promise<void> {
    this.#ask({ do: 'play' });
    return Promise.resolve();
  }

  pause(): void {
    this.#ask({ do: 'pause' });
  }

  /** What is asked before the player is there waits for it. */
  #ask(command: SiteCommand): void {
    if (this.readyState > 0) this.#post(command);
    else this.#wishes.push(command);
  }

  #post(command: SiteCommand): void {
    for (const message of messagesFor(this.#site, command))
      this.#frame.contentWindow?.postMessage(message, this.#origin);
  }

  readonly #handleMessage = ({ source, origin, data }: MessageEvent): void => {
    if (source !== this.#frame.contentWindow || origin !== this.#origin) return;
    const news = newsOf(this.#site, data);
    if (!news) return;
    this.#begin();
    if (news.seconds !== undefined) this.#know(news.seconds);
    if (news.hasSought) this.#endSeeking();
    if (news.isEnded !== undefined) this.ended = news.isEnded;
    if (news.isPlaying !== undefined) this.#setPlaying(news.isPlaying);
    this.dispatchEvent(new Event('timeupdate'));
  };

  #begin(): void {
    if (this.readyState > 0) return;
    this.readyState = HTMLMediaElement.HAVE_ENOUGH_DATA;
    clearInterval(this.#listening);
    this.#post({ do: 'listen' });
    for (const wish of this.#wishes.splice(0)) this.#post(wish);
    this.dispatchEvent(new Event('loadeddata'));
  }

  #setPlaying(isPlaying: boolean): void {
    if (isPlaying !== this.paused) return;
    this.#know(this.currentTime);
    this.paused = !isPlaying;
    for (const name of isPlaying ? ['play', 'playing'] : [this.ended ? 'ended' : 'pause'])
      this.dispatchEvent(new Event(name));
  }

  #endSeeking(): void {
    if (!this.seeking) return;
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }

  #know(seconds: number): void {
    this.#known = { seconds, atMs: performance.now() };
  }
}
