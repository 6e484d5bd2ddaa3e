/** The same files by the same code as of clips, from a process that asks nobody whether it may. */
import express from 'express';
import type { AddressInfo } from 'node:net';
import { sendStored } from '#server/clips/media-answer';
import { contentTypeOf } from '#server/clips/media-file.rules';
import { folderStorage } from '#server/infra/storage';

const storage = folderStorage(process.env['FILES_FOLDER'] ?? '');
const app = express();
app.disable('x-powered-by');
app.get('/media/:clip/:run/*file', (request, response) => {
  const { clip, run, file } = request.params;
  const name = file.join('/');
  const type = contentTypeOf(name) ?? '';
  const key = `served/${clip}/${run}/${name}`;
  return sendStored(storage, request, response, { key, type, only: null, lifeMs: 60_000 });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit(0));
