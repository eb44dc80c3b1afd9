import { setMaxListeners } from 'node:events'

/** Ends all requests of a driver. Every request under way listens to it, and Node takes eleven of them for a leak. */
export function createStopSource(): AbortController {
  const source = new AbortController()
  setMaxListeners(0, source.signal)
  return source
}
