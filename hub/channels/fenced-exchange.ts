import type { Exchange } from '../network/exchange'

/**
 * Requests of a driver whose channel another hub may take over: once the fence is up none leaves any more, and those
 * under way are given up. What a platform had of them by then is settled by whoever works for the channel next.
 */
export function fencedExchange(exchange: Exchange, fence: AbortSignal): Exchange {
  return async (request) => {
    const signals = [fence, request.signal]
    for (const signal of signals) signal.throwIfAborted()
    const either = new AbortController()
    const giveUp = () => either.abort()
    for (const signal of signals) signal.addEventListener('abort', giveUp)
    try {
      return await exchange({ ...request, signal: either.signal })
    } finally {
      for (const signal of signals) signal.removeEventListener('abort', giveUp)
    }
  }
}
