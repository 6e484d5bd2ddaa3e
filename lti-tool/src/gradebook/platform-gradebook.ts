import { AppError } from '../infra/app-error.ts';
import type { Ags, AgsScore } from '../lti/ags.ts';
import { quirksOf, type Quirks } from '../lti/platform-quirks.ts';
import type { Platforms } from '../lti/platforms.service.ts';
import { retryAfterSeconds } from './answer.rules.ts';
import type { HeldScore, ScoreAnswer } from './score.rules.ts';

/** A gradebook column, and as whom to speak to it. */
export interface ColumnPlace {
  platformId: string;
  /** The deployment as the platform names it. */
  deploymentId: string;
  lineItemUrl: string;
}

/** The gradebooks of platforms, as the outbox sees them. */
export interface PlatformGradebook {
  /** Posts one score; answers also when the platform refuses or is silent, throws never for it. */
  postScore(place: ColumnPlace, score: AgsScore): Promise<ScoreAnswer>;
  /**
   * What a column holds, by person; all pages, of everybody or of one.
   * @throws {AppError} platform_unreachable, platform_refused
   */
  readResults(place: ColumnPlace, subject?: string): Promise<Map<string, HeldScore>>;
  quirks(platformId: string): Promise<Quirks>;
}

/** Speaks AGS 2.0 with the platform of a column. */
export function createPlatformGradebook({
  services,
  platforms,
  now,
}: {
  services: Pick<Ags, 'postScore' | 'readResults'>;
  platforms: Pick<Platforms, 'open'>;
  now: () => Date;
}): PlatformGradebook {
  return {
    async postScore({ lineItemUrl, ...place }, score) {
      try {
        const { status, text, headers } = await services.postScore(place, { lineItemUrl, score });
        const pause = retryAfterSeconds(headers['retry-after'], now());
        return { status, text, retryAfterSeconds: pause };
      } catch (error) {
        if (error instanceof AppError) return answerOf(error);
        throw error;
      }
    },

    async readResults({ lineItemUrl, ...place }, subject) {
      const results = await services.readResults(place, {
        lineItemUrl,
        ...(subject !== undefined && { userId: subject }),
      });
      return new Map(
        results.map(({ userId, resultScore, resultMaximum, timestamp }) => {
          const atMs = Date.parse(timestamp ?? '');
          const held: HeldScore = {
            given: resultScore ?? null,
            maximum: resultMaximum ?? null,
            at: Number.isNaN(atMs) ? null : new Date(atMs),
          };
          return [userId, held];
        }),
      );
    },

    async quirks(platformId) {
      return quirksOf((await platforms.open(platformId)).family);
    },
  };
}

/** What a failure on the way means: no token, no right, no answer. */
function answerOf(error: AppError): ScoreAnswer {
  const { status, answer, stage, retryAfter } = error.details;
  const text = typeof answer === 'string' ? answer : error.message;
  const seconds = typeof retryAfter === 'number' ? retryAfter : null;
  if (error.code === 'platform_unreachable')
    return { status: null, text, retryAfterSeconds: seconds };
  // A token answer that cannot be read is no answer, whatever its status: nothing was posted.
  const isUnread = stage === 'token' && typeof status === 'number' && status < 300;
  if (isUnread) return { status: null, text, retryAfterSeconds: seconds };
  return {
    status: typeof status === 'number' ? status : 403,
    text,
    retryAfterSeconds: seconds,
  };
}
