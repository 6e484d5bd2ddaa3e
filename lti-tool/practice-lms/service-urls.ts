import { placeUrl } from './places.ts';
import type { Column } from './gradebook.ts';
import type { Lms } from './lms.ts';
import type { Tool } from './tools.ts';
import { ALL_SCOPES, SCOPE } from './vocabulary.ts';

// Where the platform has it, a query that must survive: a tool that glues text to the end of an
// address is found out.
function withQuery(lms: Lms, tool: Tool, url: URL): string {
  if (lms.state.platform.hasTypeId) url.searchParams.set('type_id', tool.deploymentId);
  return url.href;
}

/** Container of the course's line items. */
export function lineItemsUrl(lms: Lms, tool: Tool): string {
  return withQuery(lms, tool, placeUrl(lms, 'lineItems', { tool }));
}

/** Address (and id) of one line item. */
export function lineItemUrl(lms: Lms, tool: Tool, column: Column): string {
  return withQuery(lms, tool, placeUrl(lms, 'lineItem', { tool, item: column.id }));
}

/** Roster of the course. */
export function membershipsUrl(lms: Lms, tool: Tool): string {
  const url = placeUrl(lms, 'memberships', { tool });
  // Moodle's roster names the deployment in its path.
  return url.pathname.includes('/bindings/') ? url.href : withQuery(lms, tool, url);
}

/** Where tools say who is to hear of copied courses; null where there is no such service. */
export function noticesUrl(lms: Lms, tool: Tool): string | null {
  return lms.state.platform.hasNotices ? placeUrl(lms, 'notices', { tool }).href : null;
}

/** Scopes that the platform which is played knows. */
export function offeredScopes(lms: Lms): string[] {
  return ALL_SCOPES.filter(
    (scope) => scope !== SCOPE.noticeHandlers || lms.state.platform.hasNotices,
  );
}

/** Groups of the course. */
export function groupsUrl(lms: Lms, tool: Tool): string {
  return placeUrl(lms, 'groups', { tool }).href;
}
