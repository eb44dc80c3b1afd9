import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'

import { sleep, type Clock } from '#shared/lib/clock'

import type { FaultAction, FaultPlan } from './faults'

export interface FaultyPlatform<Action extends { readonly kind: string }> {
  readonly faults: FaultPlan<Action>
  readonly clock: Clock
  readonly counts: { requests: number }
  /** The platform's own words for a refusal; `null` where the action is none. */
  readonly refuse: (action: Action) => Response | null
}

/** Answers at the platform's own time, so that a client may reckon with the difference to its own, and as ill as asked. */
export function faultyAnswers<Action extends { readonly kind: string }>(
  platform: FaultyPlatform<Action | FaultAction>,
): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const { faults, clock, counts, refuse } = platform
  return async (c, next) => {
    counts.requests += 1
    const { pathname, search } = new URL(c.req.url)
    const fault = faults.take(c.req.method, pathname + search)
    const refusal = fault && refuse(fault)
    if (refusal) return refusal
    if (fault?.kind === 'slow' && 'ms' in fault) await sleep(clock, fault.ms)
    if (fault?.kind === 'dropBeforeAccept') {
      c.env.incoming.socket.destroy()
      return new Response(null, { status: 500 })
    }
    await next()
    if (fault?.kind === 'slowAnswer' && 'ms' in fault) await sleep(clock, fault.ms)
    c.header('Date', new Date(clock.now()).toUTCString())
    if (fault?.kind === 'dropAfterAccept') c.env.incoming.socket.destroy()
    if (fault?.kind === 'badJson') c.res = await cutInTheMiddle(c.res)
    return undefined
  }
}

async function cutInTheMiddle(answer: Response): Promise<Response> {
  const text = await answer.text()
  const half = text.slice(0, Math.max(1, text.length >> 1))
  return new Response(half, { status: 200, headers: { 'content-type': 'application/json' } })
}
