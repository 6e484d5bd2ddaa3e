import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { readWebVtt, type Cue } from '#contract/shared/webvtt';
import { readAtRest, readOn } from './descriptions.rules.ts';
import type { PlaybackController } from './playback-controller.ts';
import { sayAloud } from './speech.ts';

/** A description that is read while the clip waits. */
export interface Reading {
  words: string;
  language: string;
  /** Nobody says it aloud: it stands there until somebody wishes to go on. */
  isWaiting: boolean;
}

/** What is to be described, and where it stands. */
export interface DescriptionTrack {
  /** Of which clip, or excerpt; its addresses change. */
  of: string;
  language: string;
  url: string;
  /** Where 0:00 stands on the clock of the whole clip: its words count from there. */
  originSeconds: number;
}

/**
 * Reads the audio description of a clip: at each of its lines the clip waits until the line is said.
 * Where this device has no voice for the language, the words stand over the picture, are told to
 * screen readers, and the clip waits for a wish to play.
 */
export class DescriptionReader implements ReactiveController {
  /** What is read now. */
  reading: Reading | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #tell: (words: string) => void;
  #player: PlaybackController | undefined;
  #unfollow: (() => void) | undefined;
  #track: DescriptionTrack | null = null;
  #cues: readonly Cue[] = [];
  #untilSeconds: number | undefined;
  #loading: AbortController | undefined;
  #loaded: Promise<void> = Promise.resolve();
  #saying: AbortController | undefined;

  /** @param tell says words to screen readers */
  constructor(host: ReactiveControllerHost, tell: (words: string) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#end();
    this.#loading?.abort();
    this.#unfollow?.();
    this.#player = undefined;
  }

  /** The words are there, or will not come. */
  get loaded(): Promise<void> {
    return this.#loaded;
  }

  /** Reads along with this playing, from this track; null reads nothing. */
  follow(player: PlaybackController, track: DescriptionTrack | null): void {
    if (player !== this.#player) {
      this.#unfollow?.();
      this.#player = player;
      this.#unfollow = player.onFrame((seconds) => this.#handleFrame(player, seconds));
    }
    const known = this.#track;
    const isSame = track?.of === known?.of && track?.language === known?.language;
    if (isSame && (this.#cues.length > 0 || track?.url === known?.url)) return;
    this.#track = track;
    this.#cues = [];
    this.#end();
    player.release();
    this.#untilSeconds = player.isPlaying
      ? undefined
      : readAtRest(undefined, player.currentSeconds);
    if (track) this.#loaded = this.#load(track);
  }

  async #load(track: DescriptionTrack): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    try {
      const response = await fetch(track.url, { signal: loading.signal });
      if (!response.ok) return;
      const { cues } = readWebVtt(await response.text());
      if (this.#track !== track) return;
      this.#cues = cues.map((cue) => ({
        ...cue,
        startSeconds: cue.startSeconds - track.originSeconds,
        endSeconds: cue.endSeconds - track.originSeconds,
      }));
    } catch {
      // Without its words a clip plays all the same; the player says when the network is away.
    }
  }

  #handleFrame(player: PlaybackController, seconds: number): void {
    // Somebody played on, or went elsewhere, while it was read.
    if (this.reading && !player.isHeld) this.#end();
    if (!player.isPlaying || player.shuttleSpeed !== 0) {
      const until = this.#untilSeconds;
      // While something is read the clip stands, however long that takes.
      this.#untilSeconds = player.isHeld ? until : readAtRest(until, seconds);
      return;
    }
    const { untilSeconds, due } = readOn(this.#cues, this.#untilSeconds, seconds);
    this.#untilSeconds = untilSeconds;
    if (due.length > 0) void this.#read(player, due.map(({ text }) => text).join(' '));
  }

  async #read(player: PlaybackController, text: string): Promise<void> {
    const language = this.#track?.language ?? '';
    const words = text.replace(/\s+/g, ' ');
    const saying = new AbortController();
    this.#saying?.abort();
    this.#saying = saying;
    this.#show({ words, language, isWaiting: false });
    player.hold();
    const wasSaid = await sayAloud(words, language, saying.signal);
    if (saying.signal.aborted) return;
    if (wasSaid) {
      this.#show(undefined);
      player.release();
    } else {
      this.#show({ words, language, isWaiting: true });
      this.#tell(words);
    }
  }

  /** Somebody played on, or it is switched off: what is being said falls silent. */
  stopIfResumed(): void {
    if (this.reading && this.#player && !this.#player.isHeld) this.#end();
  }

  #end(): void {
    this.#saying?.abort();
    this.#saying = undefined;
    this.#show(undefined);
  }

  #show(reading: Reading | undefined): void {
    if (this.reading === reading) return;
    this.reading = reading;
    this.#host.requestUpdate();
  }
}
