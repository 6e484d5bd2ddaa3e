import type { Cue } from '#contract/shared/webvtt';

/** The sound of a clip, as it is served. */
export interface Sound {
  bytes: Uint8Array<ArrayBuffer>;
  /** Says by its ending what it is. */
  fileName: string;
  mediaType: string;
}

/**
 * Something that listens and writes down what is said. An institution brings its own; there is none
 * unless it is configured.
 */
export interface ListeningEngine {
  /** The machine that gets the sound, for the person who decides to send it. */
  host: string;
  /**
   * What is said, in time order.
   * @param language BCP 47
   * @throws {AppError} platform_unreachable, platform_refused, or address_refused
   */
  listen(sound: Sound, language: string, signal: AbortSignal): Promise<Cue[]>;
}
