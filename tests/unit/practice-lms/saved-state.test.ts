import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPracticeLms } from '../../../lti-tool/practice-lms/practice-lms.ts';
import { send } from './pretend-tool.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-lms-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const registration = {
  name: 'Lookfor',
  loginUrl: 'http://tool.localhost:3000/lti/login',
  redirectUris: ['http://tool.localhost:3000/lti/launch'],
  targetLinkUri: 'http://tool.localhost:3000/lti/launch',
  jwksUrl: 'http://tool.localhost:3000/lti/jwks',
};

test('tools, course, gradebook and key survive a restart; numbers are not used twice', async () => {
  const first = await startPracticeLms({ port: 0, dataDir: folder });
  const tool = first.state.registerTool(registration);
  const column = { label: 'Task', scoreMaximum: 20 };
  first.state.addActivity(tool, { title: 'Task' }, 'deep linking', column);
  const gone = first.state.addActivity(tool, { title: 'Gone' }, 'deep linking', column);
  first.state.removeActivity(gone.id);
  first.state.changeGradeByHand('1', '5', { points: 17, comment: 'Kept' });
  const keys = (await send(`${first.baseUrl}/jwks`)).text;
  await first.close();

  const second = await startPracticeLms({ port: 0, dataDir: folder });
  try {
    expect(second.state.tools).toEqual([tool]);
    expect(second.state.activities.map((one) => one.title)).toEqual(['Lookfor', 'Task']);
    expect(second.state.gradebook.cell('1', '5')).toMatchObject({ points: 17, comment: 'Kept' });
    expect((await send(`${second.baseUrl}/jwks`)).text).toBe(keys);
    const later = second.state.addActivity(tool, { title: 'New' }, 'deep linking', column);
    expect(Number(later.id)).toBeGreaterThan(Number(gone.id));
    expect(second.state.gradebook.columnsOf(later.id)[0]?.id).toBe('3');
  } finally {
    await second.close();
  }
});

test('the file is whole at every moment, and no half-written one is left', async () => {
  const lms = await startPracticeLms({ port: 0, dataDir: folder });
  const tool = lms.state.registerTool(registration);
  for (let count = 0; count < 50; count += 1)
    lms.state.addActivity(tool, { title: `A ${count}` }, 'by hand');
  await lms.close();
  expect((await readdir(folder)).sort()).toEqual(['platform-key.json', 'practice-lms.json']);
  expect(await readFile(join(folder, 'practice-lms.json'), 'utf8')).toContain('"A 49"');
  expect((await stat(join(folder, 'platform-key.json'))).mode & 0o077).toBe(0);
});

test('a file that cannot be read stops the start and is left as it is', async () => {
  const path = join(folder, 'practice-lms.json');
  await writeFile(path, '{"form":1,');
  await expect(startPracticeLms({ port: 0, dataDir: folder })).rejects.toThrow();
  expect(await readFile(path, 'utf8')).toBe('{"form":1,');
});
