import { Router } from 'express';
import type { Request } from 'express';
import { COURSE } from './course-state.ts';
import type { Column, ColumnWish } from './gradebook.ts';
import { lineItemOf, readLineItem } from './line-item.rules.ts';
import type { Lms } from './lms.ts';
import { pageOf } from './paging.ts';
import { Refusal } from './refusal.ts';
import { resultsOf, takeScore } from './scores.ts';
import {
  expectAccept,
  expectContentType,
  readJson,
  serviceExchange,
  serviceRefusal,
  toolOfRequest,
} from './service-exchange.ts';
import type { Exchange, ServiceAnswer } from './service-exchange.ts';
import { lineItemUrl } from './service-urls.ts';
import type { Tool } from './tools.ts';
import { MEDIA, SCOPE } from './vocabulary.ts';

const READ = [SCOPE.lineItem, SCOPE.lineItemReadonly];

function requireColumn(lms: Lms, tool: Tool, request: Request): Column {
  const column = lms.state.gradebook.column(tool.clientId, String(request.params['lineItemId']));
  if (!column) throw new Refusal(404, 'This tool has no line item with this number.');
  return column;
}

/** A line item may only belong to a link of the same tool. */
function checkLink(lms: Lms, tool: Tool, wish: ColumnWish): void {
  if (wish.activityId === undefined) return;
  if (lms.state.activity(wish.activityId)?.clientId !== tool.clientId) {
    throw new Refusal(403, 'resourceLinkId is no link of this tool in this course.');
  }
}

function matches(value: string | undefined, wanted: unknown): boolean {
  return wanted === undefined || value === wanted;
}

/** A line item as the platform writes it. */
function shown(lms: Lms, tool: Tool, column: Column, isNew = false): Record<string, unknown> {
  const standard = lineItemOf(column, lineItemUrl(lms, tool, column));
  return lms.state.platform.dressLineItem(standard, isNew);
}

function listLineItems(lms: Lms, exchange: Exchange): ServiceAnswer {
  const { request } = exchange;
  exchange.summary = 'List of line items';
  const tool = toolOfRequest(lms, request, READ);
  expectAccept(request, MEDIA.lineItemContainer);
  const found = lms.state.gradebook.columns.filter(
    (column) =>
      column.clientId === tool.clientId &&
      matches(column.activityId, request.query['resource_link_id']) &&
      matches(column.resourceId, request.query['resource_id']) &&
      matches(column.tag, request.query['tag']),
  );
  const { rows, headers } = pageOf(lms, request, found);
  const body = rows.map((column) => shown(lms, tool, column));
  return { status: 200, body, headers, mediaType: MEDIA.lineItemContainer };
}

function createLineItem(lms: Lms, exchange: Exchange): ServiceAnswer {
  const tool = toolOfRequest(lms, exchange.request, [SCOPE.lineItem]);
  expectContentType(exchange.request, MEDIA.lineItem);
  const wish = readLineItem(readJson(exchange));
  exchange.summary = `New line item “${wish.label}”`;
  checkLink(lms, tool, wish);
  const column = lms.state.gradebook.addColumn(tool.clientId, wish, false);
  lms.state.onChange();
  const body = shown(lms, tool, column, true);
  return { status: 201, body, mediaType: MEDIA.lineItem };
}

function readOne(lms: Lms, exchange: Exchange): ServiceAnswer {
  exchange.summary = 'One line item';
  const tool = toolOfRequest(lms, exchange.request, READ);
  expectAccept(exchange.request, MEDIA.lineItem);
  const column = requireColumn(lms, tool, exchange.request);
  const body = shown(lms, tool, column);
  return { status: 200, body, mediaType: MEDIA.lineItem };
}

function replaceOne(lms: Lms, exchange: Exchange): ServiceAnswer {
  exchange.summary = 'Change of a line item';
  const tool = toolOfRequest(lms, exchange.request, [SCOPE.lineItem]);
  expectContentType(exchange.request, MEDIA.lineItem);
  const column = requireColumn(lms, tool, exchange.request);
  const wish = readLineItem(readJson(exchange));
  checkLink(lms, tool, wish);
  const replaced = lms.state.gradebook.replaceColumn(column, wish);
  lms.state.onChange();
  const body = shown(lms, tool, replaced);
  return { status: 200, body, mediaType: MEDIA.lineItem };
}

function removeOne(lms: Lms, exchange: Exchange): ServiceAnswer {
  exchange.summary = 'Removal of a line item';
  const tool = toolOfRequest(lms, exchange.request, [SCOPE.lineItem]);
  const column = requireColumn(lms, tool, exchange.request);
  if (column.ownedByActivity) {
    throw new Refusal(403, 'This line item came with its activity and goes only with it.');
  }
  lms.state.gradebook.removeColumn(column.id);
  lms.state.onChange();
  return { status: 204 };
}

function postScore(lms: Lms, exchange: Exchange): ServiceAnswer {
  const tool = toolOfRequest(lms, exchange.request, [SCOPE.score]);
  expectContentType(exchange.request, MEDIA.score);
  const column = requireColumn(lms, tool, exchange.request);
  return takeScore(lms, tool, column, exchange);
}

function listResults(lms: Lms, exchange: Exchange): ServiceAnswer {
  const { request } = exchange;
  exchange.summary = 'Results of a line item';
  const tool = toolOfRequest(lms, request, [SCOPE.resultReadonly]);
  expectAccept(request, MEDIA.resultContainer);
  if (lms.state.platform.results.limitFails && request.query['limit'] !== undefined) {
    throw new Refusal(500, 'Moodle falls over a limit of results.');
  }
  const column = requireColumn(lms, tool, request);
  const ofUser = request.params['userId'] ?? request.query['user_id'];
  const all = resultsOf(lms, tool, column, ofUser);
  const { rows, headers } = lms.state.platform.results.limitFails
    ? { rows: all, headers: {} }
    : pageOf(lms, request, all);
  return { status: 200, body: rows, headers, mediaType: MEDIA.resultContainer };
}

/** Assignment and Grade Services 2.0: line items, scores, results. */
export function agsRoutes(lms: Lms): Router {
  const router = Router();
  const answer = (kind: string, work: (lms: Lms, exchange: Exchange) => ServiceAnswer) =>
    serviceExchange(lms, kind, (exchange) => work(lms, exchange), serviceRefusal(lms));
  const all = `/services/${COURSE.id}/lineitems`;
  const one = `${all}/:lineItemId/lineitem`;
  router.get(all, answer('Line items', listLineItems));
  router.post(all, answer('Line items', createLineItem));
  router.get(one, answer('Line item', readOne));
  router.put(one, answer('Line item', replaceOne));
  router.delete(one, answer('Line item', removeOne));
  router.post(`${one}/scores`, answer('Score', postScore));
  router.get([`${one}/results`, `${one}/results/:userId`], answer('Results', listResults));
  return router;
}
