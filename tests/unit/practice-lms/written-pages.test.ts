import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformKey } from '../../../lti-tool/practice-lms/platforms/platform.ts';
import { encode, launch, openBench, send, type Bench } from './pretend-tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/';
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.lms.state.reset({ keepTools: true });
  bench.lms.state.playPlatform('practice');
});

/** Sends a form of a page as somebody. */
function submit(path: string, fields: Record<string, string>, as = 'lee') {
  return send(`${bench.lms.baseUrl}${path}`, {
    ...{ method: 'POST', as },
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: bench.lms.baseUrl },
    body: encode(fields),
  });
}

/** What the tool is asked for a page, and the sending of its answer. */
async function choose(pageId: string) {
  const path = `/tools/${bench.tool.clientId}/choose?page=${pageId}`;
  const claims = await launch(bench, 'lee', path);
  const settings = claims[`${DL}deep_linking_settings`] as {
    deep_link_return_url: string;
    data?: string;
    [name: string]: unknown;
  };
  const answer = async (items: unknown) => {
    const iat = Math.floor(bench.clock.ms / 1000);
    const token = await bench.key.sign({
      ...{ iss: bench.tool.clientId, aud: bench.lms.issuer, iat, exp: iat + 300 },
      nonce: randomUUID(),
      [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}version`]: '1.3.0',
      [`${LTI}deployment_id`]: bench.tool.deploymentId,
      ...(settings.data !== undefined && { [`${DL}data`]: settings.data }),
      [`${DL}content_items`]: items,
    });
    return send(settings.deep_link_return_url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: encode({ JWT: token }),
    });
  };
  return { claims, settings, answer };
}

const item = {
  type: 'ltiResourceLink',
  title: 'The tower',
  url: 'http://tool.localhost/start?clip=1',
  lineItem: { scoreMaximum: 5 },
  iframe: { width: 800, height: 540 },
};

describe('a page that is written', () => {
  test('words stand in it, and what a tool gave stands between them in its size', async () => {
    await submit('/pages', { title: 'Week 3' });
    const [page] = bench.lms.state.pages.all;
    await submit('/pages/1', { title: 'Week 3', text: 'Before you watch:\n\nlisten.' });
    const { settings, answer } = await choose('1');
    expect(settings['accept_presentation_document_targets']).toContain('embed');
    expect((await answer([item])).status).toBe(200);
    expect(page?.parts).toMatchObject([
      { kind: 'text', text: 'Before you watch:\n\nlisten.' },
      { kind: 'frame', width: 800, height: 540 },
      { kind: 'text', text: '' },
    ]);
    const shown = await send(`${bench.lms.baseUrl}/pages/1`, { as: 'sam' });
    expect(shown.text).toContain('<p>listen.</p>');
    expect(shown.text).toMatch(/<iframe[^>]*width="800"[^>]*height="540"/s);
    const { text: course } = await send(`${bench.lms.baseUrl}/course`, { as: 'sam' });
    expect(course).toContain('Week 3');
    expect(course, 'it is no activity of the list').not.toContain('The tower');
    expect(bench.lms.state.gradebook.columns).toEqual([]);
  });

  test('what is taken out is gone, and its words stay', async () => {
    await submit('/pages', { title: 'Week 3' });
    await (await choose('1')).answer([item]);
    const frame = bench.lms.state.pages.page('1')?.parts.find(({ kind }) => kind === 'frame');
    const activityId = frame?.kind === 'frame' ? frame.activityId : '';
    await submit('/pages/1', { title: 'Week 3', text: 'Only words', remove: activityId });
    expect(bench.lms.state.pages.page('1')?.parts[0]).toEqual({ kind: 'text', text: 'Only words' });
    expect(bench.lms.state.activity(activityId)).toBeUndefined();
  });

  test('a student reads it and does not write it', async () => {
    expect((await submit('/pages', { title: 'Mine' }, 'sam')).status).toBe(403);
    await submit('/pages', { title: 'Week 3' });
    const edit = await send(`${bench.lms.baseUrl}/pages/1/edit`, { as: 'sam' });
    expect(edit.status).toBe(403);
    expect((await submit('/pages/1', { title: 'Mine' }, 'sam')).status).toBe(403);
  });
});

test('Canvas tells the placement, takes everything, and counts nothing', async () => {
  bench.lms.state.playPlatform('canvas');
  bench.lms.state.pages.add('Week 3');
  const { claims, settings, answer } = await choose('1');
  expect(claims['https://www.instructure.com/placement']).toBe('editor_button');
  expect(settings).toMatchObject({
    accept_types: ['link', 'file', 'html', 'ltiResourceLink', 'image'],
    accept_presentation_document_targets: ['embed', 'iframe', 'window'],
  });
  expect(settings.deep_link_return_url).toContain('placement=editor_button');
  await answer([item]);
  expect(bench.lms.state.gradebook.columns).toEqual([]);
});

test.each(['moodle', 'sakai'] satisfies PlatformKey[])(
  'the editor of %s has no place for tools, and says what to do instead',
  async (platform) => {
    bench.lms.state.playPlatform(platform);
    bench.lms.state.pages.add('Week 3');
    const edit = await send(`${bench.lms.baseUrl}/pages/1/edit`, { as: 'lee' });
    expect(edit.text).toContain('has no place for tools in its editor');
    expect(edit.text).not.toContain('data-choose');
    const path = `/tools/${bench.tool.clientId}/choose?page=1`;
    expect((await send(`${bench.lms.baseUrl}${path}`, { as: 'lee' })).status).toBe(404);
  },
);
