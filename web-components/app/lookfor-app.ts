import { ContextProvider } from '@lit/context';
import { msg, updateWhenLocaleChanges } from '@lit/localize';
import { Task } from '@lit/task';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sessionRoutes, type Boot, type Session } from '#contract/launch';
import { absentApi, apiContext, isSessionEnd, type Api } from '#elements/kit/api';
import type { NavigateRequest } from '#elements/kit/events';
import { LaterPart, loadAheadWhenIdle } from '#elements/kit/later-part';
import { localStoreContext, memoryStore, openLocalStore } from '#elements/kit/local-store';
import { may, sessionContext } from '#elements/kit/session';
import { failed, loading } from '#elements/kit/states';
import { baseStyles } from '#elements/kit/base.styles';
import { focusHeading } from './focus-heading.ts';
import { FrameFit } from './frame-fit.ts';
import { landing } from './landing.rules.ts';
import { Navigation, type Place } from './navigation.ts';
import { screens } from './screens.ts';
import './top-line.ts';

/** How long the page before may stay while the next one is fetched. */
const SLOW_MS = 300;

type Shown = { element: Element } | { error: unknown };

/**
 * The page of a launch: finds out who this is, opens the screen that the launch is about, and
 * answers `NavigateRequest` from inside. There is no home page and no product menu.
 *
 * @tag lookfor-app
 */
@customElement('lookfor-app')
export class LookforApp extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 100dvh;
        background: var(--lf-paper);
      }
      /* The frame follows the page here, so the page must not follow the frame. */
      :host([in-flow]) {
        min-block-size: 0;
        /* What a screen with panels fills, where it would fill its window otherwise. */
        --lf-fill: 40rem;
      }
      main {
        flex: 1;
      }
      .waiting {
        max-inline-size: 40rem;
        padding: var(--lf-6) 1.25rem;
      }
    `,
  ];

  /** What the launch page carried. */
  @property({ attribute: false }) boot!: Boot;
  /** The server, lent to everything inside. */
  @property({ attribute: false }) api: Api = absentApi;

  @state() private sessionEnded = false;
  @state() private shown: Shown | undefined;

  #apiProvider = new ContextProvider(this, { context: apiContext, initialValue: absentApi });
  #sessionProvider = new ContextProvider(this, { context: sessionContext });
  #storeProvider = new ContextProvider(this, {
    context: localStoreContext,
    initialValue: memoryStore(),
  });
  #navigation = new Navigation(this);
  #frame = new FrameFit(this);
  #place: Place | undefined;
  #stopListening: (() => void) | undefined;
  #closedPage = new LaterPart(this, 'lookfor-closed-page', () => import('./closed-page.ts'));

  #session = new Task(this, {
    task: async ([api], { signal }) => {
      const session = await api.call(sessionRoutes.getSession, {}, { signal });
      this.#storeProvider.setValue(await openLocalStore(session.personId));
      this.#sessionProvider.setValue(session);
      return session;
    },
    args: () => [this.api] as const,
    onComplete: (session) => this.#land(session),
  });

  constructor() {
    super();
    updateWhenLocaleChanges(this);
    this.addEventListener('lookfor-navigate', this.#handleNavigate);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
    this.api.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api')) {
      this.#apiProvider.setValue(this.api);
      this.#stopListening?.();
      this.#stopListening = this.api.onSessionEnd(() => {
        this.sessionEnded = true;
      });
    }
    const { place } = this.#navigation;
    if (place && place !== this.#place) {
      const isFirst = this.#place === undefined;
      this.#place = place;
      void this.#show(place, isFirst);
    }
  }

  #land(session: Session): void {
    this.#frame.listenTo(this.boot.frameOrigins ?? []);
    document.title = session.courseTitle ? `${session.courseTitle} · Lookfor` : 'Lookfor';
    const place = landing(this.boot, session);
    if (place) this.#navigation.begin(place);
  }

  async #show(place: Place, isFirst: boolean): Promise<void> {
    // On a slow connection the page before would seem not to have felt the press.
    const waiting = setTimeout(() => {
      if (this.#place !== place) return;
      if (!isFirst) this.#frame.wait();
      this.shown = undefined;
    }, SLOW_MS);
    try {
      const screen = screens[place.screen];
      await screen.load();
      clearTimeout(waiting);
      if (this.#place !== place) return;
      const element = document.createElement(screen.tag);
      Object.assign(element, place.params);
      this.shown = { element };
      await this.updateComplete;
      this.#frame.begin(screen.flows || this.#isInText() ? 'flows' : 'fills', isFirst);
      // It is to be there when a session ends.
      if (isFirst) loadAheadWhenIdle(() => [this.#closedPage]);
      // Focus is not taken from the page around: it may hold more than our frame.
      if (isFirst && !document.hasFocus()) return;
      if (!isFirst) scrollTo({ top: 0 });
      focusHeading(element);
    } catch (error) {
      if (this.#place === place) this.shown = { error };
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Whether the page of a course shows a part of a task between its words: nothing scrolls there. */
  #isInText(): boolean {
    const { target } = this.boot;
    return target.screen === 'task' && target.part !== undefined;
  }

  readonly #handleNavigate = (event: NavigateRequest): void => {
    event.stopPropagation();
    event.preventDefault();
    this.#navigation.go({ screen: event.screen, params: event.params });
  };

  override render() {
    if (this.sessionEnded) return this.#renderSessionEnd();
    return this.#session.render({
      pending: () => html`<main class="waiting">${loading(msg('Opening Lookfor'))}</main>`,
      error: (error) =>
        isSessionEnd(error)
          ? this.#renderSessionEnd()
          : html`<main class="waiting">${failed(error, () => void this.#session.run())}</main>`,
      complete: (session) =>
        this.#place || landing(this.boot, session)
          ? html`${this.#renderOwnWindow()}${this.#renderTopLine(session)}
              <main>${this.#renderScreen()}</main>`
          : this.#renderClosed(session),
    });
  }

  #renderScreen(): TemplateResult {
    if (!this.shown) return html`<div class="waiting">${loading()}</div>`;
    if ('element' in this.shown) return html`${this.shown.element}`;
    const again = () => {
      const place = this.#place;
      if (!place) return;
      this.shown = undefined;
      void this.#show(place, false);
    };
    return html`<div class="waiting">${failed(this.shown.error, again)}</div>`;
  }

  /** Not for the picker, whose answer belongs to its dialog; a clip alone has room enough. */
  #renderOwnWindow(): TemplateResult | typeof nothing {
    const { target } = this.boot;
    const isSmallByPlan = target.screen === 'clip' && target.alone;
    if (!this.#frame.isCramped || target.screen === 'deep-linking' || isSmallByPlan) return nothing;
    // Few frames are so small; the line fills itself when it has come, or stays empty.
    void import('./own-window.ts').catch(() => undefined);
    return html`<lookfor-own-window .target=${target}></lookfor-own-window>`;
  }

  #renderTopLine(session: Session): TemplateResult | typeof nothing {
    const { target } = this.boot;
    const isAlone = target.screen === 'clip' && target.alone;
    if (!may(session, 'course.read') || target.screen === 'deep-linking' || isAlone) return nothing;
    return html`<lookfor-top-line
      .courseTitle=${session.courseTitle}
      .here=${this.#place?.screen}
      .taskId=${'taskId' in target ? (target.taskId ?? undefined) : undefined}
      ?may-browse=${may(session, 'clips.browse')}
    ></lookfor-top-line>`;
  }

  #renderSessionEnd(): TemplateResult {
    return this.#renderClosed(undefined, this.#storeProvider.value.isDurable ? 'kept' : 'saved');
  }

  #renderClosed(session?: Session, ended?: 'kept' | 'saved'): TemplateResult {
    return html`<main>
      ${this.#closedPage.render(
        () =>
          html`<lookfor-closed-page
            .boot=${this.boot}
            .session=${session}
            .ended=${ended}
          ></lookfor-closed-page>`,
      )}
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-app': LookforApp;
  }
}
