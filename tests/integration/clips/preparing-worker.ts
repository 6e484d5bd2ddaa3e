/** A worker process of its own that prepares one clip, for tests that kill it. */
import { createPreparation } from '#server/clips/clips.jobs';
import { openDatabase } from '#server/infra/database';
import { createLog } from '#server/infra/log';
import { findFfmpeg } from '#server/infra/media/ffmpeg';
import { folderStorage } from '#server/infra/storage';

const wanted = (name: string): string => process.env[name] ?? '';
const log = createLog('silent');
const dataDir = wanted('WORKER_DATA_DIR');
const database = openDatabase(wanted('WORKER_DATABASE_URL'), log, 2);
const handler = createPreparation({
  db: database.db,
  storage: folderStorage(`${dataDir}/files`),
  log,
  now: () => new Date(),
  ffmpeg: await findFfmpeg(),
  dataDir,
  transcoders: 1,
});
await handler.run(
  { tenantId: wanted('WORKER_TENANT'), clipId: wanted('WORKER_CLIP') },
  { signal: new AbortController().signal },
);
await database.close();
