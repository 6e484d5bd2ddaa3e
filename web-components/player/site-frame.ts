import { msg, str } from '@lit/localize';
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Playback } from '#contract/clips';
import { siteOf } from './playback-source.ts';
import type { SitePlayer } from './site-player.ts';

const SITE_NAMES = { youtube: 'YouTube', vimeo: 'Vimeo' } as const;

/** A player that has not said a word for so long is not there: the network may refuse its site. */
const SILENCE_MS = 12_000;

type Host = ReactiveControllerHost & {
  readonly renderRoot: HTMLElement | DocumentFragment;
};

/** What becomes of a film that lies on a video site. */
export interface SiteOptions {
  /** Its player is there and may be played by. */
  handleReady: (player: SitePlayer) => void;
  /** It was asked for, and did not come. */
  handleSilent: () => void;
  /** What speaks with it could not be fetched. */
  handleProblem: (error: unknown) => void;
}

/**
 * A film that lies on a video site: its player, once the viewer has said that the site may be
 * asked. Who watches our own clips loads nothing of it.
 */
export class SiteFrame {
  readonly #host: Host;
  readonly #options: SiteOptions;
  #player: SitePlayer | undefined;
  /** The viewer lets the site know of them. */
  #isAsked = false;
  /** The site was asked, and nothing came. */
  #isSilent = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, options: SiteOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Lets the site go; it is asked for again the next time. */
  close(): void {
    clearTimeout(this.#patience);
    this.#player?.close();
    this.#player = undefined;
    this.#isAsked = false;
    this.#isSilent = false;
  }

  /** Whether it is still open if the site may be asked; then focus is on the answer. */
  leadsToQuestion(clip: Playback | undefined): boolean {
    if (!clip || siteOf(clip) === null || this.#isAsked) return false;
    this.#host.renderRoot.querySelector<HTMLElement>('.ask-first button')?.focus();
    return true;
  }

  /** The player of the site, or what it learns of the viewer; nothing for our own clips. */
  render(clip: Playback | undefined): TemplateResult | typeof nothing {
    const site = clip && siteOf(clip);
    if (!site || !clip.reference) return nothing;
    const name = SITE_NAMES[site];
    if (this.#isAsked) {
      const address = new URL(clip.reference.url);
      address.searchParams.set('origin', location.origin);
      return html`<iframe
        src=${address.href}
        title=${msg(str`Player of ${name}`)}
        allow="autoplay; fullscreen; encrypted-media"
        sandbox="allow-scripts allow-same-origin allow-presentation"
        referrerpolicy="origin"
      ></iframe>`;
    }
    if (this.#isSilent)
      return html`<div class="ask-first">
        <p role="alert">
          <b>${msg(str`${name} does not answer.`)}</b>
          ${msg('Perhaps this network does not let it through, or the film is no longer there.')}
        </p>
        <button @click=${() => void this.#ask(site)}>${msg('Try again')}</button>
      </div>`;
    return html`<div class="ask-first">
      <p>
        <b>${msg(str`This film lies on ${name}, not under our consent control.`)}</b>
        ${msg(
          str`When you play it, ${name} learns your network address, your browser, and that you came from this site.`,
        )}
      </p>
      <button @click=${() => void this.#ask(site)}>${msg(str`Play it from ${name}`)}</button>
    </div>`;
  }

  async #ask(site: keyof typeof SITE_NAMES): Promise<void> {
    try {
      const { SitePlayer } = await import('./site-player.ts');
      this.#isAsked = true;
      this.#isSilent = false;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      const frame = this.#host.renderRoot.querySelector('iframe');
      if (!frame) return;
      const player = new SitePlayer(frame, site);
      this.#player = player;
      this.#patience = setTimeout(() => this.#giveUp(), SILENCE_MS);
      player.addEventListener('loadeddata', () => clearTimeout(this.#patience), { once: true });
      this.#options.handleReady(player);
    } catch (error) {
      this.#options.handleProblem(error);
    }
  }

  #giveUp(): void {
    this.close();
    this.#isSilent = true;
    this.#options.handleSilent();
    this.#host.requestUpdate();
  }
}
