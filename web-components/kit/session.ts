import { createContext } from '@lit/context';
import type { Session } from '#contract/launch';
import type { Capability } from '#contract/vocabulary';

/** Lends the session (who I am in this course) to every element inside a `<lookfor-app>`. */
export const sessionContext = createContext<Session | undefined>(Symbol('lookfor-session'));

/** May this person do that? False without a session. The server decides again, always. */
export function may(session: Session | undefined, capability: Capability): boolean {
  return session?.capabilities.includes(capability) ?? false;
}
