import { ContextConsumer } from '@lit/context';
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type CSSResultGroup } from 'lit';
import { absentApi, apiContext, type Api } from '#elements/kit/api';
import { baseStyles } from '#elements/kit/tokens.styles';

/**
 * The base of every Lookfor element: base styles, texts that follow the language, the api, and a
 * voice for screen readers. A subclass adds its own styles with
 * `static override styles = [LookforElement.styles, css`…`]`.
 */
export class LookforElement extends LitElement {
  static override styles: CSSResultGroup = baseStyles;

  #ownApi: Api | undefined;
  #lentApi = new ContextConsumer(this, { context: apiContext, subscribe: true });

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  /** The server. Lent by the surrounding `<lookfor-app>`; set it to use the element alone. */
  get api(): Api {
    return this.#ownApi ?? this.#lentApi.value ?? absentApi;
  }

  set api(api: Api) {
    this.#ownApi = api;
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
