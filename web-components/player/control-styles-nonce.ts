/** How media-chrome's elements make the HTML of their shadow roots. */
interface TemplatedElement extends CustomElementConstructor {
  getTemplateHTML?: (...given: unknown[]) => string;
}

/**
 * media-chrome's shadow roots bring their styles as `<style>` elements, which a strict
 * `style-src` refuses. Where the page's scripts carry a nonce, these styles carry it too. To be
 * called once, after the controls are defined and before the first one is made.
 */
export function giveControlsTheNonce(tags: readonly string[]): void {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (!nonce) return;
  for (const tag of tags) {
    const element: TemplatedElement | undefined = customElements.get(tag);
    const original = element?.getTemplateHTML;
    if (!element || !original) continue;
    element.getTemplateHTML = function withNonce(this: TemplatedElement, ...given: unknown[]) {
      return original.apply(this, given).replaceAll('<style>', `<style nonce="${nonce}">`);
    };
  }
}
