import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Log } from '#server/infra/log';

/** A log that keeps everything that is said, for tests that look for what must not be in it. */
export function keptLog(): { log: Log; logged: () => string } {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  return { log: pino({ level: 'debug' }, sink), logged: () => lines.join('') };
}
