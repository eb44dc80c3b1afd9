import { openTunnel, routeTo, type TunnelPorts } from '#shared/node/tunnel'

import type { Exchange } from './exchange'
import { NoWayError } from './no-way-error'
import type { ProxiedFetch } from './proxied-fetch'
import { portOf, type ThroughProxy } from './through-proxy'

/** Everything that a hub asks others goes by this: the same proxy as its desk's, and what this process trusts. */
export class HubNetwork {
  private proxied: Promise<ProxiedFetch> | null = null

  constructor(private readonly ports: TunnelPorts) {}

  readonly throughProxy: ThroughProxy = async (host, port) => {
    const tunnel = await openTunnel(host, port, this.ports)
    if (tunnel.kind === 'failed') throw new NoWayError(tunnel.reason, tunnel.detail)
    return tunnel.kind === 'open' ? tunnel.socket : null
  }

  readonly exchange: Exchange = async (request) => {
    const url = new URL(request.url)
    const route = await routeTo(url.hostname, portOf(url), this.ports)
    if (route.kind !== 'direct') return (await this.behindProxy()).exchange(request)
    const { undiciExchange } = await import('./undici-exchange')
    return undiciExchange(request)
  }

  /** For what takes nothing else: the library for sign-in, and bots. */
  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(typeof input === 'string' || input instanceof URL ? input : input.url)
    const route = await routeTo(url.hostname, portOf(url), this.ports)
    return route.kind === 'direct' ? fetch(input, init) : (await this.behindProxy()).fetch(input, init)
  }

  /** Another proxy may be set: requests under way end as they began, new ones take the new way. */
  changed(): void {
    void this.proxied?.then((proxied) => {
      proxied.renew()
    })
  }

  /** Loaded where a proxy is met: most hubs never need it. */
  private behindProxy(): Promise<ProxiedFetch> {
    this.proxied ??= import('./proxied-fetch').then(({ ProxiedFetch: Made }) => new Made(this.throughProxy))
    return this.proxied
  }
}
