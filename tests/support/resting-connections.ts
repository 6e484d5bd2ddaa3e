import type { Server } from 'node:http';

const RESTING_MS = 10 * 60_000;

/**
 * Lets connections rest for as long as a test does. By itself Node's server closes them after a few
 * seconds; when the test was busy for longer (a film was made meanwhile), its next request goes out
 * on one that is closed at this very moment, and is lost.
 */
export function keepConnections<S extends Server>(server: S): S {
  server.keepAliveTimeout = RESTING_MS;
  return server;
}
