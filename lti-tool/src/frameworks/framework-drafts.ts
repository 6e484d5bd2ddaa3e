import type {
  Code,
  FrameworkContent,
  FrameworkDraft,
  FrameworkDraftContent,
  ShelvedFramework,
  Translated,
} from '#contract/frameworks';
import { frameworkGaps, frameworkWarnings, freeKey, sameCodes } from './frameworks.rules.ts';
import type { FrameworkDraftRow, FrameworkRow } from './frameworks.store.ts';

/** A framework that says nothing yet: one tier, no code. */
export function blankDraft(taken: readonly string[]): FrameworkDraftContent {
  return {
    key: freeKey('our-framework', taken),
    title: { en: '' },
    source: '',
    tiers: [{ id: 'codes', name: { en: '' } }],
    codes: [],
  };
}

/**
 * The draft that follows a published version, every code mapped to itself. What came with Lookfor
 * is copied under a key of its own (`taken` says which are not free), so that a later Lookfor can
 * still bring its next version.
 */
export function nextDraft(
  from: FrameworkContent,
  taken: readonly string[] | null,
): FrameworkDraftContent {
  const { key, title, source, tiers, codes } = from;
  return {
    ...{ title, source, tiers, codes },
    key: taken ? freeKey(`our-${key}`, taken) : key,
    replaces: sameCodes(from),
  };
}

/** A draft as its author gets it: with the version it will be, gaps, warnings, and what it follows. */
export function replyOfDraft(
  row: FrameworkDraftRow,
  stored: readonly FrameworkRow[],
): FrameworkDraft {
  const { content } = row;
  const replaced = content.replaces;
  const before = stored.find(
    (one) => one.key === replaced?.key && one.version === replaced.version,
  )?.content;
  const newest = Math.max(0, ...stored.filter((one) => one.key === row.key).map((one) => one.version)); // prettier-ignore
  return {
    id: row.id,
    content,
    version: newest + 1,
    gaps: frameworkGaps(content, before ?? null),
    warnings: frameworkWarnings(content),
    before: before ? { title: before.title, version: before.version, codes: before.codes } : null,
    revision: row.revision,
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** Every framework with its versions, newest first, and its draft; ready ones before own ones. */
export function shelfOf(
  versions: readonly FrameworkRow[],
  drafts: readonly FrameworkDraftRow[],
  isReady: (key: string) => boolean,
): ShelvedFramework[] {
  const keys = [...new Set([...versions, ...drafts].map((row) => row.key))];
  const shelf = keys.map((key): ShelvedFramework => {
    const own = versions
      .filter((row) => row.key === key)
      .toSorted((one, other) => other.version - one.version);
    const draft = drafts.find((row) => row.key === key);
    const shown: { title: Translated; source: string; codes: Code[] } = own[0]?.content ??
      draft?.content ?? { title: { en: key }, source: '', codes: [] };
    return {
      key,
      title: shown.title,
      source: shown.source,
      isReady: isReady(key),
      codeCount: shown.codes.length,
      hues: shown.codes.map((code) => code.hue),
      versions: own.map((row) => ({
        frameworkId: row.id,
        version: row.version,
        publishedAt: row.createdAt.toISOString(),
      })),
      draft: draft
        ? {
            draftId: draft.id,
            version: (own[0]?.version ?? 0) + 1,
            updatedAt: draft.updatedAt.toISOString(),
          }
        : null,
    };
  });
  return shelf.toSorted((one, other) => Number(other.isReady) - Number(one.isReady));
}

/** The same with examples that name the clips of this institution; what is not here has none. */
export async function withClips<Content extends { codes: Code[] }>(
  content: Content,
  find: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Content> {
  const keys = content.codes.flatMap((code) =>
    (code.examples ?? []).flatMap(({ clipId, clipKey }) => (!clipId && clipKey ? [clipKey] : [])),
  );
  if (keys.length === 0) return content;
  const found = await find([...new Set(keys)]);
  return {
    ...content,
    codes: content.codes.map((code) => ({
      ...code,
      ...(code.examples && {
        examples: code.examples.map((example) => ({
          ...example,
          clipId: example.clipId ?? (example.clipKey ? (found.get(example.clipKey) ?? null) : null),
        })),
      }),
    })),
  };
}
