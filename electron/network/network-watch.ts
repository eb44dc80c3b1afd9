import type { NetworkInterfaceInfo } from 'node:os'

import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'

type Interfaces = NodeJS.Dict<readonly Pick<NetworkInterfaceInfo, 'address' | 'internal'>[]>

export interface NetworkWatchDependencies {
  readonly clock: Clock
  readonly interfaces: () => Interfaces
  /** IP addresses whose way counts: servers that lines are connected to, or were. */
  readonly servers: () => readonly string[]
  readonly wayTo: (server: string) => Promise<string | null>
  /** Somebody talks: a line that only waits can wait a little longer for its new way. */
  readonly isInCall: () => boolean
  /** Connections must be opened anew. */
  readonly onChanged: () => void
}

/** Asking takes a fraction of a millisecond; every moment longer is silence in a call. */
const IN_CALL_EVERY_MS = 250
/** All day long, a socket for each server every time. */
const AT_REST_EVERY_MS = 2_000

/**
 * Tells when this computer is reached otherwise than before: by other addresses, or on another way to a server. The
 * second follows the first after a while, when an address comes before its route, and stands alone when a VPN begins.
 */
export class NetworkWatch implements Disposable {
  private addresses: string
  private ways: ReadonlyMap<string, string | null> = new Map()
  private isLooking = false
  private timer: Disposable

  constructor(private readonly deps: NetworkWatchDependencies) {
    this.addresses = describeAddresses(deps.interfaces())
    this.timer = this.wait()
  }

  dispose(): void {
    this.timer.dispose()
  }

  private wait(): Disposable {
    const { clock, isInCall } = this.deps
    return clock.schedule(isInCall() ? IN_CALL_EVERY_MS : AT_REST_EVERY_MS, () => {
      this.timer = this.wait()
      void this.look()
    })
  }

  private async look(): Promise<void> {
    if (this.isLooking) return
    this.isLooking = true
    try {
      const { interfaces, servers, wayTo, onChanged } = this.deps
      // In this order: what opens in between is opened anew by the next look, never left on a way that is gone.
      const ways = new Map(await Promise.all(servers().map(async (server) => [server, await wayTo(server)] as const)))
      const addresses = describeAddresses(interfaces())
      const haveMoved = [...ways].some(([server, way]) => this.ways.has(server) && this.ways.get(server) !== way)
      const isChanged = addresses !== this.addresses || haveMoved
      this.addresses = addresses
      this.ways = ways
      if (isChanged && addresses !== '') onChanged()
    } finally {
      this.isLooking = false
    }
  }
}

function describeAddresses(interfaces: Interfaces): string {
  return Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
    .sort()
    .join(' ')
}
