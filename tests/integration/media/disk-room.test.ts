import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isForWantOfRoom } from '#server/infra/disk-room';
import { MediaError } from '#server/infra/media/media-error';
import { runTool } from '#server/infra/media/tool-run';

/** A file of the system on which every write fails as on a full disk. */
const FULL = '/dev/full';

test('a full disk is known by what the system says, also as the cause of something else', async () => {
  const refused = await writeFile(FULL, 'words').catch((error: unknown) => error);
  expect(isForWantOfRoom(refused)).toBe(true);
  expect(isForWantOfRoom(new Error('could not be kept', { cause: refused }))).toBe(true);
  expect(isForWantOfRoom(new Error('could not be kept'))).toBe(false);
});

test('and by what ffmpeg says', async () => {
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=d=20'];
  const { exitCode, toolLog } = await runTool('ffmpeg', [...noise, '-f', 'wav', '-y', FULL], {
    timeoutMs: 30_000,
  });
  expect(isForWantOfRoom(new MediaError('transcode_failed', { exitCode, toolLog }))).toBe(true);
  expect(isForWantOfRoom(new MediaError('transcode_failed', { toolLog: 'Invalid data' }))).toBe(
    false,
  );
});
