/**
 * Requests of a driver whose channel another hub may take over: once the fence is up none leaves any more, and those
 * under way are given up. What a platform had of them by then is settled by whoever works for the channel next.
 */
export function fencedFetch(perform: typeof fetch, fence: AbortSignal): typeof fetch {
  return async (input, init) => {
    fence.throwIfAborted()
    const own = init?.signal ?? (input instanceof Request ? input.signal : null)
    return perform(input, { ...init, signal: own ? AbortSignal.any([own, fence]) : fence })
  }
}
