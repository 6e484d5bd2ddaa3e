import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  endOf,
  isLeftOut,
  nearestShown,
  shownAt,
  startOf,
  turnAt,
  type ClipFacts,
} from './clip-times.rules.ts';
import { FrameClock } from './frame-clock.ts';
import { holeAhead, landingAt } from './holes.rules.ts';
import type { Playable } from './playable.ts';
import { PlaybackAudience } from './playback-audience.ts';
import { handleClipKey } from './playback-keys.ts';
import { backwardsTo, frameTime, nextShuttleSpeed, type BackwardRun } from './shuttle.rules.ts';
import { WatchedRecorder } from './watched-recorder.ts';
import type { Stretch } from './watched.rules.ts';

/** So far behind the end of a stretch nobody is to stand who plays only that. */
const LATE_SECONDS = 0.1;

/**
 * One clip's playing: where it stands, how it moves, what was watched. A workspace makes one,
 * hands it to `<lookfor-player .controller=…>`, and shares it with its own timeline and notes.
 * All times are seconds of what is shown: an excerpt has its own 0:00. Without a clip every wish
 * does nothing.
 *
 * @example
 * playback = new PlaybackController(this);
 * // in render: <lookfor-player .controller=${this.playback} clip-id=…></lookfor-player>
 * // on keydown: this.playback.handleKey(event)
 */
export class PlaybackController implements ReactiveController {
  /** Called with stretches that were newly watched. `<lookfor-player>` makes an event of it. */
  onWatched: ((ranges: readonly Stretch[]) => void) | undefined;
  /** Called when playing has jumped over a stretch that is left out, or stopped before it. */
  onHole: ((hole: Stretch) => void) | undefined;
  /** Called when a key asks for the audio description, or to do without it; unset: there is none. */
  onDescribe: (() => void) | undefined;
  /** Whether a second camera shows the same scene. */
  hasSecondView = false;

  readonly #audience = new PlaybackAudience();
  #video: Playable | undefined;
  #facts: ClipFacts = { durationSeconds: 0, frameRate: 25 };
  #prepare: () => Promise<boolean> = () => Promise.resolve(true);
  #watching: AbortController | undefined;
  #clock: FrameClock | undefined;
  #recorder = new WatchedRecorder((ranges) => this.onWatched?.(ranges));
  #shuttleSpeed = 0;
  #rate = 1;
  #loop: Stretch | undefined;
  #stopAtSeconds: number | undefined;
  #isWaiting = false;
  #isHeld = false;
  #isSwapped = false;
  #backwards: BackwardRun | undefined;

  constructor(host?: ReactiveControllerHost) {
    if (host) this.follow(host);
  }

  hostDisconnected(): void {
    this.pause();
    this.#recorder.rest();
  }

  /** Draws another host again whenever playing changes. */
  follow(host: ReactiveControllerHost): void {
    if (this.#audience.add(host)) host.addController(this);
  }

  /** Calls back with the time of every frame that is shown; for playheads. Returns how to stop. */
  onFrame(listener: (seconds: number) => void): () => void {
    return this.#audience.onFrame(listener);
  }

  /**
   * Begins to play through this video element; another one is let go. Returns how to let go.
   * `prepare` is awaited before playing: a player that waits to be asked loads its clip there. It
   * resolves false where nothing can be played yet.
   */
  attach(
    video: Playable,
    facts: ClipFacts,
    prepare: () => Promise<boolean> = () => Promise.resolve(true),
  ): () => void {
    this.detach();
    this.#video = video;
    this.#facts = facts;
    this.#prepare = prepare;
    const watching = new AbortController();
    this.#watching = watching;
    this.#clock = new FrameClock(video, (seconds) => this.#handleFrame(this.#shown(seconds)));
    const on = (name: keyof HTMLMediaElementEventMap, handle: () => void) =>
      video.addEventListener(name, handle, { signal: watching.signal });
    for (const name of ['play', 'ratechange', 'volumechange', 'loadeddata'] as const)
      on(name, () => this.#draw());
    on('playing', () => this.#setWaiting(false));
    on('waiting', () => {
      this.#setWaiting(true);
      this.#jumpAhead(video);
    });
    on('pause', () => this.#handleRest());
    on('ended', () => this.#handleRest());
    on('seeking', () => this.#recorder.rest());
    on('seeked', () => this.#handleSeeked());
    on('timeupdate', () => this.#handleFrame(this.#timeOf(video)));
    this.#draw();
    return () => {
      if (this.#video === video) this.detach();
    };
  }

  /** Lets go of the video element. What was watched is reported before. */
  detach(): void {
    this.#watching?.abort();
    this.#clock?.stop();
    this.#recorder.reset();
    this.#video = undefined;
    this.#shuttleSpeed = 0;
    this.#backwards = undefined;
    this.#isWaiting = false;
    this.#isHeld = false;
  }

  /** Changes what is known of the clip while it plays (an excerpt was chosen). */
  setFacts(facts: ClipFacts): void {
    this.#facts = facts;
    this.#draw();
  }

  /** Where the clip stands: the frame that is shown. */
  get currentSeconds(): number {
    const frameSeconds = this.#clock?.seconds;
    if (this.isPlaying && frameSeconds !== undefined) return this.#shown(frameSeconds);
    return this.exactSeconds;
  }

  /** Where the clip stands between frames: what a second clip keeps in step with. */
  get exactSeconds(): number {
    return this.#video ? this.#timeOf(this.#video) : this.startSeconds;
  }

  get durationSeconds(): number {
    return this.#facts.durationSeconds;
  }

  get frameRate(): number {
    return this.#facts.frameRate;
  }

  /** First second that plays: 0, or the beginning of the moment. */
  get startSeconds(): number {
    return startOf(this.#facts);
  }

  /** Last second that plays. */
  get endSeconds(): number {
    return endOf(this.#facts);
  }

  /** Width of the picture divided by its height; 16 to 9 while it is not known. */
  get pictureRatio(): number {
    const { videoWidth = 0, videoHeight = 0 } = this.#video ?? {};
    return videoHeight > 0 ? videoWidth / videoHeight : 16 / 9;
  }

  get isPlaying(): boolean {
    return this.#video !== undefined && !this.#video.paused && !this.#video.ended;
  }

  /** True when there is a picture to look at. */
  get isReady(): boolean {
    return (this.#video?.readyState ?? 0) >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  /** True while playing waits for the network. */
  get isWaiting(): boolean {
    return this.#isWaiting && this.isPlaying;
  }

  /** True while playing waits for something that is read; any wish to move ends that. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** The chosen speed of playing, ¼ to 2. */
  get rate(): number {
    return this.#rate;
  }

  /** −4 to 4 while the shuttle runs; 0 otherwise. */
  get shuttleSpeed(): number {
    return this.#shuttleSpeed;
  }

  /** The stretch that is played again and again. */
  get loop(): Stretch | undefined {
    return this.#loop;
  }

  /** Whether the second camera is large and this clip in the corner. */
  get isSwapped(): boolean {
    return this.#isSwapped && this.hasSecondView;
  }

  /** What is loaded already, for a progress line. */
  get buffered(): Stretch[] {
    const ranges = this.#video?.buffered;
    if (!ranges) return [];
    return Array.from({ length: ranges.length }, (_, at) => [
      this.#shown(ranges.start(at)),
      ranges.end(at) - this.#origin,
    ]);
  }

  get isMuted(): boolean {
    return this.#video?.muted ?? false;
  }

  /** What was watched of this clip since it was opened, merged and in order. */
  get watched(): readonly Stretch[] {
    return this.#recorder.ranges;
  }

  /** Makes the other view the large one. */
  swapViews(): void {
    if (!this.hasSecondView) return;
    this.#isSwapped = !this.#isSwapped;
    this.#draw();
  }

  /** Waits where it is until `release`; a stretch that is being played is not forgotten. */
  hold(): void {
    if (!this.#video || !this.isPlaying) return;
    this.#isHeld = true;
    this.#video.pause();
  }

  /** Goes on after `hold`, unless somebody wished otherwise meanwhile. */
  release(): void {
    if (!this.#isHeld || !this.#video) return;
    this.#isHeld = false;
    void this.#startVideo(this.#video);
  }

  /** Plays on. From the end it begins again. Resolves false when the browser refused to. */
  async play(): Promise<boolean> {
    const video = this.#video;
    if (!video) return false;
    this.#isHeld = false;
    this.#endShuttle();
    if (!(await this.#prepare())) return false;
    const [start, end] = this.#span();
    const seconds = video.currentTime - this.#origin;
    if ((end > 0 && seconds >= end - 0.05) || seconds < start - 0.05) {
      this.#moveTo(video, start);
    } else this.#jumpAhead(video);
    return this.#startVideo(video);
  }

  /** Stands still, also where a shuttle ran or a description held the clip. */
  pause(): void {
    const wasHeld = this.#isHeld;
    this.#isHeld = false;
    this.#endShuttle();
    this.#stopAtSeconds = undefined;
    this.#video?.pause();
    if (wasHeld) this.#draw();
  }

  /** Plays on, or stands still. */
  toggle(): void {
    if (this.isPlaying || this.#shuttleSpeed !== 0) this.pause();
    else void this.play();
  }

  /** Shows the frame at a time; the times outside the clip or excerpt are its ends. */
  seek(seconds: number, { isBack = false } = {}): void {
    const video = this.#video;
    if (!video) return;
    this.#isHeld = false;
    this.#stopAtSeconds = undefined;
    this.#backwards = undefined;
    this.#moveTo(video, nearestShown(this.#facts, seconds), isBack);
    this.#audience.tellFrame(this.#timeOf(video));
    this.#draw();
  }

  /** Moves by some seconds, backwards below 0. */
  skip(seconds: number): void {
    this.seek(this.currentSeconds + seconds, { isBack: seconds < 0 });
  }

  /** Pauses and shows the frame so many frames away. */
  step(frames: number): void {
    const seconds = this.currentSeconds;
    this.pause();
    this.seek(frameTime(seconds, frames, this.frameRate), { isBack: frames < 0 });
  }

  /** How fast it plays from now on; 1 is as it was filmed. */
  setRate(rate: number): void {
    this.#rate = rate;
    this.#endShuttle();
    if (this.#video) {
      this.#video.defaultPlaybackRate = rate;
      this.#video.playbackRate = rate;
    }
    this.#draw();
  }

  /** Without sound, or with it; the player tells when it is so. */
  setMuted(isMuted: boolean): void {
    if (this.#video) this.#video.muted = isMuted;
  }

  /** Plays a stretch again and again; undefined ends that. */
  setLoop(stretch: Stretch | undefined): void {
    // Of a moment that is left out there is nothing to repeat: it is said, and the clip goes on after it.
    this.#loop = stretch && isLeftOut(this.#facts, stretch) ? undefined : stretch;
    if (stretch && (this.currentSeconds < stretch[0] || this.currentSeconds > stretch[1])) {
      this.seek(stretch[0]);
    }
    this.#draw();
  }

  /** Plays a stretch once and stops at its end: a moment, a note. */
  async playStretch([start, end]: Stretch): Promise<boolean> {
    const video = this.#video;
    if (!video) return false;
    this.#endShuttle();
    if (!(await this.#prepare())) return false;
    this.seek(start);
    this.#stopAtSeconds = end;
    return this.#startVideo(video);
  }

  /** `J`, `K`, `L`: backwards, stand still, forwards; again is faster. */
  shuttle(direction: -1 | 0 | 1): void {
    const video = this.#video;
    if (!video) return;
    if (direction === 0) return this.pause();
    const before = this.#shuttleSpeed || (this.isPlaying && direction > 0 ? 1 : 0);
    const speed = nextShuttleSpeed(before, direction);
    this.#isHeld = false;
    this.#stopAtSeconds = undefined;
    this.#shuttleSpeed = speed;
    if (speed > 0) {
      this.#backwards = undefined;
      video.playbackRate = speed;
      void video.play().catch(() => undefined);
    } else {
      // No browser plays backwards: the frames are shown one after the other, each as fast as
      // the last one arrived.
      video.pause();
      this.#backwards = { fromSeconds: this.#timeOf(video), sinceMs: performance.now(), speed };
      this.#goBackwards();
    }
    this.#draw();
  }

  /**
   * Does what a key asks, unless the focused element needs the key itself. True when the key was
   * used; its default is prevented then.
   */
  handleKey(event: KeyboardEvent): boolean {
    return this.#video !== undefined && handleClipKey(this, event);
  }

  /** Reports what was watched until now; for the moment when a page is hidden. */
  reportWatched(): void {
    this.#recorder.rest();
  }

  get #origin(): number {
    return this.#facts.originSeconds ?? 0;
  }

  get #holes(): readonly Stretch[] {
    return this.#facts.holes ?? [];
  }

  /** Where a video stands, on the clock of what is shown. */
  #timeOf(video: Playable): number {
    return this.#shown(video.currentTime);
  }

  #shown(videoSeconds: number): number {
    return shownAt(this.#facts, videoSeconds);
  }

  /** Never into a stretch that is left out: past it, or before it on the way back. */
  #moveTo(video: Playable, wanted: number, isBack = false): void {
    const { endSeconds } = this;
    const { seconds, hole, isEnd } = landingAt(wanted, this.#holes, { endSeconds, isBack });
    video.currentTime = seconds + this.#origin;
    if (!hole) return;
    if (isEnd) video.pause();
    this.onHole?.(hole);
  }

  /** Leaves a stretch that is left out, or the place before it where nothing more will come. */
  #jumpAhead(video: Playable): void {
    const hole = holeAhead(this.#timeOf(video), this.#holes);
    if (hole) this.#passOver(video, hole);
  }

  /** Playing came to a stretch that is left out. It asks nobody to watch what nobody can. */
  #passOver(video: Playable, hole: Stretch): void {
    this.onWatched?.([hole]);
    this.#moveTo(video, Math.max(hole[0], this.#timeOf(video)));
  }

  async #startVideo(video: Playable): Promise<boolean> {
    try {
      await video.play();
      return true;
    } catch {
      // The browser wants a press first, or another wish came in between.
      return false;
    }
  }

  /** The stretch within which playing stays at the moment. */
  #span(): Stretch {
    return this.#loop ?? [this.startSeconds, this.endSeconds];
  }

  #handleFrame(seconds: number): void {
    const video = this.#video;
    if (!video) return;
    if (this.isPlaying && !video.seeking) {
      this.#recorder.at(seconds, performance.now(), video.playbackRate);
      this.#keepWithin(video, seconds);
    }
    this.#audience.tellFrame(seconds);
    this.#audience.drawNowAndThen();
  }

  #keepWithin(video: Playable, seconds: number): void {
    const turn = turnAt(this.#facts, seconds, this.#loop, this.#stopAtSeconds);
    if (typeof turn !== 'string') this.#passOver(video, turn);
    else if (turn === 'begin-again') this.#moveTo(video, this.#span()[0]);
    else if (turn === 'stop') {
      const end = this.#stopAtSeconds ?? this.endSeconds;
      this.#stopAtSeconds = undefined;
      video.pause();
      // A busy device shows a frame that lies behind the end: it goes back.
      if (seconds - end > LATE_SECONDS) this.#moveTo(video, end);
    }
  }

  #handleSeeked(): void {
    const video = this.#video;
    if (!video) return;
    this.#audience.tellFrame(this.#timeOf(video));
    this.#draw();
    if (this.#backwards) requestAnimationFrame(() => this.#goBackwards());
  }

  #goBackwards(): void {
    const video = this.#video;
    if (!video || !this.#backwards) return;
    const { startSeconds } = this;
    const due = backwardsTo(this.#backwards, performance.now(), startSeconds);
    // At least a frame, or nothing would be sought and no `seeked` would drive this on.
    const atLeast = Math.max(startSeconds, this.#timeOf(video) - 0.02);
    this.#moveTo(video, Math.min(due, atLeast), true);
    if (due > startSeconds) return;
    this.#endShuttle();
    this.#draw();
  }

  #endShuttle(): void {
    this.#shuttleSpeed = 0;
    this.#backwards = undefined;
    if (this.#video) this.#video.playbackRate = this.#rate;
  }

  #handleRest(): void {
    this.#recorder.rest();
    if (this.#shuttleSpeed > 0) this.#endShuttle();
    this.#draw();
  }
  #setWaiting(isWaiting: boolean): void {
    this.#isWaiting = isWaiting;
    this.#draw();
  }

  #draw(): void {
    this.#audience.draw();
  }
}
