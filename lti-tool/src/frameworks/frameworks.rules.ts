import type { Framework, FrameworkContent } from '#contract/frameworks';

/** A stored version of a framework. */
export interface StoredFramework {
  id: string;
  key: string;
  version: number;
  content: FrameworkContent;
}

/** Of each key its newest version, in the order in which the keys come first. */
export function newestOfEach<Stored extends Pick<StoredFramework, 'key' | 'version'>>(
  stored: readonly Stored[],
): Stored[] {
  const newest = new Map<string, Stored>();
  for (const one of stored) {
    const known = newest.get(one.key);
    if (!known || known.version < one.version) newest.set(one.key, one);
  }
  return [...newest.values()];
}

/** A stored version as the contract shows it. */
export function toFramework({ id, content }: StoredFramework): Framework {
  const { key, version, title, source, tiers, codes } = content;
  return { id, key, version, title, source, tiers, codes };
}
