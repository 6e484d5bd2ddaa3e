import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** Custom properties or styles of one element; null takes one away. */
export type CssFacts = Readonly<Record<string, string | number | null>>;

class CssFactsDirective extends Directive {
  #known: Record<string, string> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssFacts() stands inside a tag.');
  }

  override render(_facts: CssFacts) {
    return nothing;
  }

  override update(part: ElementPart, [facts]: [CssFacts]) {
    const { style } = part.element as HTMLElement;
    for (const [name, fact] of Object.entries(facts)) {
      const text = fact === null ? '' : String(fact);
      if (this.#known[name] === text) continue;
      this.#known[name] = text;
      style.setProperty(name, text);
    }
    return nothing;
  }
}

/**
 * Hands numbers to the style sheet of an element: `<i ${cssFacts({ '--s': 12.5 })}>`. By property
 * and never by attribute: the page's policy refuses style attributes.
 */
export const cssFacts = directive(CssFactsDirective);
