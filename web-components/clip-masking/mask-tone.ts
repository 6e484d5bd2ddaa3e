import { TONE_HERTZ, TONE_LEVEL } from './mask-sound.ts';

/** The tone that will be heard in the place of words, while the film is looked at on this device. */
export class MaskTone {
  #context: AudioContext | undefined;
  #gain: GainNode | undefined;

  /** Lets it be heard, or not. Nothing is opened before it is heard for the first time. */
  sound(isHeard: boolean): void {
    if (isHeard && !this.#context) this.#open();
    const { currentTime = 0 } = this.#context ?? {};
    this.#gain?.gain.setValueAtTime(isHeard ? TONE_LEVEL : 0, currentTime);
  }

  /** Lets the loudspeaker go. */
  close(): void {
    void this.#context?.close();
    this.#context = undefined;
    this.#gain = undefined;
  }

  #open(): void {
    const context = new AudioContext();
    const gain = new GainNode(context, { gain: 0 });
    const tone = new OscillatorNode(context, { type: 'sine', frequency: TONE_HERTZ });
    tone.connect(gain).connect(context.destination);
    tone.start();
    this.#context = context;
    this.#gain = gain;
  }
}
