import type {
  Framework,
  FrameworkContent,
  FrameworkDraftContent,
  FrameworkFinding,
  Replaced,
  Translated,
} from '#contract/frameworks';
import { LOCALES } from '#contract/vocabulary';

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
  const { key, version, title, source, tiers, codes, replaces } = content;
  return { id, key, version, title, source, tiers, codes, ...(replaces && { replaces }) };
}

/** What keeps a draft from being published, in the order of the form. */
export function frameworkGaps(
  content: FrameworkDraftContent,
  before: Pick<FrameworkContent, 'codes'> | null,
): FrameworkFinding[] {
  const { tiers, codes } = content;
  const gaps: FrameworkFinding[] = [];
  const add = (
    finding: FrameworkFinding['finding'],
    path: string,
    label: Translated | string = '',
    other: Translated | string = '',
  ): void => {
    gaps.push({ finding, path, label: inEnglish(label), other: inEnglish(other) });
  };
  if (isBlank(content.title)) add('title-missing', 'title');
  if (tiers.length === 0) add('tier-missing', 'tiers');
  tiers.forEach((tier, at) => {
    if (isBlank(tier.name)) add('tier-name-missing', `tiers.${at}.name`);
    if (isTwin(tiers, at)) add('tier-twice', `tiers.${at}`, tier.name);
    if (codes.length > 0 && !codes.some((code) => code.tierId === tier.id))
      add('tier-without-codes', `tiers.${at}`, tier.name);
  });
  if (codes.length === 0) add('code-missing', 'codes');
  codes.forEach((code, at) => {
    const path = `codes.${at}`;
    if (isBlank(code.name)) add('code-name-missing', `${path}.name`);
    if (isBlank(code.definition)) add('definition-missing', `${path}.definition`, code.name);
    if (!tiers.some((tier) => tier.id === code.tierId))
      add('code-without-tier', `${path}.tierId`, code.name);
    if (isTwin(codes, at)) add('code-twice', path, code.name);
    const rival = codes
      .slice(0, at)
      .find((one) => one.tierId === code.tierId && !!one.hotKey && one.hotKey === code.hotKey);
    if (rival) add('hot-key-twice', `${path}.hotKey`, code.name, rival.name);
  });
  return [...gaps, ...mappingGaps(content, before)];
}

/** Every code of the version before says what became of it, and names codes that are there. */
function mappingGaps(
  { replaces, codes }: FrameworkDraftContent,
  before: Pick<FrameworkContent, 'codes'> | null,
): FrameworkFinding[] {
  if (!replaces || !before) return [];
  return before.codes.flatMap((old): FrameworkFinding[] => {
    const at = replaces.codes.findIndex((one) => one.from === old.id);
    const mapped = replaces.codes[at];
    const gap = { path: `replaces.${old.id}`, label: old.name.en, other: '' };
    if (!mapped) return [{ ...gap, finding: 'mapping-open' }];
    return mapped.to.every((id) => codes.some((code) => code.id === id))
      ? []
      : [{ ...gap, finding: 'mapping-unknown-code' }];
  });
}

/** What a draft may be published with, but ought to be looked at. */
export function frameworkWarnings(content: FrameworkDraftContent): FrameworkFinding[] {
  const { codes } = content;
  const warnings: FrameworkFinding[] = [];
  codes.forEach((code, at) => {
    const twin = codes.slice(0, at).find((one) => one.hue === code.hue);
    const label = code.name.en;
    // Two codes of one colour are told apart by name and lane only. Different hues are never alike:
    // the palette itself is held to that by a test.
    if (twin)
      warnings.push({ finding: 'hue-twice', path: `codes.${at}.hue`, label, other: twin.name.en });
    if (!code.hotKey)
      warnings.push({ finding: 'hot-key-absent', path: `codes.${at}.hotKey`, label, other: '' });
    if (!code.examples?.length)
      warnings.push({ finding: 'example-missing', path: `codes.${at}.examples`, label, other: '' });
  });
  const used = LOCALES.filter((locale) => translatedTexts(content).some((text) => text[locale]));
  for (const locale of used) {
    const open = translatedTexts(content).filter((text) => !text[locale]?.trim()).length;
    if (open > 0)
      warnings.push({
        finding: 'translation-missing',
        path: `translations.${locale}`,
        label: locale,
        other: String(open),
      });
  }
  return warnings;
}

/** Every text of a framework that readers see, in no particular order. */
function translatedTexts({ title, tiers, codes }: FrameworkDraftContent): Translated[] {
  return [
    title,
    ...tiers.map((tier) => tier.name),
    ...codes.flatMap((code) => [
      code.name,
      code.definition,
      ...(code.examples ?? []).map((example) => example.text),
    ]),
  ];
}

/** The mapping with which the next version begins: every code stays what it is. */
export function sameCodes(content: FrameworkContent): Replaced {
  return {
    key: content.key,
    version: content.version,
    codes: content.codes.map(({ id }) => ({ from: id, to: [id] })),
  };
}

/** A version that others may follow. */
export type Ancestor = Pick<StoredFramework, 'id' | 'key' | 'version' | 'content'>;

/** What codes of an older version are called in a newer one; codes that were given up are absent. */
export type CodeMap = ReadonlyMap<string, readonly string[]>;

/**
 * How older versions read in this one: for each version it grew out of, by id, what its codes are
 * now. A version of the same framework that names nobody is followed code by code.
 */
export function lineageOf(
  content: FrameworkContent,
  stored: readonly Ancestor[],
): Map<string, CodeMap> {
  const lineage = new Map<string, CodeMap>();
  let here: FrameworkContent | undefined = content;
  let toNow: CodeMap = new Map(content.codes.map(({ id }) => [id, [id]]));
  while (here) {
    const replaced: Replaced | null = here.replaces ?? silentlyReplaced(here, stored);
    const before: Ancestor | undefined = stored.find(
      (one) => one.key === replaced?.key && one.version === replaced.version,
    );
    if (!replaced || !before || lineage.has(before.id)) break;
    const known: CodeMap = toNow;
    toNow = new Map(
      replaced.codes.map(({ from, to }) => [
        from,
        [...new Set(to.flatMap((id) => known.get(id) ?? []))],
      ]),
    );
    lineage.set(before.id, toNow);
    here = before.content;
  }
  return lineage;
}

function silentlyReplaced(
  { key, version }: FrameworkContent,
  stored: readonly Ancestor[],
): Replaced | null {
  const earlier = stored
    .filter((one) => one.key === key && one.version < version)
    .toSorted((one, other) => other.version - one.version);
  return earlier[0] ? sameCodes(earlier[0].content) : null;
}

/** Codes of an older version in the words of a newer one; each once, in order. */
export function mapCodes(codeIds: readonly string[], map: CodeMap): string[] {
  return [...new Set(codeIds.flatMap((id) => map.get(id) ?? []))];
}

/** A key for a framework of this title that nobody has yet. */
export function freeKey(title: string, taken: readonly string[]): string {
  const plain = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/gi, 'l')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
  const base = plain || 'framework';
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(key)) return key;
  }
}

function isTwin(parts: readonly { id: string }[], at: number): boolean {
  return parts.findIndex((part) => part.id === parts[at]?.id) < at;
}

function isBlank(text: Translated): boolean {
  return text.en.trim() === '';
}

function inEnglish(text: Translated | string): string {
  return typeof text === 'string' ? text : text.en;
}
