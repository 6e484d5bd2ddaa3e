import { Router } from 'express';
import { COURSE, GROUPS } from './course-state.ts';
import type { Lms } from './lms.ts';
import { pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import {
  expectAccept,
  serviceExchange,
  serviceRefusal,
  toolOfRequest,
} from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import { MEDIA, SCOPE } from './vocabulary.ts';

function giveGroups(lms: Lms, exchange: Exchange): ServiceAnswer {
  const { request } = exchange;
  exchange.summary = 'Groups of the course';
  toolOfRequest(lms, request, [SCOPE.groupReadonly]);
  if (!lms.state.platform.hasGroups) throw new Refusal(404, 'This platform has no such service.');
  expectAccept(request, MEDIA.groupContainer);
  const ofUser = request.query['user_id'];
  const found = GROUPS.filter(
    ({ userIds }) => typeof ofUser !== 'string' || userIds.includes(ofUser),
  );
  const { rows, headers } = pageOf(lms, request, found);
  const { Link } = headers;
  return {
    status: 200,
    mediaType: MEDIA.groupContainer,
    // Sakai writes the path of its own service wrong there: the next page does not exist.
    headers: Link ? { Link: Link.replace('/groupservice/', '/groupsservice/') } : {},
    body: {
      id: new URL(request.originalUrl, lms.baseUrl).href,
      groups: rows.map(({ id, name }) => ({ id, name })),
    },
  };
}

/** Course Groups service 1.0. */
export function groupsRoutes(lms: Lms): Router {
  const router = Router();
  router.get(
    `/services/${COURSE.id}/groups`,
    serviceExchange(lms, 'Groups', (exchange) => giveGroups(lms, exchange), serviceRefusal(lms)),
  );
  return router;
}
