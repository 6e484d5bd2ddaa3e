import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * Lets so many requests in at each turn of the event loop, in the order in which they came. Node
 * accepts one new connection a turn: where everybody who is connected asks again at once, a turn
 * gets long, and whoever comes anew would wait for all of them again and again.
 */
export function inTurns(requestsPerTurn: number): RequestHandler {
  const waiting: NextFunction[] = [];
  let isTaking = false;
  const take = (): void => {
    for (const next of waiting.splice(0, requestsPerTurn)) next();
    isTaking = waiting.length > 0;
    if (isTaking) setImmediate(take);
  };
  return function waitForTurn(_request: Request, _response: Response, next: NextFunction): void {
    waiting.push(next);
    if (isTaking) return;
    isTaking = true;
    setImmediate(take);
  };
}
