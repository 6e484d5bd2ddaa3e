import type { AssignableRole } from '#contract/vocabulary';
import { OUTWARD } from '#elements/kit/events';

/** The wish to name a role for a person in this course, or (null) to take it back. */
export class AssignRoleRequest extends Event {
  static readonly eventName = 'lookfor-assign-role';
  readonly personId: string;
  readonly role: AssignableRole | null;

  constructor(personId: string, role: AssignableRole | null) {
    super(AssignRoleRequest.eventName, OUTWARD);
    this.personId = personId;
    this.role = role;
  }
}

declare global {
  interface HTMLElementEventMap {
    'lookfor-assign-role': AssignRoleRequest;
  }
}
