import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SPOKEN_MEDIA_TYPES } from '#contract/spoken-notes';

/** Longer is another kind of text. */
export const LONGEST_SECONDS = 120;
/** Speech is well understood at this rate; two minutes are half a megabyte. */
const BITS_PER_SECOND = 32_000;

/** What a microphone recorded. */
export interface Recording {
  sound: Blob;
  mediaType: (typeof SPOKEN_MEDIA_TYPES)[number];
  seconds: number;
}

/** Records a voice in the browser, at most two minutes. Nothing leaves the page. */
export class VoiceRecorder implements ReactiveController {
  /** How long it has been recording; null while it does not. */
  seconds: number | null = null;
  /** The microphone was refused, or there is none. */
  isRefused = false;

  readonly #host: ReactiveControllerHost;
  readonly #onRecorded: (recording: Recording) => void;
  #recorder: MediaRecorder | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #startedMs = 0;

  constructor(host: ReactiveControllerHost, onRecorded: (recording: Recording) => void) {
    this.#host = host;
    this.#onRecorded = onRecorded;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Asks for the microphone and records. */
  async start(): Promise<void> {
    this.isRefused = false;
    const mediaType = SPOKEN_MEDIA_TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const stream = mediaType && (await microphone());
    if (!stream) {
      this.isRefused = true;
      this.#host.requestUpdate();
      return;
    }
    const recorder = new MediaRecorder(stream, {
      mimeType: mediaType,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    const parts: Blob[] = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      const seconds = Math.min(LONGEST_SECONDS, (performance.now() - this.#startedMs) / 1000);
      this.#end();
      this.#onRecorded({ sound: new Blob(parts, { type: mediaType }), mediaType, seconds });
    });
    this.#recorder = recorder;
    this.#startedMs = performance.now();
    this.seconds = 0;
    recorder.start();
    this.#timer = setInterval(() => {
      this.seconds = Math.floor((performance.now() - this.#startedMs) / 1000);
      if (this.seconds >= LONGEST_SECONDS) this.stop();
      this.#host.requestUpdate();
    }, 250);
    this.#host.requestUpdate();
  }

  /** Ends the recording; what was said is handed over. */
  stop(): void {
    if (this.#recorder?.state === 'recording') this.#recorder.stop();
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#recorder = undefined;
    this.seconds = null;
    this.#host.requestUpdate();
  }
}

async function microphone(): Promise<MediaStream | undefined> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    // Refused by the person, by the frame of the LMS, or there is no microphone.
    return undefined;
  }
}
