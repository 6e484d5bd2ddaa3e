import { Router } from 'express';
import { COURSE, GROUPS } from './course-state.ts';
import type { Activity } from './course-state.ts';
import { customOf } from './launch-claims.ts';
import type { Lms } from './lms.ts';
import { pageOf } from './paging.ts';
import { fullName, rosterRoles } from './people.ts';
import type { Person } from './people.ts';
import { Refusal } from './refusal.ts';
import {
  expectAccept,
  serviceExchange,
  serviceRefusal,
  toolOfRequest,
} from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import { CLAIM, MEDIA, SCOPE } from './vocabulary.ts';

function shortRole(role: string): string {
  return role.slice(role.lastIndexOf('#') + 1);
}

function memberOf(lms: Lms, person: Person, link: Activity | undefined): Record<string, unknown> {
  const { noNames, oddAnswers, assessorAsTeachingAssistant } = lms.state.switches;
  const { platform } = lms.state;
  const roles = rosterRoles(platform, person, assessorAsTeachingAssistant);
  const groups = GROUPS.filter(({ userIds }) => userIds.includes(person.userId));
  const member = {
    status: 'Active',
    user_id: person.userId,
    roles: oddAnswers ? roles.map(shortRole) : roles,
    ...(noNames
      ? {}
      : {
          name: fullName(person),
          given_name: person.givenName,
          family_name: person.familyName,
          email: person.email,
        }),
    ...(platform.roster.tellsGroups
      ? { group_enrollments: groups.map(({ id }) => ({ group_id: id })) }
      : {}),
    ...(link
      ? {
          message: [
            {
              [CLAIM.messageType]: 'LtiResourceLinkRequest',
              [CLAIM.custom]: customOf(lms, link, person),
            },
          ],
        }
      : {}),
  };
  return platform.dressMember(member, person);
}

function giveRoster(lms: Lms, exchange: Exchange): ServiceAnswer {
  const { request } = exchange;
  exchange.summary = 'Roster of the course';
  const tool = toolOfRequest(lms, request, [SCOPE.membershipReadonly]);
  expectAccept(request, MEDIA.membershipContainer);
  const { roster, startLinkIsCourse, paging } = lms.state.platform;
  const role = roster.filtersRoles ? request.query['role'] : undefined;
  const rlid = roster.knowsLink ? request.query['rlid'] : undefined;
  const isCourse = startLinkIsCourse && rlid === COURSE.id;
  const link = rlid === undefined || isCourse ? undefined : lms.state.activity(rlid);
  if (rlid !== undefined && !isCourse && link?.clientId !== tool.clientId) {
    throw new Refusal(404, 'rlid is no link of this tool in this course.');
  }
  const { assessorAsTeachingAssistant } = lms.state.switches;
  const found = lms.state.people.filter((person) => {
    const roles = rosterRoles(lms.state.platform, person, assessorAsTeachingAssistant);
    if (role === undefined) return roles.length > 0;
    return roles.some((one) => one === role || shortRole(one) === role);
  });
  const { rows, headers } = pageOf(lms, request, found, paging.endsEmpty);
  if (rows.length === 0 && paging.endsEmpty) {
    return { status: 200, mediaType: MEDIA.membershipContainer, headers };
  }
  return {
    status: 200,
    mediaType: MEDIA.membershipContainer,
    headers,
    body: {
      id: new URL(request.originalUrl, lms.baseUrl).href,
      context: {
        id: COURSE.id,
        ...(roster.tellsLabel ? { label: COURSE.label } : {}),
        title: COURSE.title,
      },
      members: rows.map((person) => memberOf(lms, person, link)),
    },
  };
}

/** Names and Role Provisioning Services 2.0. */
export function nrpsRoutes(lms: Lms): Router {
  const router = Router();
  router.get(
    `/services/${COURSE.id}/memberships`,
    serviceExchange(lms, 'Roster', (exchange) => giveRoster(lms, exchange), serviceRefusal(lms)),
  );
  return router;
}
