import { msg, str } from '@lit/localize';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Excerpt } from '#contract/excerpts';
import { clipRoutes, type Clip, type Playback } from '#contract/clips';
import type { TermList } from '#contract/vocabularies';
import {
  agreedWords,
  closedWords,
  gapWords,
  stageWords,
  titleOf,
} from '#elements/clip-library/clip-words';
import type { ClipChange } from '#elements/clip-library/events';
import { canBeTriedAgain } from '#elements/clip-upload/failure.rules';
import '#elements/collections/collection-menu';
import '#elements/heritage/clip-heritage';
import { LookforElement } from '#elements/kit/element';
import { NavigateRequest, type ScreenName } from '#elements/kit/events';
import { icon } from '#elements/kit/icons';
import { codeWords, problemWords } from '#elements/kit/problem-words';
import { may } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { maskedStretches } from '#elements/player/masked-stretches.rules';
import '#elements/player/clip-player';
import { freshPlaybackOf } from '#elements/player/playback-source';
import type { LookforPlayer } from '#elements/player/clip-player';
import type { TimeChange } from '#elements/player/events';
import { isKeyTaken } from '#elements/player/key.rules';
import { vocabularyOf, wordIn } from '#elements/vocabularies/vocabulary-words';
import { clipPageStyles } from './clip-page.styles.ts';
import './clip-care.ts';
import { clipFacts } from './clip-facts.ts';
import './clip-keeping.ts';
import './clip-practices.ts';
import './clip-teaching.ts';
import { useWords } from './curation-words.ts';
import './excerpt-list.ts';
import { isForTasks } from './stations.rules.ts';
import type { ExcerptPoint, ExcerptRequest, LookforExcerptList } from './excerpt-list.ts';
import './similar-clips.ts';
import './transcript.ts';
import type { SeekRequest } from './transcript.ts';

const REFRESH_MS = 3_000;

/**
 * One clip: watch it, read what it teaches, and – for those who look after it – see who agreed to
 * what.
 *
 * @tag lookfor-clip-page
 * @fires lookfor-navigate - to the library, the description, a task, or a new task with this clip
 */
@customElement('lookfor-clip-page')
export class LookforClipPage extends LookforElement {
  static override styles = [LookforElement.styles, clipPageStyles];

  @query('lookfor-player') private player!: LookforPlayer | null;
  @query('lookfor-excerpt-list') private excerpts!: LookforExcerptList | null;
  @state() private clip: Clip | undefined;
  @state() private playback: Playback | undefined;
  @state() private seconds = 0;
  /** The excerpt that is watched alone. */
  @state() private excerpt: Excerpt | undefined;
  @state() private isSoundAlone = false;
  @state() private vocabulary: TermList | undefined;

  @property({ attribute: 'clip-id' }) clipId = '';
  /** Where to begin. */
  @property({ type: Number, attribute: 'start-seconds' }) startSeconds: number | undefined;

  #refresh: ReturnType<typeof setTimeout> | undefined;
  #loading = new Task(this, {
    args: () => [this.clipId, this.api] as const,
    task: async ([clipId, api], { signal }) => {
      if (!clipId) return;
      const clip = await api.call(clipRoutes.getClip, { params: { clipId } }, { signal });
      this.vocabulary ??= await vocabularyOf(api);
      this.clip = clip;
      this.#watchProgress(clip);
      if (clip.state !== 'ready') return;
      // What may not be played says so in the player; the page is there all the same.
      // The player shares these addresses, which are others once the clip was made anew.
      this.playback = await freshPlaybackOf(api, { clipId }).catch(() => undefined);
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#handleKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#handleKey);
    clearTimeout(this.#refresh);
  }

  #watchProgress(clip: Clip): void {
    clearTimeout(this.#refresh);
    if (!clip.progress) return;
    this.#refresh = setTimeout(() => void this.#loading.run(), REFRESH_MS);
  }

  readonly #handleTime = (event: TimeChange): void => {
    // The page speaks of the whole clip, also while an excerpt of it plays on its own clock.
    this.seconds = event.seconds + (this.excerpt?.startSeconds ?? 0);
  };

  readonly #handleSeek = (event: SeekRequest): void => {
    event.stopPropagation();
    this.#playFrom(event.seconds);
  };

  /** What was said goes with the pictures, also where it had been read already. */
  readonly #handleRefused = (): void => {
    this.playback = undefined;
    void this.#loading.run();
  };

  readonly #handleRetry = async (): Promise<void> => {
    try {
      const params = { clipId: this.clipId };
      this.clip = await this.api.call(clipRoutes.retryClip, { params });
      this.#watchProgress(this.clip);
    } catch (error) {
      this.announce(problemWords(error), 'urgent');
    }
  };

  readonly #handleExcerpt = async ({ excerpt }: ExcerptRequest): Promise<void> => {
    this.excerpt = excerpt;
    await this.updateComplete;
    this.player?.scrollIntoView({ block: 'nearest' });
    if (excerpt) void this.player?.play();
  };

  /** `I` and `O` set the points of an excerpt where the clip stands, also while it plays. */
  readonly #handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const point = { i: 'start', o: 'end' }[event.key.toLowerCase()] as ExcerptPoint | undefined;
    if (!point || isKeyTaken(event.key, event.composedPath())) return;
    const seconds = this.player?.controller.currentSeconds;
    if (seconds === undefined || !this.excerpts) return;
    event.preventDefault();
    this.excerpts.setPoint(point, seconds + (this.excerpt?.startSeconds ?? 0));
  };

  readonly #handleClipChange = (event: ClipChange): void => {
    this.clip = event.clip;
    this.#watchProgress(event.clip);
  };

  readonly #handleCare = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector('lookfor-clip-care')?.scrollIntoView({ block: 'start' });
  };

  #playFrom(seconds: number): void {
    const { startSeconds: from = 0, endSeconds: to = Infinity } = this.excerpt ?? {};
    if (seconds < from || seconds > to) {
      this.startSeconds = seconds;
      this.excerpt = undefined;
    } else this.player?.controller.seek(seconds - from);
    void this.player?.play();
    this.player?.scrollIntoView({ block: 'nearest' });
  }

  #go(event: Event, screen: ScreenName): void {
    event.preventDefault();
    this.dispatchEvent(
      new NavigateRequest(screen, screen === 'library' ? {} : { clipId: this.clipId }),
    );
  }

  #renderHead(clip: Clip): TemplateResult {
    const canCare = may(this.session, 'clips.manage');
    const { description } = clip;
    const facts = clipFacts(clip, this.vocabulary);
    return html`
      <nav class="way-back" aria-label=${msg('Library')}>
        <a href="#library" @click=${(event: Event) => this.#go(event, 'library')}
          >${msg('Back to the library')}</a
        >
        ${
          may(this.session, 'clips.browse')
            ? html`<lookfor-collection-menu clip-id=${clip.id}></lookfor-collection-menu>`
            : nothing
        }
        ${
          canCare && !clip.institution
            ? html`<button @click=${(event: Event) => this.#go(event, 'upload')}>
                ${msg('Edit')}
              </button>`
            : nothing
        }
        ${
          may(this.session, 'tasks.build') && clip.state === 'ready' && isForTasks(clip)
            ? html`<button
                class="primary"
                @click=${(event: Event) => this.#go(event, 'task-builder')}
              >
                ${msg('Make a task with this clip')}
              </button>`
            : nothing
        }
      </nav>
      <header class="clip-head">
        <h1 tabindex="-1">${titleOf(clip)}</h1>
        <div class="about">
          ${
            description.strategy.title || facts.length > 0
              ? html`<p>
                  ${
                    description.strategy.title
                      ? html`<b
                            >${wordIn(this.vocabulary, 'strategy', description.strategy.title)}</b
                          >${facts.length > 0 ? ' · ' : ''}`
                      : nothing
                  }${facts.join(' · ')}
                </p>`
              : nothing
          }
          ${this.#renderConsent(clip, canCare)} ${this.#renderWaiting(clip, canCare)}
        </div>
      </header>
    `;
  }

  #renderConsent({ coverage }: Clip, canCare: boolean): TemplateResult {
    const words = coverage.gap
      ? canCare
        ? gapWords(coverage)
        : closedWords(coverage)
      : agreedWords(coverage);
    const sign = icon(coverage.gap ? 'lock' : 'consent');
    const needs = coverage.gap && canCare ? 'needs' : '';
    return canCare
      ? html`<a class="consent ${needs}" href="#care" @click=${this.#handleCare}
          >${sign} ${words}</a
        >`
      : html`<span class="consent">${sign} ${words}</span>`;
  }

  /** What a clip waits for is done below; who is to do it is led there. */
  #renderWaiting({ curation, isMine }: Clip, canCare: boolean): TemplateResult | typeof nothing {
    if (!canCare) return nothing;
    const words =
      curation === 'proposed' && !isMine
        ? msg('It waits for your review')
        : curation === 'consent'
          ? msg('It waits for the check of its consents')
          : '';
    if (words === '') return nothing;
    return html`<a class="consent needs" href="#care" @click=${this.#handleCare}
      >${icon('edit')} ${words}</a
    >`;
  }

  #renderWatch(clip: Clip): TemplateResult {
    const percent = Math.round(clip.progress?.percent ?? 0);
    if (clip.state !== 'ready') {
      return html`<div class="making">
        ${
          clip.state === 'failed'
            ? html`<b>${msg('It could not be prepared')}</b> ${codeWords(clip.failure ?? '')}
                ${
                  clip.isMine && canBeTriedAgain(clip.failure)
                    ? html`<button @click=${this.#handleRetry}>${msg('Try again')}</button>`
                    : nothing
                }`
            : clip.state === 'uploading'
              ? html`<b>${msg('The file has not arrived yet')}</b> ${msg(
                    'Choose it again under Edit, and the rest of it is sent.',
                  )}`
              : html`<b>${msg(str`Transcoding ${percent} %`)}</b>
                  <progress
                    max="100"
                    value=${percent}
                    aria-label=${msg(str`Transcoding ${percent} %`)}
                  ></progress>
                  ${clip.progress ? stageWords(clip.progress.stage) : ''}`
        }
      </div>`;
    }
    return html`<div class="watch">
      <lookfor-player
        two-views
        .api=${this.api}
        clip-id=${clip.id}
        excerpt-id=${this.excerpt?.id ?? ''}
        ?sound-alone=${this.isSoundAlone}
        .startSeconds=${this.excerpt ? undefined : this.startSeconds}
        @lookfor-time-change=${this.#handleTime}
        @lookfor-playback-refused=${this.#handleRefused}
        @lookfor-standing-change=${() => void this.#loading.run()}
      ></lookfor-player>
      <lookfor-transcript
        .api=${this.api}
        clip-id=${clip.id}
        .captions=${this.playback?.captions ?? []}
        .masked=${maskedStretches(this.playback)}
        .seconds=${this.seconds}
        @lookfor-seek-request=${this.#handleSeek}
      ></lookfor-transcript>
      <div class="notes">${this.#renderNotes(clip)}</div>
    </div>`;
  }

  /** What is special about the way that the clip plays at the moment. */
  #renderNotes(clip: Clip): TemplateResult {
    const percent = Math.round(clip.progress?.percent ?? 0);
    const isOnSite = clip.referenceKind === 'youtube' || clip.referenceKind === 'vimeo';
    return html`
      ${
        clip.referenceKind
          ? html`<p>
              <b
                >${isOnSite ? msg('Not under our consent control.') : msg('The film lies elsewhere.')}</b
              >
              ${msg(
                'After a withdrawal Lookfor gives its address to nobody; whoever knows it may go on watching there.',
              )}
            </p>`
          : nothing
      }
      ${
        this.playback?.soundUrl
          ? html`<p>
              ${this.isSoundAlone ? msg('Only the sound is loaded.') : nothing}
              <button class="plain" @click=${() => (this.isSoundAlone = !this.isSoundAlone)}>
                ${this.isSoundAlone ? msg('Show the picture again') : msg('On a poor line: load only the sound')}
              </button>
            </p>`
          : nothing
      }
      ${
        this.excerpt
          ? html`<p>
              ${msg('Only the excerpt is shown.')}
              <button class="plain" @click=${() => (this.excerpt = undefined)}>
                ${msg('Show the whole clip')}
              </button>
            </p>`
          : nothing
      }
      ${
        clip.progress
          ? html`<p>
              ${msg(str`A small version plays already; sharper ones follow (${percent} %).`)}
            </p>`
          : nothing
      }
    `;
  }

  #renderBeside(clip: Clip): TemplateResult {
    const { usedIn } = clip;
    const isCaredFor = may(this.session, 'clips.manage') || clip.isMine;
    const courses = new Set(usedIn.map((use) => use.courseTitle)).size;
    return html`<aside class="beside">
      ${
        clip.referenceKind
          ? nothing
          : html`<lookfor-excerpt-list
              .api=${this.api}
              .clip=${clip}
              .seconds=${this.seconds}
              current=${this.excerpt?.id ?? ''}
              @lookfor-excerpt-request=${this.#handleExcerpt}
            ></lookfor-excerpt-list>`
      }
      ${
        isCaredFor
          ? nothing
          : html`<lookfor-clip-keeping .api=${this.api} .clip=${clip}></lookfor-clip-keeping>`
      }
      <section aria-labelledby="used">
        <h2 id="used">
          ${msg('Used in')}
          ${usedIn.length > 0 ? html`<small>${useWords(usedIn.length, courses)}</small>` : nothing}
        </h2>
        ${
          usedIn.length === 0
            ? html`<p>${msg('No task uses this clip yet.')}</p>`
            : html`<ul>
                ${usedIn.map(
                  (use) =>
                    html`<li>
                      <span class="title">${use.title}</span>
                      <p>${use.courseTitle}</p>
                    </li>`,
                )}
              </ul>`
        }
      </section>
      ${
        may(this.session, 'clips.browse')
          ? html`<lookfor-clip-heritage
              .api=${this.api}
              clip-id=${clip.id}
              ?is-closed=${clip.coverage.gap !== null && !clip.isMine}
              @lookfor-seek-request=${this.#handleSeek}
            ></lookfor-clip-heritage>`
          : nothing
      }
      ${
        may(this.session, 'clips.browse')
          ? html`<lookfor-similar-clips
              .api=${this.api}
              clip-id=${clip.id}
            ></lookfor-similar-clips>`
          : nothing
      }
    </aside>`;
  }

  override render() {
    const { clip } = this;
    if (!clip) {
      return this.#loading.status === TaskStatus.ERROR
        ? failed(this.#loading.error, () => void this.#loading.run())
        : loading(msg('Loading the clip…'));
    }
    return html`
      ${this.#renderHead(clip)} ${this.#renderWatch(clip)}
      <div class="reading">
        <lookfor-clip-teaching
          .clip=${clip}
          .vocabulary=${this.vocabulary}
          @lookfor-seek-request=${this.#handleSeek}
        ></lookfor-clip-teaching>
        ${this.#renderBeside(clip)}
      </div>
      <lookfor-clip-practices .practices=${clip.description.practices}></lookfor-clip-practices>
      <lookfor-clip-care
        .api=${this.api}
        .session=${this.session}
        .localStore=${this.localStore}
        .clip=${clip}
        .seconds=${this.seconds}
        @lookfor-clip-change=${this.#handleClipChange}
      ></lookfor-clip-care>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-clip-page': LookforClipPage;
  }
}
