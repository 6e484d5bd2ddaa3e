import type Hls from 'hls.js/light';
import { underNewSignature } from './signed-address.rules.ts';

/** Why playing stopped without being asked to. */
export type SourceTrouble =
  /** The address is refused: its time is over, or the clip may not be played any more. */
  | 'refused'
  /** The network is away. */
  | 'offline'
  /** The browser cannot read what it got. */
  | 'broken';

const RETRY_MS = 3_000;

/**
 * The pictures and sound of one clip in one video element, by HLS. Addresses end after a while:
 * `renew` gives the next ones, and playing goes on without a gap.
 */
export class HlsSource {
  readonly #handleTrouble: (trouble: SourceTrouble) => void;
  #hls: Hls | undefined;
  #video: HTMLVideoElement | undefined;
  #firstPlaylist = '';
  #playlist = '';
  #hasRecovered = false;
  #isStalled = false;
  #isEnded = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #waiting: AbortController | undefined;

  constructor(handleTrouble: (trouble: SourceTrouble) => void) {
    this.#handleTrouble = handleTrouble;
  }

  /** Loads a clip so that it can begin at a time. Resolves when loading has begun. */
  async attach(
    video: HTMLVideoElement,
    playlist: string,
    startSeconds: number,
    { isFile = false } = {},
  ): Promise<void> {
    this.#video = video;
    this.#firstPlaylist = playlist;
    this.#playlist = playlist;
    // One file that lies elsewhere: the browser fetches what it needs of it.
    if (isFile) return this.#attachNatively(video, playlist, startSeconds);
    const { default: Hls, Events, ErrorTypes } = await import('hls.js/light');
    if (this.#isEnded) return;
    if (!Hls.isSupported()) return this.#attachNatively(video, playlist, startSeconds);
    const hls = new Hls({
      // CMAF passes through as it is: a worker would gain nothing and need a blob: script.
      enableWorker: false,
      startPosition: startSeconds,
      capLevelToPlayerSize: true,
      maxBufferLength: 30,
      backBufferLength: 60,
      xhrSetup: (request, url) => request.open('GET', this.#current(url), true),
    });
    this.#hls = hls;
    hls.on(Events.ERROR, (_, { type, fatal, response }) => {
      // A clip that was made anew lies elsewhere: its old addresses are gone for good.
      const isGone = fatal && (response?.code === 404 || response?.code === 410);
      const isRefused = response?.code === 401 || response?.code === 403 || isGone;
      if (fatal) this.#isStalled = true;
      if (isRefused) this.#handleTrouble('refused');
      else if (fatal && type === ErrorTypes.NETWORK_ERROR) this.#waitForNetwork();
      else if (fatal) this.#recover();
    });
    hls.attachMedia(video);
    hls.loadSource(playlist);
  }

  /** Goes on with newer addresses of the same clip. */
  renew(playlist: string): void {
    // What lies elsewhere stays there: it plays on.
    if (playlist === this.#playlist) return this.#goOn();
    this.#playlist = playlist;
    if (this.#hls) this.#goOn();
    else if (this.#video) this.#attachNatively(this.#video, playlist, this.#video.currentTime);
  }

  /**
   * Takes up sharper pictures, which the playlist names by now: when the clip stands still, so that
   * nobody is interrupted, and where it stands.
   */
  sharpen(): void {
    const video = this.#video;
    if (!video || this.#isEnded) return;
    if (video.paused) return this.#readAgain(video);
    this.#waiting?.abort();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    video.addEventListener('pause', () => this.#readAgain(video), { once: true, signal });
  }

  /** Stops loading and lets the video element go. */
  destroy(): void {
    this.#isEnded = true;
    this.#waiting?.abort();
    clearTimeout(this.#retry);
    this.#hls?.destroy();
    this.#hls = undefined;
    if (this.#video && this.#video.src !== '') {
      this.#video.removeAttribute('src');
      this.#video.load();
    }
  }

  #readAgain(video: HTMLVideoElement): void {
    if (this.#isEnded) return;
    const { currentTime } = video;
    if (!this.#hls) return this.#attachNatively(video, this.#playlist, currentTime);
    this.#hls.config.startPosition = currentTime;
    this.#hls.loadSource(this.#firstPlaylist);
    // Until the film is there again, whoever asks where it stands hears where it stood.
    video.currentTime = currentTime;
  }

  #current(url: string): string {
    if (this.#playlist === this.#firstPlaylist) return url;
    return underNewSignature(url, this.#firstPlaylist, this.#playlist, document.baseURI);
  }

  #goOn(): void {
    if (!this.#isStalled || !this.#hls) return;
    this.#isStalled = false;
    // Nothing was read yet: the playlist itself was refused.
    if (this.#hls.levels.length === 0) this.#hls.loadSource(this.#firstPlaylist);
    else this.#hls.startLoad(this.#video?.currentTime ?? -1);
  }

  #waitForNetwork(): void {
    this.#handleTrouble('offline');
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#goOn(), RETRY_MS);
  }

  #recover(): void {
    if (this.#hasRecovered || !this.#hls) return this.#handleTrouble('broken');
    this.#hasRecovered = true;
    this.#isStalled = false;
    this.#hls.recoverMediaError();
  }

  /** iPhones before 17.1 have no Media Source: they read HLS themselves. */
  #attachNatively(video: HTMLVideoElement, playlist: string, startSeconds: number): void {
    // Our player asks for nothing by itself; here nobody else will.
    video.preload = 'auto';
    video.src = playlist;
    video.addEventListener(
      'loadedmetadata',
      () => {
        video.currentTime = startSeconds;
      },
      { once: true },
    );
    video.onerror = () => this.#handleTrouble('broken');
  }
}
