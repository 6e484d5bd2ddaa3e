import { html } from 'lit';
import { exchangeRoutes } from '#contract/exchange';
import {
  frameworkRoutes,
  type FrameworkDraft,
  type FrameworkDraftContent,
  type ShelvedFramework,
} from '#contract/frameworks';
import '#elements/exchange/exchange-menu';
import '#elements/exchange/research-bundle';
import '#elements/frameworks/framework-editor';
import '#elements/frameworks/framework-shelf';
import initiativeResponse from '../../course-templates/frameworks/initiative-response.json';
import noticing from '../../course-templates/frameworks/noticing.json';
import sevenLevers from '../../course-templates/frameworks/seven-levers.json';
import { pretendApi, refusal } from './pretend-server.ts';

const at = '2027-01-04T09:00:00Z';
const id = (number: number) => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`;

const ready = [initiativeResponse, noticing, sevenLevers].map(
  (content, place): ShelvedFramework => ({
    key: content.key,
    title: content.title,
    source: content.source,
    isReady: true,
    codeCount: content.codes.length,
    hues: content.codes.map((code) => code.hue),
    versions: [{ frameworkId: id(place + 1), version: content.version, publishedAt: at }],
    draft: null,
  }),
);
const own: ShelvedFramework = {
  key: 'ours',
  title: { en: 'What a very long name of a framework does to a line that is meant for short ones' },
  source: 'Our team, 2026',
  isReady: false,
  codeCount: 18,
  hues: Array.from({ length: 18 }, (_, place) => (place % 8) + 1),
  versions: [{ frameworkId: id(9), version: 3, publishedAt: at }],
  draft: { draftId: id(8), version: 4, updatedAt: at },
};

/** The shelf: with frameworks, without any, or refused. */
export function shelfExhibit(kind: 'full' | 'empty' | 'failed') {
  const api = pretendApi([
    {
      route: frameworkRoutes.listShelf,
      reply: () => ({ frameworks: kind === 'full' ? [...ready, own] : [] }),
      ...(kind === 'failed' && { problem: refusal('internal', 500) }),
    },
  ]);
  return html`<lookfor-framework-shelf .api=${api}></lookfor-framework-shelf>`;
}

/** A draft: new and empty, or the next version of one. */
export function editorExhibit(kind: 'new' | 'next') {
  const { version, ...levers } = sevenLevers;
  const content: FrameworkDraftContent =
    kind === 'new'
      ? { key: 'ours', title: { en: '' }, source: '', tiers: [{ id: 'codes', name: { en: '' } }], codes: [] } // prettier-ignore
      : {
          ...levers,
          codes: levers.codes.map((code) => ({
            ...code,
            examples: code.examples.map((one) => ({ ...one, clipId: id(5) })),
          })),
          replaces: { key: 'seven-levers', version, codes: levers.codes.slice(1).map((code) => ({ from: code.id, to: [code.id] })) }, // prettier-ignore
        };
  const draft: FrameworkDraft = {
    id: id(8),
    content,
    version: kind === 'new' ? 1 : 3,
    gaps:
      kind === 'new'
        ? [{ finding: 'title-missing', path: 'title', label: '', other: '' }]
        : [{ finding: 'mapping-open', path: 'replaces.x', label: 'Rich language', other: '' }],
    warnings:
      kind === 'new'
        ? []
        : [{ finding: 'hue-twice', path: 'codes.1.hue', label: 'Warm relations', other: 'Rich language' }], // prettier-ignore
    before: kind === 'new' ? null : { title: levers.title, version, codes: levers.codes },
    revision: 1,
    updatedAt: at,
  };
  const api = pretendApi([
    { route: frameworkRoutes.getFrameworkDraft, reply: () => draft },
    {
      route: frameworkRoutes.saveFrameworkDraft,
      reply: ({ body }) => ({ ...draft, ...(body as object) }),
    },
  ]);
  return html`<lookfor-framework-editor .api=${api} draft-id=${id(8)}></lookfor-framework-editor>`;
}

/** The doors to files: a student's, and a lecturer's. */
export function exchangeExhibit(kind: 'student' | 'lecturer') {
  const api = pretendApi([
    {
      route: exchangeRoutes.importObservation,
      reply: () => ({ found: 23, added: 20, changed: 3, same: 0, problems: [], isTaken: false }),
    },
    {
      route: exchangeRoutes.listResearchBundles,
      reply: () => ({
        bundles: [
          { id: id(1), purpose: 'How first-years notice who begins', people: 24, madeBy: 'A lecturer', madeAt: at }, // prettier-ignore
        ],
      }),
    },
  ]);
  return kind === 'student'
    ? html`<lookfor-exchange-menu .api=${api} task-id=${id(1)}></lookfor-exchange-menu>`
    : html`<lookfor-research-bundle .api=${api} task-id=${id(1)}></lookfor-research-bundle>`;
}
