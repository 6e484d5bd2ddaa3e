import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Playback } from '#contract/clips';
import type { Span } from '#contract/common-shapes';
import { ApiError, isSessionEnd } from '#elements/kit/api';
import type { SecondView } from '#contract/second-views';
import { LookforElement } from '#elements/kit/element';
import { problemWords } from '#elements/kit/problem-words';
import { clipPlayerStyles } from './clip-player.styles.ts';
import { DescriptionOnDemand } from './description-on-demand.ts';
import { PlaybackRefused, StandingChange, TimeChange, WatchedRanges } from './events.ts';
import { landingAt } from './holes.rules.ts';
import { bandsOf } from './masked-stretches.rules.ts';
import { PlaybackController } from './playback-controller.ts';
import { PlaybackSession } from './playback-session.ts';
import { isSameSpan, siteOf } from './playback-source.ts';
import './player-controls.ts';
import { SecondViewOnDemand } from './second-view-on-demand.ts';
import { SiteFrame } from './site-frame.ts';
import type { SitePlayer } from './site-player.ts';
import { TrackChoice } from './track-choice.ts';
import type { Band, ControlsLook } from './player-controls.ts';
import { isClosing } from './refusal-words.ts';
import { closedClip, stageWords, type StageFacts } from './stage-words.ts';
import { ToldHole } from './told-hole.ts';

/**
 * Plays one clip, or one stretch of it, by HLS. Give it a `clip-id` and it asks the server for
 * addresses, and for new ones before they end; or give it a `playback` of the contract. When the
 * clip may not be played, a ruled note says why.
 *
 * Keys, while focus is inside: Space, J K L, ← → (1 s), comma and full stop (one frame), V (the
 * other view), D (audio description: the clip waits while it is read).
 *
 * @tag lookfor-player
 * @slot over - drawn over the picture
 * @slot poster - stands instead of the poster until the first frame is there
 * @slot actions - buttons of a workspace, in the row of controls
 * @fires lookfor-time-change {TimeChange} - where the clip stands
 * @fires lookfor-watched-ranges {WatchedRanges} - stretches that were newly watched
 * @fires lookfor-captions-change {CaptionsChange} - captions were chosen
 * @fires lookfor-descriptions-change {DescriptionsChange} - an audio description was chosen
 * @fires lookfor-playback-refused {PlaybackRefused} - the clip may not be played
 * @fires lookfor-standing-change - it is open otherwise than it was
 * @csspart stage - the picture on its dark ground
 * @cssproperty --lookfor-player-ratio - shape of the stage; 16 / 9
 * @cssproperty --lookfor-player-radius - its corners
 * @cssproperty --lookfor-player-row-inset - room at both ends of the row of controls; 0
 */
@customElement('lookfor-player')
export class LookforPlayer extends LookforElement {
  static override styles = [LookforElement.styles, clipPlayerStyles];

  /** The clip to ask the server for. */
  @property({ attribute: 'clip-id' }) clipId = '';
  /** Only this excerpt of the clip is asked for; the server gives nothing else of it. */
  @property({ attribute: 'excerpt-id' }) excerptId = '';
  /** Only this stretch is asked for; it plays as a clip of its own, from 0:00. */
  @property({
    attribute: false,
    hasChanged: (one, other) => !isSameSpan(one as Span, other as Span),
  })
  excerpt: Span | null | undefined;
  /** The clip's addresses, when somebody has them already. */
  @property({ attribute: false }) playback: Playback | undefined;
  /** With `endSeconds`: only this stretch is played. */
  @property({ type: Number, attribute: 'start-seconds' }) startSeconds: number | undefined;
  @property({ type: Number, attribute: 'end-seconds' }) endSeconds: number | undefined;
  /** `bar` and `compact` lie on the stage, `row` under it on paper; `none` leaves them to others. */
  @property() controls: ControlsLook | 'none' = 'bar';
  /** Language of the captions that show, '' for none; undefined: what was chosen last. */
  @property({ attribute: 'captions-language' }) captionsLanguage: string | undefined;
  /** The task asks to watch without captions: they cannot be chosen. */
  @property({ type: Boolean, attribute: 'captions-off' }) captionsOff = false;
  /** Another poster than the clip's own. */
  @property() poster: string | undefined;
  @property({ type: Boolean }) muted = false;
  /** The task asks to watch without sound: it cannot be switched on. */
  @property({ type: Boolean, attribute: 'sound-off' }) soundOff = false;
  /** Only the sound is loaded, for a line that carries no picture. */
  @property({ type: Boolean, attribute: 'sound-alone' }) soundAlone = false;
  /** Nothing is loaded until somebody plays. */
  @property({ type: Boolean }) lazy = false;
  /** Stretches marked above the progress line. */
  @property({ attribute: false }) bands: readonly Band[] = [];
  /** The second camera of the scene is shown too, where there is one. */
  @property({ type: Boolean, attribute: 'two-views' }) twoViews = false;
  /** Another second view than the clip's own: one that is being set. */
  @property({ attribute: false }) secondView: SecondView | undefined;
  /** The second view is heard instead of this clip. */
  @property({ type: Boolean, attribute: 'hear-second' }) hearSecond = false;
  /** The playing, when a workspace shares it. */
  @property({ attribute: false }) controller = new PlaybackController();

  @query('video') private video!: HTMLVideoElement;
  @state() private clip: Playback | undefined;
  @state() private problem: unknown;
  @state() private isOffline = false;
  @state() private hasFrame = false;
  @state() private isEnlarged = false;

  readonly #choice: TrackChoice = new TrackChoice(this, () => this.clip);
  readonly #site = new SiteFrame(this, {
    handleReady: (player) => this.#handleSite(player),
    handleSilent: () => this.#attach(),
    handleProblem: (error) => this.#fail(error),
  });
  readonly #secondView = new SecondViewOnDemand(this);
  readonly #hole = new ToldHole(this);
  readonly #descriptions = new DescriptionOnDemand(
    this,
    (words) => this.announce(msg(str`${words} Space goes on.`), 'urgent'),
    () => {
      this.#choice.chooseDescriptions({ language: '' });
      this.announce(problemWords(new ApiError('offline', 0)), 'urgent');
    },
  );
  #session: PlaybackSession | undefined;
  #begun: Promise<void> = Promise.resolve();
  #opening: Promise<void> | undefined;
  /** What is opened next, and where, in place of what the properties name. */
  #again: { playback: Playback; seconds: number } | undefined;
  #toldSeconds: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#handleVisibility);
    this.addEventListener('fullscreenchange', this.#handleEnlarged);
    this.addEventListener('keydown', this.#handleKey);
    if (this.hasUpdated) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#handleVisibility);
    this.removeEventListener('keydown', this.#handleKey);
    this.#close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('controller')) this.controller.follow(this);
    this.controller.hasSecondView = this.#view !== undefined;
    const isOther = [
      'clipId',
      'excerptId',
      'excerpt',
      'playback',
      'soundAlone',
      'controller',
      'lazy',
    ].some((name) => changed.has(name as keyof LookforPlayer));
    this.#descriptions.follow(this.controller, this.#choice.description);
    this.controller.onDescribe =
      (this.clip?.descriptions.length ?? 0) > 0 ? this.#choice.toggleDescription : undefined;
    if (isOther) this.#begin();
    else if (changed.has('startSeconds') || changed.has('endSeconds')) this.#changeStretch();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const choosing = ['captionsLanguage', 'captionsOff', 'clip'];
    if (choosing.some((name) => changed.has(name as keyof LookforPlayer))) {
      this.#choice.show(this.video);
    }
    const { currentSeconds } = this.controller;
    if (this.clip && currentSeconds !== this.#toldSeconds) {
      this.#toldSeconds = currentSeconds;
      this.dispatchEvent(new TimeChange(currentSeconds));
    }
  }

  /** Plays on; a lazy player loads its clip first. Resolves false when the browser refused. */
  async play(): Promise<boolean> {
    await this.#begun;
    return this.controller.play();
  }

  /** Puts keyboard focus on the clip, so that its keys work. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.frame')?.focus(options);
  }

  /** Stands still. */
  pause(): void {
    this.controller.pause();
  }

  get #stageFacts(): StageFacts {
    const { clip, controller, controls, isOffline, problem } = this;
    const isLoading = this.#opening !== undefined && !this.hasFrame;
    const isBefore = !controller.isPlaying && controller.watched.length === 0;
    return {
      ...{ problem, isOffline, hole: this.#hole.stretch, reading: this.#descriptions.reading },
      isOnSite: clip !== undefined && siteOf(clip) !== null,
      isWaiting: isLoading || controller.isWaiting,
      offersStart: isBefore && (controls === 'bar' || controls === 'compact'),
    };
  }

  get #view(): SecondView | undefined {
    return this.twoViews ? (this.secondView ?? this.clip?.secondView) : undefined;
  }

  readonly #handleSite = (player: SitePlayer): void => {
    this.controller.attach(player, this.#facts());
    player.addEventListener('loadeddata', () => (this.hasFrame = true), { once: true });
    if (this.muted || this.soundOff) player.muted = true;
    if (this.startSeconds) this.controller.seek(this.startSeconds);
    this.focus({ preventScroll: true });
    void this.controller.play();
  };

  readonly #handleStart = (): void => {
    // The button goes away; the keys of the clip must go on working.
    this.focus({ preventScroll: true });
    void this.controller.play();
  };

  /** Opens the clip that the properties name; what was open before is closed. */
  readonly #begin = (): void => {
    this.#close();
    this.#again = undefined;
    this.problem = undefined;
    this.isOffline = false;
    this.hasFrame = false;
    if (!this.clipId && !this.playback) return;
    this.#begun = this.updateComplete.then(() => {
      if (!this.isConnected || !this.video) return;
      // A browser chooses captions by itself; here only the person chooses.
      this.video.textTracks.onchange = () => this.#choice.show(this.video);
      this.controller.onHole = this.#hole.tell;
      this.controller.onWatched = (ranges) => this.dispatchEvent(new WatchedRanges(ranges));
      this.#attach();
      if (!this.lazy) void this.#open();
    });
  };

  readonly #attach = (): void => {
    this.controller.attach(this.video, this.#facts(), async () => {
      await this.#open();
      if (this.#site.leadsToQuestion(this.clip)) return false;
      // What begins with the clip is read before anything moves.
      await this.#descriptions.ready();
      return true;
    });
  };

  #open(): Promise<void> {
    this.#opening ??= this.#load();
    return this.#opening;
  }

  async #load(): Promise<void> {
    this.requestUpdate();
    const session = new PlaybackSession({
      api: this.api,
      isSoundAlone: this.soundAlone,
      handleOffline: () => (this.isOffline = true),
      handleProblem: (error) => this.#fail(error),
      handleRenewed: (playback) => {
        if (this.clip) this.clip = this.#choice.renewed(this.clip, playback);
        this.controller.setFacts(this.#facts());
      },
      handleStanding: (playback) => this.#follow(playback),
    });
    this.#session = session;
    try {
      const { clipId, excerptId, excerpt = null } = this;
      const again = this.#again;
      this.#again = undefined;
      const given = again?.playback ?? this.playback;
      const clip = await session.open(given ?? { clipId, excerptId, excerpt });
      if (this.#session !== session) return;
      this.clip = clip;
      await this.#choice.read();
      this.controller.setFacts(this.#facts());
      await this.updateComplete;
      const origin = clip.excerpt?.startSeconds ?? 0;
      const seconds = again?.seconds ?? this.startSeconds ?? 0;
      const from = landingAt(seconds, clip.closed ?? [], {
        endSeconds: clip.durationSeconds,
      });
      await session.attach(this.video, origin + from.seconds);
      if (from.hole) this.#hole.tell(from.hole);
    } catch (error) {
      if (this.#session === session) this.#fail(error);
    }
  }

  /** Where stretches are left out that were not, or the other way, it goes on with other pieces. */
  #follow(playback: Playback): void {
    if (String(playback.closed) !== String(this.clip?.closed)) {
      const { currentSeconds: seconds, isPlaying } = this.controller;
      this.#begin();
      this.#again = { playback, seconds };
      if (isPlaying) void this.play();
    }
    this.dispatchEvent(new StandingChange());
  }

  #fail(error: unknown): void {
    this.controller.pause();
    this.#close();
    // The page as a whole says that the session is over.
    if (isSessionEnd(error)) return;
    this.problem = error;
    const code = error instanceof ApiError ? error.code : 'internal';
    if (isClosing(code)) this.dispatchEvent(new PlaybackRefused(code));
  }

  #close(): void {
    this.#hole.forget();
    this.#session?.close();
    this.#session = undefined;
    this.#opening = undefined;
    this.#site.close();
    this.controller.detach();
  }

  #changeStretch(): void {
    this.controller.setFacts(this.#facts());
    if (this.startSeconds !== undefined) this.controller.seek(this.startSeconds);
  }

  #facts() {
    const durationSeconds = this.clip?.durationSeconds ?? 0;
    const { startSeconds, endSeconds } = this;
    const isStretch = startSeconds !== undefined && endSeconds !== undefined;
    const excerpt = this.clip?.excerpt;
    const whole = excerpt ? ([0, durationSeconds] as const) : undefined;
    return {
      durationSeconds,
      originSeconds: excerpt?.startSeconds ?? 0,
      frameRate: this.clip?.frameRate ?? 25,
      holes: this.clip?.closed ?? [],
      bounds: isStretch ? ([startSeconds, endSeconds] as const) : whole,
    };
  }

  readonly #handleEnlarge = (event: Event): void => {
    event.stopPropagation();
    const frame = this.renderRoot.querySelector('.frame');
    const wish = this.isEnlarged ? document.exitFullscreen() : frame?.requestFullscreen();
    wish?.catch(() => this.announce(msg('The browser does not allow to enlarge the clip here.')));
  };

  readonly #handleEnlarged = (): void => {
    this.isEnlarged = document.fullscreenElement !== null;
  };

  readonly #handleVisibility = (): void => {
    if (document.hidden) this.controller.reportWatched();
  };

  readonly #handleKey = (event: KeyboardEvent): void => {
    this.controller.handleKey(event);
  };

  #renderPoster(): TemplateResult | typeof nothing {
    const address = this.poster ?? (this.startSeconds ? undefined : this.clip?.posterUrl);
    return address ? html`<img class="poster" src=${address} alt="" />` : nothing;
  }

  override render() {
    const code = this.problem instanceof ApiError ? this.problem.code : '';
    if (isClosing(code)) return closedClip(this.clip?.title, code);
    const { controls } = this;
    return html`<div
      class="frame ${controls}"
      tabindex="-1"
      role="group"
      aria-label=${this.clip?.title || msg('Clip')}
      @lookfor-enlarge-request=${this.#handleEnlarge}
      @lookfor-captions-change=${this.#choice.chooseCaptions}
      @lookfor-descriptions-change=${this.#choice.chooseDescriptions}
    >
      <div
        part="stage"
        class="stage ${this.hasFrame ? 'after' : 'before'}-first-frame ${this.controller.isSwapped ? 'swapped' : ''}"
      >
        <slot name="poster">${this.#renderPoster()}</slot>
        <video
          playsinline
          preload="none"
          .muted=${this.muted || this.soundOff || this.hearSecond}
          @click=${() => this.controller.toggle()}
          @loadeddata=${() => (this.hasFrame = true)}
          @playing=${() => (this.isOffline = false)}
          aria-hidden="true"
        >
          ${repeat(
            this.#choice.offered,
            ({ language }) => language,
            ({ language, label, url }) =>
              html`<track kind="captions" srclang=${language} label=${label} src=${url} />`,
          )}
        </video>
        ${this.#site.render(this.clip)}
        ${this.#secondView.render(this.clip && this.#view, this.controller, this.hearSecond)}
        <slot name="over" ?hidden=${this.controller.isSwapped}></slot>
        ${
          this.clip?.watermark && this.hasFrame
            ? html`<p class="viewer-name" aria-hidden="true">${this.clip.watermark}</p>`
            : nothing
        }
        ${stageWords(this.#stageFacts, {
          retry: this.#begin,
          start: this.#handleStart,
          goOn: () => void this.controller.play(),
        })}
      </div>
      ${
        controls === 'none'
          ? nothing
          : html`<lookfor-player-controls
              .controller=${this.controller}
              .look=${controls}
              .captions=${this.#choice.offered}
              .captionsLanguage=${this.#choice.shownLanguage}
              .lastLanguage=${this.#choice.lastLanguage}
              .descriptions=${this.clip?.descriptions ?? []}
              .descriptionsLanguage=${this.#choice.description?.language ?? ''}
              .lastDescriptions=${this.#choice.lastDescriptions}
              .bands=${bandsOf(this.clip, this.bands)}
              ?sound-off=${this.soundOff}
              ?enlarged=${this.isEnlarged}
              ><slot name="actions" slot="actions"></slot
            ></lookfor-player-controls>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-player': LookforPlayer;
  }
}
