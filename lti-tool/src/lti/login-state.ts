import { randomText, type Secrets } from '../infra/secrets.ts';

/** A login under way, as its state tells it. */
export interface Login {
  state: string;
  /** Of this login alone; what is used up. */
  id: string;
  platformId: string;
  endsAt: Date;
  /** `lti_deployment_id` of the login, when the platform sent it. */
  deploymentHint: string | null;
  /** `_parent` or the name of a frame; null when the platform has no storage. */
  storageTarget: string | null;
}

const STATE = 'login-state';
const NONCE = 'login-nonce';
const BROWSER = 'login-browser';

/**
 * States that carry their login with them, signed, so that nothing is kept until the LMS answers
 * (decision 6). Nonce and browser secret follow from the state by keys that only we have: who
 * knows a state knows neither.
 */
export function createLoginStates(secrets: Secrets) {
  /** Begins a login: every one is new. */
  function seal(login: Omit<Login, 'state' | 'id'>): Login {
    const id = randomText();
    const { platformId, endsAt, deploymentHint, storageTarget } = login;
    const facts: Facts = [id, platformId, endsAt.getTime(), deploymentHint, storageTarget];
    const text = Buffer.from(JSON.stringify(facts)).toString('base64url');
    return { ...login, id, state: `${text}.${secrets.sign(STATE, text)}` };
  }

  /** The login of a state; null when it is none of ours. */
  function open(state: string): Login | null {
    const [text = '', signature = '', ...more] = state.split('.');
    if (more.length > 0 || !secrets.verify(STATE, text, signature)) return null;
    // Signed by ourselves: the shape needs no second check.
    const facts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Facts;
    const [id, platformId, endsMs, deploymentHint, storageTarget] = facts;
    return { state, id, platformId, endsAt: new Date(endsMs), deploymentHint, storageTarget };
  }

  return {
    seal,
    open,
    /** What the message of the platform must carry. */
    nonceOf: ({ state }: Login): string => secrets.sign(NONCE, state),
    /** What only the browser of the login is told. */
    browserSecretOf: ({ state }: Login): string => secrets.sign(BROWSER, state),
    /** Whether a secret is the one of the login's browser; constant time. */
    isOfBrowser: ({ state }: Login, secret: string | null): boolean =>
      secret !== null && secrets.verify(BROWSER, state, secret),
  };
}

type Facts = [
  id: string,
  platformId: string,
  endsMs: number,
  deploymentHint: string | null,
  storageTarget: string | null,
];
