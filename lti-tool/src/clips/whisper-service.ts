import { z } from 'zod';
import { readWebVtt, type Cue } from '#contract/shared/webvtt';
import { AppError } from '../infra/app-error.ts';
import type { GuardedFetch } from '../infra/guarded-fetch.ts';
import type { ListeningEngine } from './listening-engine.ts';

/** Where the service is, and how it is spoken to. */
export interface WhisperSettings {
  /** Base address, such as `https://captions.example.edu/v1`. */
  url: string;
  /** Sent as a bearer token; '' for none. */
  key: string;
  model: string;
}

/** An hour of sound takes a slow machine about as long. */
const TIMEOUT_MS = 3_600_000;
const MAXIMUM_ANSWER_BYTES = 4_000_000;

/** What `verbose_json` says; services that know no other format answer with it to `vtt` too. */
const spokenSchema = z.object({
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
});

/**
 * A service that speaks the HTTP of Whisper (`POST …/audio/transcriptions`, multipart), as many
 * programs for one's own machine do.
 */
export function whisperService(
  { url, key, model }: WhisperSettings,
  guardedFetch: GuardedFetch,
): ListeningEngine {
  const address = `${url.replace(/\/+$/, '')}/audio/transcriptions`;
  return {
    host: new URL(url).host,
    async listen(sound, language, signal) {
      const form = new FormData();
      form.set('file', new Blob([sound.bytes], { type: sound.mediaType }), sound.fileName);
      form.set('model', model);
      // Whisper knows languages, not their regions.
      form.set('language', language.split('-')[0]?.toLowerCase() ?? language);
      form.set('response_format', 'vtt');
      const body = new Response(form);
      const answer = await guardedFetch(address, {
        method: 'POST',
        headers: {
          'Content-Type': body.headers.get('content-type') ?? '',
          ...(key && { Authorization: `Bearer ${key}` }),
        },
        body: new Uint8Array(await body.arrayBuffer()),
        timeoutMs: TIMEOUT_MS,
        maximumBytes: MAXIMUM_ANSWER_BYTES,
        signal,
      });
      if (answer.status !== 200) throw new AppError('platform_refused', { status: answer.status });
      return cuesOf(answer.text);
    },
  };
}

function cuesOf(text: string): Cue[] {
  if (/^\uFEFF?WEBVTT/.test(text)) return readWebVtt(text).cues;
  const spoken = spokenSchema.safeParse(parsed(text));
  if (!spoken.success) throw new AppError('platform_refused', { reason: 'no captions' });
  return spoken.data.segments
    .map(({ start, end, text: said }) => ({
      ...{ startSeconds: start, endSeconds: end, text: said.trim() },
      ...{ speaker: '', settings: '' },
    }))
    .filter((cue) => cue.text !== '' && cue.endSeconds > cue.startSeconds && cue.startSeconds >= 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
