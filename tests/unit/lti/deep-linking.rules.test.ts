import { describe, expect, test } from 'vitest';
import {
  acceptanceOf,
  fitItems,
  offerOf,
  type Acceptance,
  type ContentItem,
} from '#server/lti/deep-linking.rules';
import { copyHistory, groupsOfLaunch } from '#server/lti/custom-parameters.rules';
import type { DeepLinkingSettings } from '#server/lti/launch-token.rules';

const settings: DeepLinkingSettings = {
  returnUrl: 'https://lms.example/return?sesskey=1',
  acceptTypes: ['ltiResourceLink'],
  acceptTargets: ['iframe', 'window'],
  acceptsMultiple: true,
  acceptsLineItem: null,
  autoCreates: false,
  isEditor: false,
  data: null,
};
const accepts = (different: Partial<Acceptance> = {}): Acceptance => ({
  ...acceptanceOf(settings, null),
  ...different,
});
const item: ContentItem = {
  type: 'ltiResourceLink',
  url: 'https://tool.example/lti/launch?task=1',
  title: 'Observe',
  custom: { task: '1' },
  lineItem: { scoreMaximum: 150, label: 'Observe' },
  available: { startDateTime: '2027-02-01T07:00:00Z' },
  submission: { endDateTime: '2027-02-14T22:59:00Z' },
  iframe: { width: 1100, height: 800 },
};

describe('items as a platform takes them', () => {
  test.each<[string, Partial<Acceptance>, Partial<ContentItem>]>([
    ['everything where nothing is said against it', {}, {}],
    ['no column where it is refused', { acceptsLineItem: false }, { lineItem: undefined }],
    [
      'a smaller column where there is a limit',
      { maximumPoints: 100 },
      { lineItem: { scoreMaximum: 100, label: 'Observe' } },
    ],
    ['no larger column than the task has', { maximumPoints: 200 }, {}],
    [
      'a window where frames are not offered',
      { acceptTargets: ['window'] },
      { iframe: undefined, window: { targetName: '_blank' } },
    ],
    ['a frame in an editor', { acceptTargets: ['embed'] }, {}],
    ['a frame where no place is named', { acceptTargets: [] }, {}],
  ])('%s', (_what, different, change) => {
    // As it travels: what is undefined is not there.
    const expected = JSON.parse(JSON.stringify([{ ...item, ...change }])) as unknown;
    expect(fitItems([item], accepts(different))).toEqual({ items: expected });
  });

  test('dates are sent also where they may be dropped: they hold here', () => {
    expect(fitItems([item], acceptanceOf(settings, 'moodle'))).toMatchObject({
      items: [{ available: item.available, submission: item.submission }],
    });
  });

  test.each([
    ['a type that is not accepted', [item], { acceptTypes: ['html', 'image'] }],
    ['two where one is accepted', [item, item], { acceptsMultiple: false }],
  ])('%s is refused as a whole', (_what, items, different) => {
    expect(fitItems(items, accepts(different))).toHaveProperty('refusal');
  });

  test('nothing chosen is fine everywhere', () => {
    expect(fitItems([], accepts({ acceptTypes: [], acceptsMultiple: false }))).toEqual({
      items: [],
    });
  });
});

test.each([
  ['moodle', { keepsDates: false, maximumPoints: 100, autoCreates: false }],
  ['canvas', { keepsDates: true, maximumPoints: null }],
  [null, { keepsDates: false, acceptsLinks: true, acceptsLineItem: null }],
])('the picker knows what is known of %s', (family, known) => {
  expect(offerOf(settings, family, 'sealed')).toMatchObject({ request: 'sealed', ...known });
});

test('the picker knows that links are not taken', () => {
  const offer = offerOf({ ...settings, acceptTypes: ['html'] }, null, 'sealed');
  expect(offer.acceptsLinks).toBe(false);
});

describe('what custom parameters tell', () => {
  test.each([
    ['nothing', {}, [], []],
    ['ids, newest first', { link_history: '9, 7,7', context_history: '3' }, ['9', '7'], ['3']],
    [
      'variables that nobody filled',
      { link_history: '$ResourceLink.id.history', context_history: '' },
      [],
      [],
    ],
    [
      'names of Brightspace and Blackboard',
      { ext_d2l_resource_link_id_history: '12', context_id_history: '4,5' },
      ['12'],
      ['4', '5'],
    ],
  ])('of a copy: %s', (_what, custom, linkIds, contextIds) => {
    expect(copyHistory(custom)).toEqual({ linkIds, contextIds });
  });

  test.each([
    [{ groups: '3,7' }, ['3', '7']],
    [{ groups: '$Moodle.Person.userGroupIds' }, []],
    [{ groups: '' }, []],
    [{}, null],
  ])('of groups: %j', (custom, groups) => {
    expect(groupsOfLaunch(custom)).toEqual(groups);
  });
});
