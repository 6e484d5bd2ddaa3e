import { msg, str } from '@lit/localize';
import type { FrameworkFinding } from '#contract/frameworks';
import { languageName } from '#elements/clip-library/clip-words';
import type { FoldedFinding } from './findings.rules.ts';

/** A gap or a warning of a framework in a sentence. */
export function findingWords({ finding, label, other }: FrameworkFinding): string {
  switch (finding) {
    case 'title-missing':
      return msg('The framework has no title.');
    case 'tier-missing':
      return msg('There is no group of codes.');
    case 'tier-name-missing':
      return msg('A group has no name.');
    case 'tier-without-codes':
      return msg(str`“${label}” has no codes.`);
    case 'tier-twice':
      return msg(str`“${label}” is there twice.`);
    case 'code-missing':
      return msg('There is no code yet.');
    case 'code-name-missing':
      return msg('A code has no name.');
    case 'definition-missing':
      return msg(str`“${label}” has no definition.`);
    case 'code-without-tier':
      return msg(str`“${label}” is in no group.`);
    case 'code-twice':
      return msg(str`“${label}” is there twice.`);
    case 'hot-key-twice':
      return msg(str`“${label}” and “${other}” have the same key.`);
    case 'mapping-open':
      return msg(str`What becomes of “${label}”?`);
    case 'mapping-unknown-code':
      return msg(str`“${label}” leads to a code that is not here.`);
    case 'hue-twice':
      return msg(str`“${label}” has the colour of “${other}”: only name and lane tell them apart.`);
    case 'hot-key-absent':
      return msg(str`“${label}” has no key.`);
    case 'translation-missing':
      return msg(str`${languageName(label)}, texts missing: ${other}`);
    case 'example-missing':
      return msg(str`“${label}” has no example.`);
  }
}

/** What is found at many codes, in a sentence. */
export function foldedWords({ folded, count }: FoldedFinding): string {
  switch (folded) {
    case 'definition-missing':
      return msg(str`${count} codes have no definition.`);
    case 'hue-twice':
      return msg(
        str`${count} codes have the colour of another: only name and lane tell them apart.`,
      );
    case 'hot-key-absent':
      return msg(str`${count} codes have no key.`);
    case 'example-missing':
      return msg(str`${count} codes have no example.`);
  }
}
