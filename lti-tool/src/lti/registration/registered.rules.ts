import { z } from 'zod';
import { WANTED_SCOPES, type WantedScope } from './client-metadata.rules.ts';

const LTI_TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

const name = z
  .union([z.string().min(1), z.number()])
  .transform(String)
  .pipe(z.string().max(255));

/**
 * What is taken of a platform's answer: the client id, the deployment and the rights. Everything
 * else in it is our own words coming back, and no address in it may replace one that we checked.
 */
const answerSchema = z.object({
  client_id: name,
  scope: z.string().max(10_000).optional(),
  [LTI_TOOL]: z.object({ deployment_id: name.nullish() }).optional(),
});

/** A registration as the platform made it. */
export interface Registered {
  clientId: string;
  /** Null when it is told at the first launch. */
  deploymentId: string | null;
  /** Rights that we asked for and that the platform says it does not give. */
  refusedScopes: WantedScope[];
}

/** Reads a platform's answer to what was asked; null when it is none. */
export function readRegistered(text: string, asked: readonly WantedScope[]): Registered | null {
  try {
    const answer = answerSchema.parse(JSON.parse(text));
    const granted = answer.scope?.split(/\s+/);
    return {
      clientId: answer.client_id,
      deploymentId: answer[LTI_TOOL]?.deployment_id ?? null,
      // The granted rights are those in the answer, not those in the question.
      refusedScopes: asked.filter((name) => granted && !granted.includes(WANTED_SCOPES[name])),
    };
  } catch {
    return null;
  }
}
