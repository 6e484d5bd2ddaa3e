import { createParser } from 'eventsource-parser';
import { isSessionEnd, type Api } from '#elements/kit/api';

/** A connection on which the server tells what happens, until it is closed. */
export interface LiveStream {
  close(): void;
}

/** What a live stream needs to know. */
export interface LiveStreamOptions {
  api: Pick<Api, 'freshToken' | 'address'>;
  /** Page-relative address of the stream, without a token. */
  path: string;
  /** The newest event that the caller has; null: whatever comes from now on. */
  lastEventId: number | null;
  /** What an event says, as JSON; its shape is the contract’s. */
  onNews: (news: unknown) => void;
  /** Whether news arrives at this moment. */
  onState?: (isLive: boolean) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
/** The server says something every 15 s; a connection on which nothing is said for longer is dead. */
const SILENCE_MS = 40_000;
const OVER = [401, 403, 404];

/**
 * Follows server-sent events by `fetch`: unlike EventSource it sends the token in a header, so no
 * address carries it. Connects again by itself, from the last event on; gives up only when the
 * server says that this is not for the caller.
 */
export function openLiveStream(options: LiveStreamOptions): LiveStream {
  const { api, path, onNews, onState } = options;
  const closing = new AbortController();
  let lastEventId = options.lastEventId;
  let waitMs = FIRST_WAIT_MS;

  /** One connection, to its end. @returns whether to connect again */
  async function connect(): Promise<boolean> {
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, closing.signal]);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const hear = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => own.abort(), SILENCE_MS);
    };
    hear();
    try {
      const response = await fetch(api.address(path), {
        headers: {
          accept: 'text/event-stream',
          authorization: `Bearer ${await api.freshToken()}`,
          ...(lastEventId !== null && { 'last-event-id': String(lastEventId) }),
        },
        credentials: 'omit',
        cache: 'no-store',
        signal,
      });
      if (!response.ok || !response.body) return !OVER.includes(response.status);
      waitMs = FIRST_WAIT_MS;
      onState?.(true);
      const parser = createParser({
        onEvent: ({ id, data }) => {
          if (id) lastEventId = Number(id);
          onNews(JSON.parse(data));
        },
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        hear();
        parser.feed(read.value);
      }
      return true;
    } catch (error) {
      // Broken off, silent, or closed: each is answered by connecting again, or not.
      return !closing.signal.aborted && !isSessionEnd(error);
    } finally {
      clearTimeout(silence);
      if (!closing.signal.aborted) onState?.(false);
    }
  }

  void (async () => {
    while (await connect()) {
      // Not all at once when a server restarts.
      await pause(waitMs * (0.5 + Math.random()), closing.signal);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      if (closing.signal.aborted) return;
    }
  })();

  return { close: () => closing.abort() };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}
