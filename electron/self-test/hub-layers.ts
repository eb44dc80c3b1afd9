import { skippedBelow, type Found, type SelfTestLayer } from '#shared/domain/self-test/row'
import type { Clock } from '#shared/lib/clock'
import type { openChannel } from '#shared/node/raw-channel'
import type { HubFetch } from '../hub/team/hub-fetch'

export const HUB_LAYERS = ['network', 'dns', 'connect', 'proxy', 'clock', 'tls', 'hub', 'webSocket'] as const
export type HubLayer = (typeof HUB_LAYERS)[number]
export type HubWay = Readonly<Record<HubLayer, Found>>

export interface HubWayPorts {
  /** The program's own way: proxy, login and trusted authorities are those of the windows. */
  readonly fetch: HubFetch
  /** As Chromium says it: `DIRECT`, `PROXY host:port`. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Rejects with the system's code. */
  readonly lookup: (host: string) => Promise<readonly string[]>
  readonly connect: typeof openChannel
  /** Whether this computer has an address besides its own loopback. */
  readonly isOnNetwork: () => boolean
  /** Trusted instead of those that everybody trusts; `null`: those. */
  readonly authorities: readonly string[] | null
  readonly deskVersion: string
  readonly clock: Clock
}

/** What was not reached because of that layer. */
export function allBelow(known: Partial<HubWay>, because: SelfTestLayer): HubWay {
  const below = skippedBelow(because)
  return Object.fromEntries(HUB_LAYERS.map((layer) => [layer, known[layer] ?? below])) as Record<HubLayer, Found>
}

export function addressOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host}:${String(port)}`
}
