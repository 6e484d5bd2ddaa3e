import { PLATFORM_KEYS, type PlatformKey } from '../../lti-tool/practice-lms/platforms/platform.ts';
import { PLATFORMS } from '../../lti-tool/practice-lms/platforms/platforms.ts';
import type { PracticeLms } from '../../lti-tool/practice-lms/practice-lms.ts';
import type { Tool } from '../../lti-tool/practice-lms/tools.ts';
import type { Registration } from '#server/lti/platforms.service';

/** The platform that `npm run journeys -- --platform …` asks for; undefined in `npm test`. */
export function askedPlatform(): PlatformKey | undefined {
  const asked = process.env['JOURNEY_PLATFORM'];
  if (asked === undefined) return undefined;
  const known = PLATFORM_KEYS.find((key) => key === asked);
  if (!known) throw new Error(`No platform is called ${asked}: ${PLATFORM_KEYS.join(', ')}`);
  return known;
}

/**
 * The platform that a journey is told on: its own in `npm test`, so that all of them together see
 * every platform, and the one that was asked for otherwise.
 */
export function playedPlatform(own: PlatformKey): PlatformKey {
  return askedPlatform() ?? own;
}

/** The LMS's own host, and those below it that the vendor's schools share. */
export function hostsOf(platform: PlatformKey, host: string): string[] {
  const shared = Object.values(PLATFORMS[platform].places).flatMap((place: string) => {
    const name = /^\/\/(\w+)\//.exec(place)?.[1];
    return name === undefined ? [] : [`${name}.${host}`];
  });
  return [host, ...new Set(shared)];
}

/** Whether an LMS says which groups its students are in: by a service, or as Moodle does. */
export function tellsGroups(platform: PlatformKey): boolean {
  const { hasGroups, variables } = PLATFORMS[platform];
  return hasGroups || variables.includes('Moodle.Person.userGroupIds');
}

/** Whether a roster tells who assesses; on Moodle such a person stands there among the students. */
export function tellsAssessors(platform: PlatformKey): boolean {
  const { assessor, student } = PLATFORMS[platform].roles;
  return assessor.roster.join() !== student.roster.join();
}

/** Whether a gradebook keeps the tool's offer to open one student's work from it. */
export function keepsReview(platform: PlatformKey): boolean {
  return PLATFORMS[platform].deepLinking.reviewMembers.length > 0;
}

/** Whether a tool in a frame can keep something at the platform. */
export function hasStorage(platform: PlatformKey): boolean {
  return PLATFORMS[platform].storage !== null;
}

/** What the tool is told of an LMS that plays a platform, when an operator types it in. */
export function registrationOf(lms: PracticeLms, tool: Tool): Registration {
  const { auth, token, jwks } = lms.urlsFor(tool);
  return {
    name: 'Practice LMS',
    issuer: lms.issuer,
    clientId: tool.clientId,
    ...{ authUrl: auth, tokenUrl: token, jwksUrl: jwks },
    tokenAudience: lms.state.platform.tokenAudience,
    deploymentIds: [tool.deploymentId],
  };
}
