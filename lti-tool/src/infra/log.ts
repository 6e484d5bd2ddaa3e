import { pino, type Logger } from 'pino';

/** Where the process says what happens: lines of JSON, never with personal data. */
export type Log = Logger;

/**
 * The log of a process, as JSON lines. Bodies, headers and queries are never handed to it, and
 * fields with these names are blotted out should somebody try: tokens and personal data do not
 * belong in a log.
 */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'token',
        'id_token',
        'authorization',
        'cookie',
        'name',
        'email',
        'returnUrl',
        'return_url',
      ].flatMap((field) => [field, `*.${field}`]),
      censor: '[kept out]',
    },
  });
}
