const VOICES_MS = 1_000;
/** A voice that never says that it is done must not hold the clip forever. */
const SLOWEST_LETTERS_PER_SECOND = 6;
const SPARE_MS = 4_000;

/**
 * Says a sentence aloud by the voices of this device; resolves true when it was said to its end, and
 * false when there is no voice for the language, or it stopped. Voices that send the words elsewhere
 * are not used: what is seen in a clip stays here.
 */
export async function sayAloud(
  words: string,
  language: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (typeof speechSynthesis === 'undefined') return false;
  const voice = voiceFor(await voices(signal), language);
  if (!voice || signal.aborted) return false;
  return new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    const latestMs = (words.length / SLOWEST_LETTERS_PER_SECOND) * 1000 + SPARE_MS;
    const end = (wasSaid: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(wasSaid);
    };
    const stop = (): void => {
      speechSynthesis.cancel();
      end(false);
    };
    const timer = setTimeout(stop, latestMs);
    signal.addEventListener('abort', stop);
    utterance.onend = () => end(true);
    utterance.onerror = () => end(false);
    // What another clip on the page was saying ends here.
    speechSynthesis.cancel();
    speechSynthesis.speak(utterance);
  });
}

/** The voice of this device for a language: of the same region if there is one. */
export function voiceFor<Voice extends Pick<SpeechSynthesisVoice, 'lang' | 'localService'>>(
  offered: readonly Voice[],
  language: string,
): Voice | undefined {
  const plain = (tag: string): string => tag.toLowerCase().replace('_', '-');
  const own = offered.filter(({ localService }) => localService);
  const wanted = plain(language);
  const [tongue = ''] = wanted.split('-');
  return (
    own.find(({ lang }) => plain(lang) === wanted) ??
    own.find(({ lang }) => plain(lang).split('-')[0] === tongue)
  );
}

/** Some browsers find their voices only after they were asked. */
async function voices(signal: AbortSignal): Promise<SpeechSynthesisVoice[]> {
  const known = speechSynthesis.getVoices();
  if (known.length > 0) return known;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, VOICES_MS);
    const go = (): void => {
      clearTimeout(timer);
      resolve();
    };
    speechSynthesis.addEventListener('voiceschanged', go, { once: true, signal });
    signal.addEventListener('abort', go, { once: true });
  });
  return speechSynthesis.getVoices();
}
