import type { Settings } from '#shared/contract/ipc/app'
import type { RequestsOf } from '#shared/contract/define'
import type { NetworkContract } from '#shared/contract/ipc/network'
import { isBypassList, proxyChoiceOf } from '#shared/domain/proxy'

import { createClient } from '../../../ipc/client'

let requests: RequestsOf<NetworkContract> | null = null

export function networkRequests(): RequestsOf<NetworkContract> {
  requests ??= createClient<NetworkContract>('network')
  return requests
}

export const PROXY_WAYS = ['system', 'direct', 'auto', 'own'] as const
export type ProxyWay = (typeof PROXY_WAYS)[number]

export interface ProxyForm {
  readonly way: ProxyWay
  /** A proxy, or the address of a script. */
  readonly address: string
  readonly bypass: string
}

export function proxyFormOf({ server, bypass }: Settings['proxy']): ProxyForm {
  const way = PROXY_WAYS.find((each) => each === server) ?? 'own'
  return { way, address: way === 'own' ? server : '', bypass }
}

export type ProxyFormProblem = 'address' | 'bypass'

/** What is to be kept, or what has to be corrected first. */
export function parseProxyForm({ way, address, bypass }: ProxyForm): Settings['proxy'] | ProxyFormProblem {
  if (way !== 'own') return { server: way, bypass }
  const kind = proxyChoiceOf(address)?.kind
  if (kind !== 'server' && kind !== 'script') return 'address'
  return isBypassList(bypass) ? { server: address.trim(), bypass: bypass.trim() } : 'bypass'
}
