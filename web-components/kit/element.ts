import { ContextConsumer } from '@lit/context';
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import type { Session } from '#contract/launch';
import { absentApi, apiContext, type Api } from '#elements/kit/api';
import { localStoreContext, memoryStore, type LocalStore } from '#elements/kit/local-store';
import { sessionContext } from '#elements/kit/session';
import { baseStyles } from '#elements/kit/base.styles';

/**
 * The base of every Lookfor element: base styles, texts that follow the language, a voice for
 * screen readers, and what `<lookfor-app>` lends (api, session, store of drafts), each of which a
 * page may set itself to use the element alone. A subclass adds its own styles with
 * `static override styles = [LookforElement.styles, css`…`]`.
 */
export class LookforElement extends LitElement {
  static override styles: CSSResultGroup = baseStyles;

  /** For pages outside the LMS: kit/page-api.ts, which a page of the LMS has no use for. */
  static apiOfPage: (baseUrl: string, token: string) => Api = () => absentApi;

  /** Where the server is, on a page of another server: `https://lookfor.example.org`. */
  @property({ attribute: 'api-base' }) apiBase = '';

  /** The token that this page got for its reader; with `api-base`, in place of an api. */
  @property() token = '';

  #ownApi: Api | undefined;
  #ownSession: Session | undefined;
  #ownStore: LocalStore | undefined;
  #fallbackStore: LocalStore | undefined;
  #lentApi = new ContextConsumer(this, { context: apiContext, subscribe: true });
  #lentSession = new ContextConsumer(this, { context: sessionContext, subscribe: true });
  #lentStore = new ContextConsumer(this, { context: localStoreContext, subscribe: true });

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** The server. Lent by the surrounding `<lookfor-app>`; set it to use the element alone. */
  get api(): Api {
    if (this.#ownApi) return this.#ownApi;
    if (this.apiBase && this.token) return LookforElement.apiOfPage(this.apiBase, this.token);
    return this.#lentApi.value ?? absentApi;
  }

  set api(api: Api) {
    this.#ownApi = api;
    this.requestUpdate();
  }

  /** Who I am in this course; undefined for an element alone on a page. */
  get session(): Session | undefined {
    return this.#ownSession ?? this.#lentSession.value;
  }

  set session(session: Session | undefined) {
    this.#ownSession = session;
    this.requestUpdate();
  }

  /** Drafts and queued changes on this device; in memory when nothing else was lent. */
  get localStore(): LocalStore {
    return this.#ownStore ?? this.#lentStore.value ?? (this.#fallbackStore ??= memoryStore());
  }

  set localStore(store: LocalStore) {
    this.#ownStore = store;
    this.requestUpdate();
  }

  /** Says a sentence to screen readers, without moving focus. `urgent` interrupts. */
  protected announce(sentence: string, urgency: 'polite' | 'urgent' = 'polite'): void {
    announce(sentence, urgency);
  }
}

const regions = new Map<'polite' | 'urgent', HTMLElement>();

/** Says a sentence to screen readers through one live region of the page. */
export function announce(sentence: string, urgency: 'polite' | 'urgent' = 'polite'): void {
  let region = regions.get(urgency);
  if (!region?.isConnected) {
    region = document.createElement('div');
    region.setAttribute('role', urgency === 'urgent' ? 'alert' : 'status');
    region.className = 'lookfor-unseen';
    // By property, not by attribute: the page's policy refuses inline styles.
    Object.assign(region.style, {
      position: 'absolute',
      inlineSize: '1px',
      blockSize: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    });
    document.body.append(region);
    regions.set(urgency, region);
  }
  // The same sentence twice is spoken twice only when the text changes in between.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
}
