import { isDeepStrictEqual } from 'node:util';
import {
  frameworkDraftContentSchema,
  type Code,
  type FrameworkDraftContent,
  type Tier,
  type Translated,
} from '#contract/frameworks';
import { CODE_HUES, LOCALES, type Locale } from '#contract/vocabulary';
import {
  childOf,
  childrenOf,
  readXml,
  writeXml,
  xmlSafeJson,
  type XmlElement,
  type XmlSource,
} from '../infra/xml.ts';
import { freeKey } from './frameworks.rules.ts';

/**
 * A framework as controlled vocabularies of ELAN (EAF 3.0: CV_RESOURCE, CONTROLLED_VOCABULARY):
 * one vocabulary for each tier, one entry for each code, in every language. What ELAN has no
 * place for (hues, keys, examples, the mapping) travels beside it, see `extensionOf`.
 */
type Named = Pick<FrameworkDraftContent, 'title' | 'tiers' | 'codes'>;

const LANGUAGES: Readonly<Record<Locale, { id: string; label: string }>> = {
  en: { id: 'eng', label: 'English (eng)' },
  pl: { id: 'pol', label: 'Polish (pol)' },
  it: { id: 'ita', label: 'Italian (ita)' },
  nl: { id: 'nld', label: 'Dutch (nld)' },
  fr: { id: 'fra', label: 'French (fra)' },
};

const ENTRY = 'cve-';
/** What a framework holds; of a larger vocabulary the rest is not even read. */
const MOST_CODES = 60;

/** The id of a code's entry, by which annotations refer to it. */
export function entryId(codeId: string): string {
  return `${ENTRY}${codeId}`;
}

/** What ELAN calls the vocabulary of a tier: its English name, made unique where two share it. */
export function vocabularyName(tiers: readonly Tier[], tier: Tier): string {
  const isAlone = tiers.filter((one) => one.name.en === tier.name.en).length === 1;
  return isAlone && tier.name.en !== '' ? tier.name.en : `${tier.name.en} (${tier.id})`;
}

/** The LANGUAGE elements that vocabularies refer to. */
export function languageElements(): XmlSource[] {
  return LOCALES.map((locale) => ({
    name: 'LANGUAGE',
    attributes: {
      LANG_DEF: `https://iso639-3.sil.org/code/${LANGUAGES[locale].id}`,
      LANG_ID: LANGUAGES[locale].id,
      LANG_LABEL: LANGUAGES[locale].label,
    },
  }));
}

/** One CONTROLLED_VOCABULARY for each tier. */
export function vocabularyElements({ title, tiers, codes }: Named): XmlSource[] {
  return tiers.map((tier) => ({
    name: 'CONTROLLED_VOCABULARY',
    attributes: { CV_ID: vocabularyName(tiers, tier) },
    inside: [
      ...inLanguages(title).map(([locale, text]) => ({
        name: 'DESCRIPTION',
        attributes: { LANG_REF: LANGUAGES[locale].id },
        inside: tier.name[locale] ? `${text}: ${tier.name[locale]}` : text,
      })),
      ...codes
        .filter((code) => code.tierId === tier.id)
        .map((code) => ({
          name: 'CV_ENTRY_ML',
          attributes: { CVE_ID: entryId(code.id) },
          inside: inLanguages(code.name).map(([locale, name]) => ({
            name: 'CVE_VALUE',
            attributes: {
              DESCRIPTION: code.definition[locale] ?? '',
              LANG_REF: LANGUAGES[locale].id,
            },
            inside: name,
          })),
        })),
    ],
  }));
}

/** A whole .ecv document: the root that ELAN reads as an external controlled vocabulary. */
export function vocabularyDocument(content: FrameworkDraftContent, at: string): XmlSource {
  return {
    name: 'CV_RESOURCE',
    attributes: {
      AUTHOR: 'Lookfor',
      DATE: at,
      VERSION: '0.2',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd',
    },
    inside: [
      ...languageElements(),
      ...vocabularyElements(content),
      {
        name: 'EXTERNAL_REF',
        attributes: {
          EXT_REF_ID: EXTENSION_ID,
          TYPE: 'resource_url',
          VALUE: `${DATA_URL}${encodeURIComponent(JSON.stringify(content))}`,
        },
      },
    ],
  };
}

/** A document of annotations without annotations: tiers and vocabularies, ready to code with. */
export function vocabularyTemplate(content: FrameworkDraftContent, at: string): XmlSource {
  const { tiers } = content;
  return {
    name: 'ANNOTATION_DOCUMENT',
    attributes: eafAttributes(at),
    inside: [
      { name: 'HEADER', attributes: { MEDIA_FILE: '', TIME_UNITS: 'milliseconds' }, inside: [frameworkProperty(content)] }, // prettier-ignore
      { name: 'TIME_ORDER' },
      ...tiers.map((tier) => ({
        name: 'TIER',
        attributes: { LINGUISTIC_TYPE_REF: vocabularyName(tiers, tier), TIER_ID: vocabularyName(tiers, tier) }, // prettier-ignore
      })),
      ...tiers.map((tier) => codedType(vocabularyName(tiers, tier))),
      ...languageElements(),
      ...CONSTRAINTS,
      ...vocabularyElements(content),
    ],
  };
}

/** Attributes of an ANNOTATION_DOCUMENT of EAF 3.0. */
export function eafAttributes(at: string): Record<string, string> {
  return {
    AUTHOR: 'Lookfor',
    DATE: at,
    FORMAT: '3.0',
    VERSION: '3.0',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd',
  };
}

/** The whole framework as a property of an EAF header: what vocabularies have no place for. */
export function frameworkProperty(content: FrameworkDraftContent): XmlSource {
  return {
    name: 'PROPERTY',
    attributes: { NAME: FRAMEWORK_PROPERTY },
    inside: xmlSafeJson(content),
  };
}

/** A linguistic type whose annotations take their values from a vocabulary. */
export function codedType(vocabulary: string): XmlSource {
  return {
    name: 'LINGUISTIC_TYPE',
    attributes: {
      CONTROLLED_VOCABULARY_REF: vocabulary,
      GRAPHIC_REFERENCES: false,
      LINGUISTIC_TYPE_ID: vocabulary,
      TIME_ALIGNABLE: true,
    },
  };
}

/** The four stereotypes that every EAF file of ELAN states. */
export const CONSTRAINTS: readonly XmlSource[] = [
  ['Time_Subdivision', "Time subdivision of parent annotation's time interval, no time gaps allowed within this interval"], // prettier-ignore
  ['Symbolic_Subdivision', 'Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered'], // prettier-ignore
  ['Symbolic_Association', '1-1 association with a parent annotation'],
  ['Included_In', "Time alignable annotations within the parent annotation's time interval, gaps are allowed"], // prettier-ignore
].map(([stereotype = '', description = '']) => ({
  name: 'CONSTRAINT',
  attributes: { DESCRIPTION: description, STEREOTYPE: stereotype },
}));

const EXTENSION_ID = 'lookfor-framework';
const FRAMEWORK_PROPERTY = 'lookfor.framework';
const DATA_URL = 'data:application/json,';

/**
 * The framework of an .ecv or .eaf document, or null when it holds no vocabulary. What was changed
 * in ELAN counts; what ELAN does not show comes from the extension, where there is one.
 */
export function readVocabularies(root: XmlElement, title: string): FrameworkDraftContent | null {
  const plain = plainVocabularies(root, title);
  const exact = extensionOf(root);
  if (!exact) return plain.tiers.length > 0 ? plain : null;
  const untouched = plainVocabularies(asWritten(exact), title);
  return isDeepStrictEqual(plain, untouched) ? exact : merged(plain, exact, untouched);
}

function plainVocabularies(root: XmlElement, title: string): FrameworkDraftContent {
  const languages = new Map(
    childrenOf(root, 'LANGUAGE').map((one) => [
      one.attributes['LANG_ID'] ?? '',
      localeOf(one.attributes['LANG_ID'] ?? '', one.attributes['LANG_LABEL'] ?? ''),
    ]),
  );
  const tiers: Tier[] = [];
  const codes: Code[] = [];
  for (const vocabulary of childrenOf(root, 'CONTROLLED_VOCABULARY').slice(0, 12)) {
    const name = (vocabulary.attributes['CV_ID'] ?? '').slice(0, 300);
    const tierId = freeKey(name, tiers.map((tier) => tier.id)); // prettier-ignore
    tiers.push({ id: tierId, name: { en: name } });
    const entries = childrenOf(vocabulary, 'CV_ENTRY_ML');
    for (const entry of entries.slice(0, MOST_CODES - codes.length)) {
      const names: Partial<Record<Locale, string>> = {};
      const definitions: Partial<Record<Locale, string>> = {};
      for (const value of childrenOf(entry, 'CVE_VALUE')) {
        const reference = value.attributes['LANG_REF'] ?? '';
        const locale = languages.get(reference) ?? localeOf(reference, '') ?? 'en';
        names[locale] ??= value.text;
        definitions[locale] ??= value.attributes['DESCRIPTION'] ?? '';
      }
      const first = Object.keys(names)[0] as Locale | undefined;
      const english = names.en ?? (first && names[first]) ?? '';
      const given = entry.attributes['CVE_ID'] ?? '';
      const taken = codes.map((code) => code.id);
      const own = given.startsWith(ENTRY) ? given.slice(ENTRY.length) : '';
      codes.push({
        id: own && freeKey(own, taken) === own ? own : freeKey(english, taken),
        tierId,
        hue: CODE_HUES[codes.length % CODE_HUES.length] ?? 3,
        name: { ...names, en: english },
        definition: { ...definitions, en: definitions.en ?? (first && definitions[first]) ?? '' },
      });
    }
  }
  return {
    key: freeKey(title, []),
    title: { en: title },
    source: '',
    tiers,
    codes,
  };
}

/** Codes and tiers as they are in ELAN now, with everything that ELAN did not show. */
function merged(
  plain: FrameworkDraftContent,
  exact: FrameworkDraftContent,
  untouched: FrameworkDraftContent,
): FrameworkDraftContent {
  const tierIds = new Map(
    untouched.tiers.map((tier, at) => [tier.id, exact.tiers[at] ?? tier] as const),
  );
  const tiers = plain.tiers.map((tier) => tierIds.get(tier.id) ?? tier);
  return {
    ...exact,
    tiers,
    codes: plain.codes.map((code) => {
      const known = exact.codes.find((one) => one.id === code.id);
      const before = untouched.codes.find((one) => one.id === code.id);
      const tierId = tierIds.get(code.tierId)?.id ?? code.tierId;
      if (!known || !before) return { ...code, tierId };
      return {
        ...known,
        tierId,
        name: edited(code.name, before.name, known.name),
        definition: edited(code.definition, before.definition, known.definition),
      };
    }),
  };
}

function edited(now: Translated, before: Translated, exact: Translated): Translated {
  return isDeepStrictEqual(now, before) ? exact : now;
}

function extensionOf(root: XmlElement): FrameworkDraftContent | null {
  const reference = childrenOf(root, 'EXTERNAL_REF').find(
    (one) => one.attributes['EXT_REF_ID'] === EXTENSION_ID,
  )?.attributes['VALUE'];
  const header = childOf(root, 'HEADER');
  const property = header
    ? childrenOf(header, 'PROPERTY').find((one) => one.attributes['NAME'] === FRAMEWORK_PROPERTY)
    : undefined;
  try {
    const text = reference?.startsWith(DATA_URL)
      ? decodeURIComponent(reference.slice(DATA_URL.length))
      : property?.text;
    return text ? frameworkDraftContentSchema.parse(JSON.parse(text)) : null;
  } catch {
    // Somebody changed it: what ELAN shows is all there is.
    return null;
  }
}

/** The vocabularies as they come back from a file that nobody touched. */
function asWritten(content: FrameworkDraftContent): XmlElement {
  const inside = [...languageElements(), ...vocabularyElements(content)];
  return readXml(writeXml({ name: 'CV_RESOURCE', inside }));
}

function inLanguages(text: Translated): [Locale, string][] {
  return LOCALES.flatMap((locale): [Locale, string][] => {
    const words = text[locale];
    return words === undefined ? [] : [[locale, words]];
  });
}

/** `eng`, `en`, `English (eng)` → en. */
function localeOf(id: string, label: string): Locale | undefined {
  const said = `${id} ${label}`.toLowerCase();
  return LOCALES.find(
    (locale) =>
      id.toLowerCase() === locale ||
      id.toLowerCase() === LANGUAGES[locale].id ||
      said.includes(`(${LANGUAGES[locale].id})`),
  );
}
