import { COURSE } from './course-state.ts';
import type { Column } from './gradebook.ts';
import type { Lms } from './lms.ts';
import type { Tool } from './tools.ts';

// Every address carries a query, as Moodle's do: a tool that glues text to its end is found out.
function withQuery(lms: Lms, tool: Tool, path: string): string {
  const url = new URL(`/services/${path}`, lms.baseUrl);
  url.searchParams.set('type_id', tool.deploymentId);
  return url.href;
}

/** Container of the course's line items. */
export function lineItemsUrl(lms: Lms, tool: Tool): string {
  return withQuery(lms, tool, `${COURSE.id}/lineitems`);
}

/** Address (and id) of one line item. */
export function lineItemUrl(lms: Lms, tool: Tool, column: Column): string {
  return withQuery(lms, tool, `${COURSE.id}/lineitems/${column.id}/lineitem`);
}

/** Roster of the course. */
export function membershipsUrl(lms: Lms, tool: Tool): string {
  return withQuery(lms, tool, `${COURSE.id}/memberships`);
}
