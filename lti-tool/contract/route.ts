import type { z } from 'zod';

/** How a route is called. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * One request of the API as plain facts: where it goes and what it carries. The server checks
 * requests with it, the elements call it, and the OpenAPI document is made from it.
 */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  method: Method;
  /** Path in Express' notation: `/api/clips/:clipId`. */
  path: string;
  /** One sentence for the OpenAPI document. */
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Absent for 204. */
  reply?: Reply;
  /** Success status; 200 with a reply, 204 without, unless said otherwise. */
  status?: number;
}

/** States a route; only a typed identity. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Reply extends z.ZodType = z.ZodUndefined,
>(facts: Route<Params, Query, Body, Reply>): Route<Params, Query, Body, Reply> {
  return facts;
}

// `NonNullable`: the facts are optional, and an absent schema is stated as ZodUndefined.
type Shape<T> = NonNullable<T> extends z.ZodType ? z.output<NonNullable<T>> : undefined;
type Given<T> = NonNullable<T> extends z.ZodType ? z.input<NonNullable<T>> : undefined;

/** What a use-case receives: already checked. */
export interface RouteInput<R extends Route> {
  params: Shape<R['params']>;
  query: Shape<R['query']>;
  body: Shape<R['body']>;
}

/** What a caller hands over. */
export interface RouteRequest<R extends Route> {
  params?: Given<R['params']>;
  query?: Given<R['query']>;
  body?: Given<R['body']>;
}

/** What comes back; nothing with a 204. */
export type RouteReply<R extends Route> =
  NonNullable<R['reply']> extends z.ZodUndefined ? void : z.output<NonNullable<R['reply']>>;
