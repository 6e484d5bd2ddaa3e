import { randomUUID } from 'node:crypto';
import { AppError } from '../../infra/app-error.ts';
import type { Database } from '../../infra/database.ts';
import type { GuardedFetch } from '../../infra/guarded-fetch.ts';
import type { Log } from '../../infra/log.ts';
import type { Secrets } from '../../infra/secrets.ts';
import { activateDeployment, openTenant } from '../deployments.store.ts';
import { platforms } from '../lti.table.ts';
import { askedRights, clientMetadata, type AskedRights } from './client-metadata.rules.ts';
import {
  checkIssuer,
  readConfiguration,
  type PlatformConfiguration,
} from './configuration.rules.ts';
import type { Invitation, Invitations } from './invitations.service.ts';
import type { RegistrationRefusal } from './refusals.ts';
import { readRegistered, type Registered } from './registered.rules.ts';
import { TOOL_WORDS } from './registration-words.ts';

/** What an LMS sends along when it opens our address. */
export interface RegistrationRequest {
  /** Null when no LMS opened the page. */
  configurationUrl: string | null;
  /** Absent with Brightspace; then no authorization is sent at all. */
  token: string | null;
}

/** A registration that waits for the administrator's yes. */
export interface ProposedRegistration {
  invitation: Invitation;
  configuration: PlatformConfiguration;
  asked: AskedRights;
  /** Everything that the second step needs, sealed for the page. */
  sealed: string;
}

/** A registration that was made. */
export interface MadeRegistration {
  name: string;
  isActive: boolean;
  registered: Registered;
}

interface SealedStep {
  invitationId: string;
  token: string | null;
  configuration: PlatformConfiguration;
  untilMs: number;
}

const USE = 'registration';
/** An administrator may read and ask a colleague; registration tokens live about an hour. */
const READING_MS = 45 * 60_000;
const LARGEST_ANSWER = 262_144;

export type Registrations = ReturnType<typeof createRegistrations>;

/**
 * Dynamic registration (1.0): an administrator opens our invitation inside the LMS, reads what
 * is asked for, and agrees; the LMS is told who we are, and we remember who it is.
 */
export function createRegistrations({
  db,
  secrets,
  guardedFetch,
  log,
  publicUrl,
  invitations,
  forget,
  now,
}: {
  db: Database;
  secrets: Secrets;
  guardedFetch: GuardedFetch;
  log: Log;
  publicUrl: string;
  invitations: Invitations;
  /** Drops what this process remembers of registrations. */
  forget: () => void;
  now: () => Date;
}) {
  /** First step: reads who the LMS says it is. Nothing is registered yet. */
  async function propose(
    secret: string,
    request: RegistrationRequest,
  ): Promise<ProposedRegistration | RegistrationRefusal> {
    const invitation = await invitations.open(secret);
    if ('refused' in invitation) return invitation;
    const { configurationUrl, token } = request;
    if (configurationUrl === null) return { refused: 'not_from_lms' };
    const configuration = await readPlatform(configurationUrl, token);
    if ('refused' in configuration) return configuration;
    const mismatch = checkIssuer(configuration.issuer, configurationUrl, invitation.allowedIssuer);
    if (mismatch) return mismatch;
    const step: SealedStep = {
      invitationId: invitation.id,
      token,
      configuration,
      untilMs: now().getTime() + READING_MS,
    };
    return {
      invitation,
      configuration,
      asked: askedRights(configuration),
      sealed: secrets.seal(USE, JSON.stringify(step)),
    };
  }

  async function readPlatform(
    configurationUrl: string,
    token: string | null,
  ): Promise<PlatformConfiguration | RegistrationRefusal> {
    const answer = await ask(configurationUrl, { headers: bearer(token) });
    if ('refused' in answer) return answer;
    if (answer.status !== 200) {
      return { refused: 'lms_silent', detail: `the configuration answered ${answer.status}` };
    }
    const configuration = readConfiguration(answer.text);
    if ('refused' in configuration) return configuration;
    for (const address of [
      configuration.authUrl,
      configuration.tokenUrl,
      configuration.jwksUrl,
      configuration.registrationUrl,
    ]) {
      const refusal = await checkAddress(address);
      if (refusal) return refusal;
    }
    return configuration;
  }

  /** Second step, after the administrator agreed: tells the LMS, and remembers it. */
  async function complete(
    secret: string,
    sealed: string,
  ): Promise<MadeRegistration | RegistrationRefusal> {
    const invitation = await invitations.open(secret);
    if ('refused' in invitation) return invitation;
    const step = openStep(sealed);
    if (step?.invitationId !== invitation.id) return { refused: 'page_outdated' };
    if (!(await invitations.hold(invitation.id))) return { refused: 'invitation_busy' };
    let outcome: MadeRegistration | RegistrationRefusal = { refused: 'lms_silent' };
    try {
      outcome = await register(invitation, step);
      return outcome;
    } finally {
      if ('refused' in outcome) await invitations.release(invitation.id);
    }
  }

  async function register(
    invitation: Invitation,
    { configuration, token }: SealedStep,
  ): Promise<MadeRegistration | RegistrationRefusal> {
    const answer = await ask(configuration.registrationUrl, {
      method: 'POST',
      headers: { ...bearer(token), 'Content-Type': 'application/json' },
      body: JSON.stringify(clientMetadata(configuration, publicUrl, TOOL_WORDS)),
    });
    if ('refused' in answer) return answer;
    const asked = askedRights(configuration).scopes;
    const registered = answer.status < 300 ? readRegistered(answer.text, asked) : null;
    if (!registered) {
      // What the LMS found wrong; it knows nothing of people at this point.
      const detail = `${answer.status}: ${answer.text.slice(0, 500)}`;
      log.warn({ issuer: configuration.issuer, detail }, 'an LMS refused the registration');
      return { refused: 'lms_refused', detail };
    }
    const isNew = await write(invitation, configuration, registered);
    if (!isNew) return { refused: 'already_registered', detail: registered.clientId };
    forget();
    const { issuer } = configuration;
    log.info({ issuer, clientId: registered.clientId }, 'an LMS registered itself');
    return {
      name: invitation.name,
      isActive: invitation.activatesAtOnce,
      registered,
    };
  }

  /** Writes the registration; false when there is one already, which nobody may take over. */
  function write(
    invitation: Invitation,
    configuration: PlatformConfiguration,
    { clientId, deploymentId }: Registered,
  ): Promise<boolean> {
    const { name, institution, activatesAtOnce } = invitation;
    const { issuer, authUrl, tokenUrl, jwksUrl, tokenAudience, family } = configuration;
    return db.transaction(async (tx) => {
      const [platform] = await tx
        .insert(platforms)
        .values({
          ...{ id: randomUUID(), name, institution, issuer, clientId, family },
          ...{ authUrl, tokenUrl, jwksUrl, tokenAudience },
          state: activatesAtOnce ? 'active' : 'pending',
          // An LMS that names no deployment now names it at its first launch (Canvas). The client
          // id is this institution's own; nothing comes in before the registration is active.
          unknownDeployments: deploymentId === null ? 'activate' : 'pending',
          createdAt: now(),
        })
        .onConflictDoNothing()
        .returning();
      if (!platform) return false;
      if (deploymentId !== null) {
        const tenantId = await openTenant(tx, institution ?? name, now());
        const platformId = platform.id;
        await activateDeployment(tx, now(), { platformId, deploymentId, tenantId });
      }
      await invitations.spend(tx, invitation.id, platform.id);
      return true;
    });
  }

  async function checkAddress(address: string): Promise<RegistrationRefusal | null> {
    try {
      await guardedFetch.check(address);
      return null;
    } catch (error) {
      return refusalOf(error, address);
    }
  }

  async function ask(address: string, request: Parameters<GuardedFetch>[1]) {
    try {
      return await guardedFetch(address, {
        ...request,
        timeoutMs: 10_000,
        maximumBytes: LARGEST_ANSWER,
      });
    } catch (error) {
      return refusalOf(error, address);
    }
  }

  function openStep(sealed: string): SealedStep | null {
    const opened = secrets.open(USE, sealed);
    // Sealed by ourselves and authenticated: the shape needs no second check.
    const step = opened === null ? null : (JSON.parse(opened) as SealedStep);
    return step && step.untilMs > now().getTime() ? step : null;
  }

  return { propose, complete };
}

/** Canvas wants the token for its configuration too; Brightspace has none. */
function bearer(token: string | null): Record<string, string> {
  return {
    Accept: 'application/json',
    ...(token !== null && { Authorization: `Bearer ${token}` }),
  };
}

function refusalOf(error: unknown, address: string): RegistrationRefusal {
  if (!(error instanceof AppError)) throw error;
  // Without its query, which may hold a token.
  const shown = URL.canParse(address)
    ? `${new URL(address).origin}${new URL(address).pathname}`
    : '';
  if (error.code === 'address_refused') {
    return { refused: 'address_refused', detail: `${shown}: ${String(error.details['reason'])}` };
  }
  return { refused: 'lms_silent', detail: shown };
}
