import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a server answered. */
export interface BenchAnswer {
  status: number;
  location: string | null;
  /** Names and values, without attributes. */
  cookies: string[];
  text: string;
}

/** A browser's connection to one server: kept open, one request at a time. */
export interface BenchConnection {
  send(request: BenchRequest): Promise<BenchAnswer>;
  close(): void;
}

/** One request of a measurement. */
export interface BenchRequest {
  /** Path and query. */
  path: string;
  /** Such as `Cookie: a=b`. */
  headers: readonly string[];
  /** Fields of a form, which is posted; without it the request is a GET. */
  form?: Readonly<Record<string, string>>;
}

const END_OF_HEAD = '\r\n\r\n';

/**
 * HTTP/1.1 as far as the bench needs it, on a bare socket. The client works on the processors of
 * the servers that it measures: what it uses itself, it takes away from the faster one first.
 */
export async function openConnection(baseUrl: string): Promise<BenchConnection> {
  const { host, port } = new URL(baseUrl);
  // Every *.localhost is this machine, as in browsers.
  const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return {
    async send({ path, headers, form }) {
      const body = form ? new URLSearchParams(form).toString() : '';
      const lines = [
        `${form ? 'POST' : 'GET'} ${path} HTTP/1.1`,
        `Host: ${host}`,
        ...headers,
        ...(form
          ? ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`]
          : []),
      ];
      const answered = readAnswer(socket);
      socket.write(`${lines.join('\r\n')}${END_OF_HEAD}${body}`, 'latin1');
      return answered;
    },
    close: () => void socket.destroy(),
  };
}

/** @throws when the connection breaks, or the answer has no stated length. */
function readAnswer(socket: Socket): Promise<BenchAnswer> {
  return new Promise((done, fail) => {
    let received: Buffer = Buffer.alloc(0);
    let headEnd = -1;
    let wholeLength = 0;
    const stop = (): void => {
      socket.off('data', take).off('error', stopWith).off('close', breakOff);
    };
    const stopWith = (error: Error): void => {
      stop();
      fail(error);
    };
    const breakOff = (): void => stopWith(new Error('the server closed the connection'));
    const take = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      if (headEnd < 0) {
        headEnd = received.indexOf(END_OF_HEAD);
        if (headEnd < 0) return;
        const length = /\r\ncontent-length: *(\d+)/i.exec(
          received.toString('latin1', 0, headEnd),
        )?.[1];
        if (length === undefined) {
          stopWith(new Error('an answer without a stated length'));
          return;
        }
        wholeLength = headEnd + END_OF_HEAD.length + Number(length);
      }
      if (received.length < wholeLength) return;
      stop();
      done(toAnswer(received, headEnd));
    };
    socket.on('data', take).on('error', stopWith).on('close', breakOff);
  });
}

function toAnswer(received: Buffer, headEnd: number): BenchAnswer {
  const head = received.toString('latin1', 0, headEnd);
  const cookies = [...head.matchAll(/\r\nset-cookie: *([^;\r]*)/gi)].map(([, pair = '']) => pair);
  return {
    status: Number(head.slice(9, 12)),
    location: /\r\nlocation: *([^\r]*)/i.exec(head)?.[1] ?? null,
    cookies,
    text: received.toString('utf8', headEnd + END_OF_HEAD.length),
  };
}
