import { msg, str } from '@lit/localize';
import type { Collection, CollectionScope } from '#contract/collections';

/** For whom a collection is. */
export function scopeWords(scope: CollectionScope): string {
  switch (scope) {
    case 'own':
      return msg('Only for me');
    case 'course':
      return msg('For this course');
    case 'institution':
      return msg('For the institution');
  }
}

/** For whom a collection is, or where it comes from. */
export function placeWords({ scope, institution }: Collection): string {
  return scope === 'shared' ? msg(str`From ${institution ?? ''}`) : scopeWords(scope);
}
