import { AppError } from '../infra/app-error.ts';
import type { Database } from '../infra/database.ts';
import type { Log } from '../infra/log.ts';
import type { Secrets } from '../infra/secrets.ts';
import type { Outbox } from '../gradebook/outbox.service.ts';
import type { LaunchAssets } from '../lti/launch-pages.ts';
import type { Lti } from '../lti/lti.service.ts';
import { adjusted, roleKey } from '../lti/role-map.rules.ts';
import { createOperatorAccess } from './operator-access.ts';
import type { Said } from './operator-frame.ts';
import { operatorRoutes } from './operator.routes.ts';
import {
  withStandings,
  type deploymentForm,
  type invitationForm,
  type Notice,
  type policiesForm,
  type roleForm,
  type rotationForm,
  type sendForm,
  type StandingPlatform,
  type stateForm,
  type View,
} from './operator.rules.ts';
import type { Overview } from './overview-page.ts';
import { SCORES_PER_PAGE, type PlatformView } from './platform-page.ts';
import type { z } from 'zod';

const LAUNCHES_PER_PAGE = 20;
const HOUR_MS = 3_600_000;

export interface OperationsDeps {
  lti: Pick<Lti, 'platforms' | 'invitations' | 'signingKeys' | 'launchLog'>;
  outbox: Pick<Outbox, 'platformsState' | 'stuckScores' | 'retryPlatform'>;
  now: () => Date;
}

export type Operations = ReturnType<typeof createOperations>;

/** The operator's page with who may see it. */
export function createOperator(
  deps: OperationsDeps & {
    db: Database;
    secrets: Secrets;
    log: Log;
    publicUrl: string;
    operatorSecret: string | null;
    assets: LaunchAssets;
    triesFromOneAddress?: number;
  },
) {
  const access = createOperatorAccess(deps);
  return {
    access,
    router: operatorRoutes({ ...deps, access, operations: createOperations(deps) }),
  };
}

/**
 * What the operator sees and does. Who calls has made sure that it is the operator, who stands
 * outside every institution: what is read here names no person and no work.
 */
function createOperations({ lti, outbox, now }: OperationsDeps) {
  const { platforms, invitations, signingKeys, launchLog } = lti;

  async function allPlatforms(): Promise<StandingPlatform[]> {
    const [registered, outboxes] = await Promise.all([platforms.list(), outbox.platformsState()]);
    return withStandings(registered, outboxes);
  }

  /** @throws {AppError} not_found */
  async function openPlatform(id: string): Promise<StandingPlatform> {
    const found = (await allPlatforms()).find(({ platform }) => platform.id === id);
    if (!found) throw new AppError('not_found');
    return found;
  }

  async function overview(view: View): Promise<Omit<Overview, 'publicUrl'>> {
    const hourAgo = new Date(now().getTime() - HOUR_MS);
    const [all, lastOpened, launches, lastHour, keys, invited] = await Promise.all([
      allPlatforms(),
      launchLog.lastOpened(),
      launchLog.list({
        isRefusedOnly: view.launches === 'refused',
        before: view.before,
        limit: LAUNCHES_PER_PAGE + 1,
      }),
      launchLog.counts(hourAgo),
      signingKeys.list(),
      invitations.list(),
    ]);
    return {
      ...{ platforms: all, lastOpened, lastHour, keys, invitations: invited, view },
      launches: launches.slice(0, LAUNCHES_PER_PAGE),
      hasOlder: launches.length > LAUNCHES_PER_PAGE,
    };
  }

  async function platform(id: string, view: View): Promise<PlatformView> {
    const one = await openPlatform(id);
    const stuck = await outbox.stuckScores(
      id,
      SCORES_PER_PAGE,
      (view.scores - 1) * SCORES_PER_PAGE,
    );
    return { one, stuck, view };
  }

  async function setState(id: string, { state }: z.output<typeof stateForm>): Promise<Said> {
    const { platform: found } = await openPlatform(id);
    await platforms.setState(found.id, state);
    return said(state === 'active' ? 'switched-on' : 'switched-off');
  }

  async function setDeployment(
    id: string,
    { deployment, state, institution = null }: z.output<typeof deploymentForm>,
  ): Promise<Said> {
    const { platform: found } = await openPlatform(id);
    if (state === 'active') await platforms.switchOn(found, deployment, institution);
    else await platforms.switchOff(found, deployment);
    return said(state === 'active' ? 'switched-on' : 'switched-off');
  }

  async function setPolicies(id: string, policies: z.output<typeof policiesForm>): Promise<Said> {
    const { platform: found } = await openPlatform(id);
    await platforms.setPolicies(found.id, policies);
    return said('saved');
  }

  async function setRole(id: string, { role, means }: z.output<typeof roleForm>): Promise<Said> {
    const { platform: found } = await openPlatform(id);
    // A role of the map stands there under its key already.
    const key = Object.hasOwn(found.roleMap, role) ? role : roleKey(role);
    if (key === null) return said('wrong-role');
    const adjustment = { key, role: means === 'usual' ? null : means };
    await platforms.setPolicies(found.id, { roleMap: adjusted(found.roleMap, [adjustment]) });
    return said('saved');
  }

  async function sendAgain(id: string, { score }: z.output<typeof sendForm>): Promise<Said> {
    const { platform: found } = await openPlatform(id);
    const number = await outbox.retryPlatform(found.id, score === undefined ? undefined : [score]);
    return { notice: 'sent', detail: String(number) };
  }

  async function remove(id: string): Promise<Said & { to?: string }> {
    const { platform: found } = await openPlatform(id);
    const done = await unlessConflict('has-people', () => platforms.remove(found.id));
    return done ?? { ...said('removed'), to: '/operator' };
  }

  async function invite(_id: string, wish: z.output<typeof invitationForm>): Promise<Said> {
    const { name, institution, issuer, days, activate } = wish;
    if (issuer !== null && !URL.canParse(issuer)) return said('wrong-issuer');
    const { address } = await invitations.create({
      ...{ name, institution, days },
      allowedIssuer: issuer,
      activatesAtOnce: activate,
    });
    return { notice: 'invited', detail: address };
  }

  async function revoke(id: string): Promise<Said> {
    const refused = await unlessConflict('invitation-used', () => invitations.revoke(id));
    return refused ?? said('revoked');
  }

  async function rotate(_id: string, { atOnce }: z.output<typeof rotationForm>): Promise<Said> {
    const refused = await unlessConflict('key-too-young', () => signingKeys.rotate(atOnce));
    return refused ?? said('rotated');
  }

  return {
    ...{ overview, platform, setState, setDeployment, setPolicies, setRole, sendAgain, remove },
    ...{ invite, revoke, rotate },
  };
}

function said(notice: Notice): Said {
  return { notice, detail: null };
}

/** Does something, or says why it stands against what is there; null when it was done. */
async function unlessConflict(notice: Notice, work: () => Promise<void>): Promise<Said | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return said(notice);
    throw error;
  }
}
