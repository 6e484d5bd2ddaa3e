import { msg } from '@lit/localize';
import type { Playback } from '#contract/clips';
import { announce, type LookforElement } from '#elements/kit/element';
import { currentLocale } from '#elements/kit/locale';
import type { DescriptionTrack } from './description-reader.ts';
import { likelyLanguage } from './descriptions.rules.ts';
import type { DescriptionsChange } from './events.ts';
import { type CaptionsChange } from './events.ts';

const CAPTIONS_KEY = 'player:captions';
/** Where the language is kept that was chosen before captions were switched off. */
export const LAST_CAPTIONS_KEY = 'player:captions-language';
const DESCRIBED_KEY = 'player:is-described';
const DESCRIPTIONS_KEY = 'player:descriptions-language';

/** What a player says about the choice of words. */
export type ChoosingHost = LookforElement & {
  /** Language of the captions that show, '' for none; undefined: what was chosen last. */
  captionsLanguage: string | undefined;
  /** The task asks to watch without captions. */
  captionsOff: boolean;
};

/** Which captions show and which audio description is read; kept on this device. */
export class TrackChoice {
  /** Captions that were chosen last; '' when none ever were. */
  lastLanguage = '';
  lastDescriptions = '';

  readonly #host: ChoosingHost;
  readonly #clip: () => Playback | undefined;
  #isDescribed: boolean | undefined;

  constructor(host: ChoosingHost, clip: () => Playback | undefined) {
    this.#host = host;
    this.#clip = clip;
  }

  /** Reads what was chosen the last time. */
  async read(): Promise<void> {
    const { localStore } = this.#host;
    this.#host.captionsLanguage ??= (await localStore.read<string>(CAPTIONS_KEY)) ?? '';
    this.#isDescribed ??= (await localStore.read<boolean>(DESCRIBED_KEY)) ?? false;
    this.lastDescriptions ||= (await localStore.read<string>(DESCRIPTIONS_KEY)) ?? '';
    this.lastLanguage = (await localStore.read<string>(LAST_CAPTIONS_KEY)) ?? '';
    this.#host.requestUpdate();
  }

  /** The captions that may be chosen. */
  get offered(): Playback['captions'] {
    return this.#host.captionsOff ? [] : (this.#clip()?.captions ?? []);
  }

  /** The chosen language; where this clip has not got it, another one for whoever wants captions. */
  get shownLanguage(): string {
    const { captionsLanguage } = this.#host;
    return captionsLanguage
      ? likelyLanguage(this.offered, [captionsLanguage, currentLocale()])
      : '';
  }

  /** The audio description that is read; null for none. */
  get description(): DescriptionTrack | null {
    if (!this.#isDescribed) return null;
    const { clipId = '', excerpt, descriptions = [] } = this.#clip() ?? {};
    const language = likelyLanguage(descriptions, [this.lastDescriptions, currentLocale()]);
    const track = descriptions.find((one) => one.language === language);
    const of = `${clipId} ${excerpt?.startSeconds ?? ''} ${excerpt?.endSeconds ?? ''}`;
    const originSeconds = excerpt?.startSeconds ?? 0;
    return track ? { of, language, url: track.url, originSeconds } : null;
  }

  /** Shows the chosen captions, and no others. */
  show(video: HTMLVideoElement | null): void {
    const wanted = this.shownLanguage;
    let hasShown = false;
    for (const track of video?.textTracks ?? []) {
      // A browser that reads HLS itself knows each language twice: from the playlist, and from here.
      const isShown: boolean = wanted !== '' && track.language === wanted && !hasShown;
      hasShown ||= isShown;
      const mode = isShown ? 'showing' : 'disabled';
      if (track.mode !== mode) track.mode = mode;
    }
  }

  /** The clip as it is now: newer addresses of words that are not loaded yet. What shows stays. */
  renewed(clip: Playback, { captions, descriptions, closed }: Playback): Playback {
    const shown = this.shownLanguage;
    const kept = clip.captions.find(({ language }) => language === shown);
    const renewed = captions.map((track) =>
      track.language === shown ? { ...track, ...kept } : track,
    );
    return { ...clip, captions: renewed, descriptions, closed };
  }

  readonly chooseCaptions = ({ language }: CaptionsChange): void => {
    const { localStore } = this.#host;
    this.#host.captionsLanguage = language;
    void localStore.write(CAPTIONS_KEY, language);
    if (!language) return;
    this.lastLanguage = language;
    void localStore.write(LAST_CAPTIONS_KEY, language);
  };

  readonly chooseDescriptions = ({ language }: Pick<DescriptionsChange, 'language'>): void => {
    const { localStore } = this.#host;
    this.#isDescribed = language !== '';
    this.#host.requestUpdate();
    void localStore.write(DESCRIBED_KEY, this.#isDescribed);
    if (!language) return;
    this.lastDescriptions = language;
    void localStore.write(DESCRIPTIONS_KEY, language);
  };

  /** The key `D`. */
  readonly toggleDescription = (): void => {
    const offered = this.#clip()?.descriptions ?? [];
    const language = likelyLanguage(offered, [this.lastDescriptions, currentLocale()]);
    this.chooseDescriptions({ language: this.#isDescribed ? '' : language });
    announce(this.#isDescribed ? msg('Audio description on.') : msg('Audio description off.'));
  };
}
