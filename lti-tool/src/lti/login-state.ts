import { randomText, sameText, type Secrets } from '../infra/secrets.ts';

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
const NONCE_AND_BROWSER = 'login-nonce-and-browser';

/**
 * States that carry their login with them, signed, so that nothing is kept until the LMS answers
 * (decision 6). Nonce and browser secret follow from the state by a key that only we have: who
 * knows a state knows neither, and who knows one of them not the other.
 */
export function createLoginStates(secrets: Secrets) {
  // A launch asks for them three times.
  const followed = new WeakMap<Login, [nonce: string, browserSecret: string]>();
  const secretsOf = (login: Login): [nonce: string, browserSecret: string] => {
    const known = followed.get(login);
    if (known) return known;
    const both = secrets.signTwice(NONCE_AND_BROWSER, login.state);
    followed.set(login, both);
    return both;
  };

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
    nonceOf: (login: Login): string => secretsOf(login)[0],
    /** What only the browser of the login is told. */
    browserSecretOf: (login: Login): string => secretsOf(login)[1],
    /** Whether a secret is the one of the login's browser; constant time. */
    isOfBrowser: (login: Login, secret: string | null): boolean =>
      secret !== null && sameText(secretsOf(login)[1], secret),
  };
}

type Facts = [
  id: string,
  platformId: string,
  endsMs: number,
  deploymentHint: string | null,
  storageTarget: string | null,
];
