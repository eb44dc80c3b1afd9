import type { IncomingMessage } from 'node:http'

import { isLoopbackHost } from '../guard'
import type { PortalContext } from './portal-context'

/** By one of the hub's own names: a page that resolves its name to this computer is refused. */
export async function isOwnHost(
  context: Pick<PortalContext, 'publicHosts'>,
  host: string | undefined,
): Promise<boolean> {
  if (host === undefined) return false
  return isLoopbackHost(host) || (await context.publicHosts()).has(host.toLowerCase())
}

/** Browsers name the page that asks; only the hub's own pages may. Programs send no origin. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host?.toLowerCase()
  } catch (error) {
    // `null`, of a page without an origin.
    if (error instanceof TypeError) return false
    throw error
  }
}

/** Whose patience is counted: a proxy on this computer says for whom it asks, and nobody else is believed. */
export function addressOf(remote: string | undefined, forwardedFor: string | undefined): string {
  if (!isLoopbackAddress(remote)) return remote ?? 'unknown'
  const last = forwardedFor?.split(',').at(-1)?.trim()
  return last !== undefined && last !== '' && last.length <= 64 ? last : (remote ?? 'unknown')
}

export function addressOfRequest(request: IncomingMessage): string {
  const header = request.headers['x-forwarded-for']
  return addressOf(request.socket.remoteAddress, Array.isArray(header) ? header.at(-1) : header)
}

function isLoopbackAddress(remote: string | undefined): boolean {
  return remote !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(remote)
}
