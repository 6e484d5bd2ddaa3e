/**
 * The practice LMS: a small, strict LTI 1.3 platform for trying the tool and for tests. It shares no
 * LTI code with the tool. It must never run in production: anybody can be anybody here.
 */
import { createServer as createHttpServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createApp } from './app.ts';
import { PracticeLmsState } from './course-state.ts';
import { createLms } from './lms.ts';
import { sendCopyNotice } from './notices.routes.ts';
import type { PlatformUrls } from './lms.ts';
import { loadPlatformKey } from './platform-key.ts';
import type { PlatformKey } from './platforms/platform.ts';
import { CourseFile, readSavedCourse } from './saved-state.ts';
import type { Tool } from './tools.ts';

/** How to start a practice LMS. */
export interface PracticeLmsOptions {
  /** 0 takes a free port. */
  port: number;
  /** Address to listen on; 127.0.0.1 when left out. */
  host?: string;
  /** Address in browsers, without a path; `http://lms.localhost:<port>` when left out. */
  baseUrl?: string;
  /** Folder that keeps key, tools, course and gradebook over a restart; memory only without it. */
  dataDir?: string;
  title?: string;
  /** The platform to play; the one that was kept, or none in particular, when left out. */
  platform?: PlatformKey;
  /** Clock in milliseconds, for tests. */
  now?: () => number;
  /** PEM texts; the LMS then speaks https. */
  https?: { key: string; cert: string };
}

/** A running practice LMS. */
export interface PracticeLms {
  baseUrl: string;
  port: number;
  /** Issuer and addresses of the platform that is played at this moment. */
  readonly issuer: string;
  urlsFor(tool: Tool): PlatformUrls;
  /** Tells a tool that a course was copied from the one here; answers with what it answered. */
  tellOfCopy(tool: Tool, copy: { id: string; title: string }): Promise<number>;
  /** Stops listening, ends open connections, and finishes writing. */
  close(): Promise<void>;
  /** Gradebook, messages, activities, switches: for tests. */
  state: PracticeLmsState;
}

/** Longer than whoever calls lets a connection rest: no request meets one that is just closed. */
const RESTING_MS = 120_000;

function listen(server: Server, port: number, host: string): Promise<number> {
  server.keepAliveTimeout = RESTING_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('No port was given.'));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

/** Starts a practice LMS. Throws in production, and when the port is taken. */
export async function startPracticeLms(options: PracticeLmsOptions): Promise<PracticeLms> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('The practice LMS lets anybody be anybody and never runs in production.');
  }
  const { https, dataDir, now = Date.now, title = 'Practice LMS' } = options;
  const state = new PracticeLmsState(now);
  const saved = dataDir === undefined ? undefined : await readSavedCourse(dataDir);
  if (saved) state.restore(saved);
  if (options.platform !== undefined) state.playPlatform(options.platform);
  const key = await loadPlatformKey(dataDir);

  const server = https ? createHttpsServer(https) : createHttpServer();
  const port = await listen(server, options.port, options.host ?? '127.0.0.1');
  const scheme = https ? 'https' : 'http';
  const baseUrl = new URL(options.baseUrl ?? `${scheme}://lms.localhost:${port}`).origin;

  const file = dataDir === undefined ? undefined : new CourseFile(dataDir, () => state.toSaved());
  if (file) state.onChange = () => file.touch();
  const lms = createLms({ title, baseUrl, now, state, key });
  server.on('request', createApp(lms));
  return {
    baseUrl,
    port,
    get issuer() {
      return lms.issuer;
    },
    urlsFor: (tool) => lms.urlsFor(tool),
    tellOfCopy: (tool, copy) => sendCopyNotice(lms, tool, copy),
    state,
    close: async () => {
      await stop(server);
      await file?.settled();
    },
  };
}
