import type { Bridge } from '#shared/contract/bridge'
import { channelName } from '#shared/contract/channel-name'
import type { Contract, EventsOf, RequestsOf } from '#shared/contract/define'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

declare global {
  interface Window {
    readonly otklik: Bridge
  }
}

/** A request that main could not answer because of a defect; the person sees the id, the log has the rest. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError'

  constructor(
    readonly channel: string,
    readonly kind: 'bug' | 'badArguments' | 'notAllowed',
    readonly errorId: string,
  ) {
    super(`${channel} failed (${kind}); look for ${errorId} in the log`)
  }
}

/** Contracts are used as types only, so no schema library is loaded into the window. */
export function createClient<C extends Contract>(area: C['area'], bridge: Bridge = window.otklik): RequestsOf<C> {
  return new Proxy({} as RequestsOf<C>, {
    get: (_target, member) => {
      if (typeof member !== 'string') return undefined
      const channel = channelName(area, member)
      return async (args?: unknown): Promise<unknown> => {
        const reply = await bridge.invoke(channel, args ?? null)
        if (!reply.ok) throw new BridgeError(channel, reply.kind, reply.errorId)
        return reply.value
      }
    },
  })
}

export function onEvent<C extends Contract, K extends keyof EventsOf<C> & string>(
  area: C['area'],
  name: K,
  listener: (payload: EventsOf<C>[K]) => void,
  bridge: Bridge = window.otklik,
): Disposable {
  return toDisposable(
    bridge.on(channelName(area, name), (payload) => {
      // Main parsed it against the same contract before sending.
      listener(payload as EventsOf<C>[K])
    }),
  )
}
