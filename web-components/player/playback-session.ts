import { clipRoutes, type Playback } from '#contract/clips';
import { ApiError, isOffline, type Api } from '#elements/kit/api';
import { HlsSource, type SourceTrouble } from './hls-source.ts';
import {
  freshPlaybackOf,
  playbackOf,
  remainingMs,
  RENEW_BEFORE_END_MS,
  siteOf,
  spanOf,
  type Wanted,
} from './playback-source.ts';
import { isClosing } from './refusal-words.ts';

/** What a playback session tells its player. */
export interface SessionOptions {
  api: Api;
  /** No picture is loaded, for a line that carries none. */
  isSoundAlone?: boolean;
  /** The network is away; playing goes on by itself when it is back. */
  handleOffline: () => void;
  /** There are newer addresses of the same clip. */
  handleRenewed?: (playback: Playback) => void;
  /** The clip is open otherwise than it was: another stretch is left out, or none any more. */
  handleStanding?: (playback: Playback) => void;
  /** Playing cannot go on. */
  handleProblem: (error: unknown) => void;
}

const RETRY_MS = 5_000;
const SHORTEST_RENEWAL_MS = 10_000;
/** What is loaded already would play on after a withdrawal: so often is asked whether it may. */
const STANDING_EVERY_MS = 4_000;
/** So often is asked whether sharper pictures are there, while they are being made. */
const GROWTH_EVERY_MS = 8_000;

/**
 * One clip from its addresses to its pictures: asks for addresses, renews them before they end or
 * when the server refuses one, and goes on where playing was.
 */
export class PlaybackSession {
  readonly #options: SessionOptions;
  readonly #source = new HlsSource((trouble) => this.#handleTrouble(trouble));
  #wanted: Wanted = { clipId: '' };
  #renewal: Promise<void> | undefined;
  #renewedAtMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #standing: ReturnType<typeof setTimeout> | undefined;
  #growth: ReturnType<typeof setTimeout> | undefined;
  #playback: Playback | undefined;
  #isClosed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Takes addresses, or asks for those of a clip or an excerpt of it. Rejects with `ApiError`. */
  async open(given: Playback | Wanted): Promise<Playback> {
    const isGiven = 'playlistUrl' in given;
    const playback = isGiven ? given : await playbackOf(this.#options.api, given);
    this.#playback = playback;
    const { clipId, excerpt } = playback;
    this.#wanted = { clipId, excerpt, ...(excerpt?.id && { excerptId: excerpt.id }) };
    return playback;
  }

  /** Loads the clip into a video element. */
  async attach(video: HTMLVideoElement, startSeconds: number): Promise<void> {
    const playback = this.#playback;
    if (!playback || this.#isClosed) return;
    const isFile = playback.reference?.kind === 'file';
    // A site's player loads its film itself.
    if (!siteOf(playback))
      await this.#source.attach(video, this.#addressOf(playback), startSeconds, { isFile });
    this.#schedule(playback);
    this.#keepAsking();
    if (playback.isGrowing) this.#awaitGrowth();
  }

  /** Lets go of the clip: nothing is asked for any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#standing);
    clearTimeout(this.#growth);
    this.#source.destroy();
  }

  /** hls.js leaves the sound alone out when there are pictures too: it is asked for by itself. */
  #addressOf({ playlistUrl, soundUrl, reference }: Playback): string {
    if (reference) return reference.url;
    return (this.#options.isSoundAlone && soundUrl) || playlistUrl;
  }

  #keepAsking(): void {
    if (this.#isClosed) return;
    this.#standing = setTimeout(() => {
      const { clipId, excerpt } = this.#wanted;
      const query = excerpt ? spanOf(excerpt) : {};
      this.#options.api
        .call(clipRoutes.watchOn, { params: { clipId }, query })
        .then(({ standing }) => this.#follow(standing))
        .catch((error: unknown) => {
          if (this.#isClosed || !(error instanceof ApiError) || !isClosing(error.code)) return;
          this.#options.handleProblem(error);
        })
        .finally(() => this.#keepAsking());
    }, STANDING_EVERY_MS);
  }

  async #follow(standing: string): Promise<void> {
    if (this.#isClosed || standing === this.#playback?.standing) return;
    const playback = await freshPlaybackOf(this.#options.api, this.#wanted);
    if (this.#isClosed) return;
    this.#playback = playback;
    this.#options.handleStanding?.(playback);
  }

  /** A clip plays before all of it is made: its sharper pictures are taken up when they are there. */
  #awaitGrowth(): void {
    if (this.#isClosed) return;
    this.#growth = setTimeout(() => {
      freshPlaybackOf(this.#options.api, this.#wanted)
        .then((playback) => {
          if (this.#isClosed) return;
          if (playback.isGrowing) return this.#awaitGrowth();
          this.#take(playback);
          this.#source.sharpen();
        })
        // Whether it may be watched at all is asked elsewhere.
        .catch(() => this.#awaitGrowth());
    }, GROWTH_EVERY_MS);
  }

  #take(playback: Playback): void {
    this.#renewedAtMs = Date.now();
    if (!siteOf(playback)) this.#source.renew(this.#addressOf(playback));
    this.#options.handleRenewed?.(playback);
    this.#schedule(playback);
  }

  #schedule(playback: Playback): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const waitMs = Math.max(SHORTEST_RENEWAL_MS, remainingMs(playback) - RENEW_BEFORE_END_MS);
    this.#timer = setTimeout(() => void this.#renew(), waitMs);
  }

  #renew(): Promise<void> {
    this.#renewal ??= this.#askAgain().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #askAgain(): Promise<void> {
    try {
      const playback = await freshPlaybackOf(this.#options.api, this.#wanted);
      if (this.#isClosed) return;
      this.#take(playback);
    } catch (error) {
      if (this.#isClosed) return;
      if (!isOffline(error)) return this.#options.handleProblem(error);
      this.#options.handleOffline();
      this.#timer = setTimeout(() => void this.#renew(), RETRY_MS);
    }
  }

  #handleTrouble(trouble: SourceTrouble): void {
    if (this.#isClosed) return;
    switch (trouble) {
      case 'refused':
        // Addresses that were just made and are refused all the same will not get better.
        if (!this.#renewal && Date.now() - this.#renewedAtMs < RETRY_MS) {
          this.#options.handleProblem(new ApiError('media_expired', 403));
        } else {
          void this.#renew();
        }
        break;
      case 'offline':
        this.#options.handleOffline();
        break;
      case 'broken':
        this.#options.handleProblem(new ApiError('internal', 0));
        break;
    }
  }
}
