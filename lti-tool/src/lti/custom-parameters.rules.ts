/**
 * Custom parameters whose values the platform puts in at every launch. One that it does not know
 * arrives as written, and is then taken for absent. Deep-linked items carry them; a registration
 * may carry them for all links of the tool.
 */
export const SUBSTITUTIONS = {
  link_history: '$ResourceLink.id.history',
  context_history: '$Context.id.history',
  groups: '$Moodle.Person.userGroupIds',
} as const;

/** Names under which platforms give the same of their own accord. */
const LINK_HISTORY = [
  'link_history',
  'resource_link_id_history',
  'ext_d2l_resource_link_id_history',
];
const CONTEXT_HISTORY = ['context_history', 'context_id_history', 'ext_d2l_context_id_history'];

const MOST_ANCESTORS = 20;
const MOST_GROUPS = 200;

/** What a link and a course were copied from: ids as the platform names them, newest first. */
export interface CopyHistory {
  linkIds: string[];
  contextIds: string[];
}

/** The history of a launch's link and course (LTI 1.3 core, C.2); empty when nothing is known. */
export function copyHistory(custom: Readonly<Record<string, unknown>>): CopyHistory {
  return {
    linkIds: firstList(custom, LINK_HISTORY).slice(0, MOST_ANCESTORS),
    contextIds: firstList(custom, CONTEXT_HISTORY).slice(0, MOST_ANCESTORS),
  };
}

/** Ids of the groups of the person who launches; null when the platform does not tell. */
export function groupsOfLaunch(custom: Readonly<Record<string, unknown>>): string[] | null {
  const groups = custom['groups'];
  if (typeof groups !== 'string') return null;
  return parts(groups).slice(0, MOST_GROUPS);
}

function firstList(custom: Readonly<Record<string, unknown>>, names: readonly string[]): string[] {
  for (const name of names) {
    const value = custom[name];
    if (typeof value === 'string' && parts(value).length > 0) return parts(value);
  }
  return [];
}

/** Ids of a list that is separated by commas; a variable that nobody put in is none. */
function parts(text: string): string[] {
  const isUnfilled = text.startsWith('$');
  return isUnfilled ? [] : [...new Set(text.split(',').map((id) => id.trim()))].filter(Boolean);
}
