import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { realpathSync, rmSync } from 'node:fs';
import { folderFingerprint } from './config.ts';

/**
 * Takes a folder for this process alone. The lock is a listening socket, so that the system
 * gives it back however the process ends: on Linux an abstract one, elsewhere one in the folder.
 * @throws when another process holds it.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  // By its real path: a second spelling of the folder (a link) must not be a second lock.
  const name = `lookfor-${folderFingerprint(realpathSync(folder))}`;
  const address = process.platform === 'linux' ? `\0${name}` : join(folder, 'lock.sock');
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, address);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (process.platform === 'linux' || (await answers(address))) throw taken(folder, error);
    // Elsewhere a killed process leaves its socket file behind; nobody answers on it.
    rmSync(address, { force: true });
    await listen(server, address);
  }
  server.unref();
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(address, done);
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function taken(folder: string, cause: unknown): Error {
  return new Error(
    `Another Lookfor is running on ${folder}. Stop it first, or give this one its own DATA_DIR.`,
    { cause },
  );
}
