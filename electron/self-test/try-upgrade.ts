import { randomBytes } from 'node:crypto'

import { failed, passed, skipped, type Found } from '#shared/domain/self-test/row'
import type { Route } from '#shared/node/proxy-route'
import { askOver } from '#shared/node/raw-channel'
import type { HubWayPorts } from './hub-layers'
import { secureChannel } from './judge-certificate'
import { openWay, targetOf } from './walk-by-hand'

/**
 * Whether a WebSocket reaches the hub: asked without a token, a hub refuses it with 401, which nobody before it does
 * who knows no WebSocket.
 */
export async function tryUpgrade(origin: string, route: Route, ports: HubWayPorts): Promise<Found> {
  // Whatever stands in the way of this look, the desk's own way has been seen to work.
  if (route.kind === 'other') return skipped('proxyLogin')
  const target = targetOf(origin)
  // A plain address, too, is asked for through a tunnel, as browsers do it for WebSockets.
  const way = await openWay({ ...target, isSecure: target.isSecure || route.kind === 'proxy' }, route, ports)
  if (!way.ok) return route.kind === 'proxy' ? skipped('proxyLogin') : failed('webSocketRefused', way.error.found.facts)
  try {
    const secured = target.isSecure ? await secureChannel(way.value, target.host, ports.authorities, ports.clock) : null
    if (secured?.ok === false) return failed('webSocketRefused', { code: secured.error })
    const answer = await askOver(
      secured?.value.socket ?? way.value,
      [
        'GET /sync HTTP/1.1',
        `Host: ${target.url.host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ],
      'head',
      ports.clock,
    )
    if (answer?.status === 401) return passed()
    return failed('webSocketRefused', answer ? { status: String(answer.status) } : { code: 'TIMEOUT' })
  } finally {
    way.value.destroy()
  }
}
