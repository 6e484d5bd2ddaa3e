import { ROLES, type Role } from '#contract/vocabulary';
import { keyOf, parseRole } from './roles.rules.ts';

/**
 * Where a registration's roles mean something else than usual: from the name of a role
 * (`Instructor#TeachingAssistant`, `institution:Administrator`, or a role of the LMS's own as it
 * writes it) to what it is here.
 */
export type RoleMap = Readonly<Record<string, Role>>;

const SHORT = /^(institution|system):([A-Za-z]+)$/;
const SUB = /^([A-Za-z]+)#([A-Za-z-]+)$/;
const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/';

/**
 * The name under which a role stands in a map, from any way to write it: the full URI, a short
 * name, `Principal#Sub`, `institution:Name`, `system:Name`. An LMS may have roles of its own; such
 * a role must be a URI, or a misspelt name would stand in a map and never fit. Null: not a role.
 */
export function roleKey(given: string): string | null {
  const name = given.trim();
  const [, group, principal = ''] = SHORT.exec(name) ?? [];
  const [, above, sub = ''] = SUB.exec(name) ?? [];
  const uri = group
    ? `${LIS}${group}/person#${principal}`
    : above
      ? `${LIS}membership/${above}#${sub}`
      : name;
  const role = parseRole(uri);
  if (role) return role.group === 'marker' ? null : keyOf(role);
  const isOwn = /^(https?:\/\/|urn:)\S{3,}$/.test(name) && !name.startsWith(LIS);
  return isOwn ? name.slice(0, 255) : null;
}

/** A wish such as `TeachingAssistant=lecturer`; `usual` takes an adjustment back. */
export function readAdjustment(
  given: string,
): { key: string; role: Role | null } | { wrong: string } {
  const at = given.lastIndexOf('=');
  const key = roleKey(at < 0 ? given : given.slice(0, at));
  if (key === null) return { wrong: `${given.slice(0, at < 0 ? undefined : at)} is not a role` };
  const meaning = at < 0 ? '' : given.slice(at + 1).trim();
  if (meaning === 'usual') return { key, role: null };
  const role = ROLES.find((name) => name === meaning);
  return role
    ? { key, role }
    : { wrong: `${meaning || 'nothing'} is not one of ${ROLES.join(', ')}` };
}

/** A map with adjustments made or taken back. */
export function adjusted(
  map: RoleMap,
  adjustments: readonly { key: string; role: Role | null }[],
): RoleMap {
  const changed = new Map(Object.entries(map));
  for (const { key, role } of adjustments) {
    if (role === null) changed.delete(key);
    else changed.set(key, role);
  }
  return Object.fromEntries(changed);
}
