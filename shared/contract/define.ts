import { z } from 'zod'

/** One request of a contract: what goes in, what comes out. An expected failure is part of `result` (`resultOf`). */
export interface RequestSpec<Args extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly kind: 'request'
  readonly args: Args
  readonly result: Reply
}

export interface EventSpec<Payload extends z.ZodType = z.ZodType> {
  readonly kind: 'event'
  readonly payload: Payload
}

export type Members = Readonly<Record<string, RequestSpec | EventSpec>>

/** The messages of one area. The wire name of `startCall` in `calls` is `calls:start-call`. */
export interface Contract<Area extends string = string, M extends Members = Members> {
  readonly area: Area
  readonly members: M
}

export function request<Args extends z.ZodType, Reply extends z.ZodType>(
  args: Args,
  result: Reply,
): RequestSpec<Args, Reply> {
  return { kind: 'request', args, result }
}

export function event<Payload extends z.ZodType>(payload: Payload): EventSpec<Payload> {
  return { kind: 'event', payload }
}

export function defineContract<Area extends string, M extends Members>(area: Area, members: M): Contract<Area, M> {
  return { area, members }
}

export const nothing = z.null()

export function resultOf<Value extends z.ZodType, Failure extends z.ZodType>(value: Value, failure: Failure) {
  return z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: failure })])
}

type RequestNames<M extends Members> = { [K in keyof M]: M[K] extends RequestSpec ? K : never }[keyof M]
type EventNames<M extends Members> = { [K in keyof M]: M[K] extends EventSpec ? K : never }[keyof M]

/** What the calling side holds: a promise per request (no argument where `args` is `nothing`). */
export type RequestsOf<C extends Contract> = {
  readonly [K in RequestNames<C['members']>]: C['members'][K] extends RequestSpec<infer A, infer R>
    ? null extends z.input<A>
      ? () => Promise<z.output<R>>
      : (args: z.input<A>) => Promise<z.output<R>>
    : never
}

/** What the answering side must supply: every request, or it does not compile. */
export type HandlersOf<C extends Contract> = {
  readonly [K in RequestNames<C['members']>]: C['members'][K] extends RequestSpec<infer A, infer R>
    ? (args: z.output<A>) => Promise<z.input<R>> | z.input<R>
    : never
}

export type EventsOf<C extends Contract> = {
  readonly [K in EventNames<C['members']>]: C['members'][K] extends EventSpec<infer P> ? z.output<P> : never
}
