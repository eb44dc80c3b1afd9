import net from 'node:net'

import { USUAL_PORTS, type SipTransport } from '#shared/domain/sip-account'
import { err, ok, type Result } from '#shared/lib/result'
import type { Endpoint } from './datagram-socket'
import type { Dns, SrvRecord } from './dns'
import { errorCode } from './network-error'
import type { TransportFailure } from './transport-failure'

export interface NextHop {
  readonly transport: SipTransport
  readonly host: string
  /** `null`: the domain's records say, else the usual one. */
  readonly port: number | null
}

/** RFC 3263 §4.1: the service of NAPTR records, and what SRV is asked for where there are none. */
const SERVICES = {
  udp: { naptr: 'SIP+D2U', srv: '_sip._udp.' },
  tcp: { naptr: 'SIP+D2T', srv: '_sip._tcp.' },
  tls: { naptr: 'SIPS+D2T', srv: '_sips._tcp.' },
} as const

/** A domain that names more servers than this is tried no further. */
const MOST_SERVERS = 8

/**
 * The servers of a domain in the order in which to try them (RFC 3263): NAPTR, then SRV by priority and weight, then
 * addresses. A number for a host, a port that somebody typed and WebSockets need no records.
 */
export async function locateServers(
  hop: NextHop,
  dns: Dns,
  random: () => number,
): Promise<Result<readonly Endpoint[], TransportFailure>> {
  const host = hop.host.replace(/^\[(.*)\]$/, '$1')
  const usualPort = hop.port ?? USUAL_PORTS[hop.transport]
  if (net.isIP(host) !== 0) return ok([{ address: host, port: usualPort }])
  const { transport } = hop
  if (hop.port === null && transport !== 'ws' && transport !== 'wss') {
    const records = await servicesOf(host, transport, dns)
    // RFC 2782: one record with the root for a name says that the service is decidedly not there.
    if (records.length > 0 && records.every(({ name }) => name === '' || name === '.'))
      return err({ layer: 'dns', reason: 'hostNotFound', detail: 'SRV .' })
    const found = await addressesOf(inOrder(records, random), dns)
    if (found.length > 0) return ok(found.slice(0, MOST_SERVERS))
  }
  try {
    const addresses = await dns.addresses(host)
    return ok(addresses.map((address) => ({ address, port: usualPort })).slice(0, MOST_SERVERS))
  } catch (error) {
    return err({ layer: 'dns', reason: 'hostNotFound', detail: errorCode(error) })
  }
}

async function servicesOf(host: string, transport: keyof typeof SERVICES, dns: Dns): Promise<readonly SrvRecord[]> {
  const service = SERVICES[transport]
  // Both at once: who has no NAPTR, nearly everybody, must not wait for two time-outs.
  const [pointers, usual] = await Promise.all([orNone(dns.naptr(host)), orNone(dns.srv(`${service.srv}${host}`))])
  const names = pointers
    .filter(({ service: offered, flags }) => offered.toUpperCase() === service.naptr && flags.toLowerCase() === 's')
    .sort((a, b) => a.order - b.order || a.preference - b.preference)
    .map(({ replacement }) => replacement)
  for (const name of names) {
    const records = await orNone(dns.srv(name))
    if (records.length > 0) return records
  }
  return usual
}

/** No such record, no such server, no answer: all of them leave the next way of RFC 3263. */
async function orNone<T>(asking: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asking
  } catch {
    return []
  }
}

/** RFC 2782: lowest priority first; among equals drawn by weight, those of weight 0 hardly ever before others. */
function inOrder(records: readonly SrvRecord[], random: () => number): readonly SrvRecord[] {
  const left = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight)
  const ordered: SrvRecord[] = []
  while (left.length > 0) {
    const equals = left.filter(({ priority }) => priority === left[0]?.priority)
    const drawn = random() * equals.reduce((sum, { weight }) => sum + weight, 0)
    let sum = 0
    const chosen = equals.find(({ weight }) => (sum += weight) >= drawn) ?? equals[0]
    if (!chosen) break
    left.splice(left.indexOf(chosen), 1)
    ordered.push(chosen)
  }
  return ordered
}

async function addressesOf(records: readonly SrvRecord[], dns: Dns): Promise<readonly Endpoint[]> {
  const groups = await Promise.all(
    records.slice(0, MOST_SERVERS).map(async ({ name, port }) => {
      const addresses = await orNone(dns.addresses(name))
      return addresses.map((address) => ({ address, port }))
    }),
  )
  return groups.flat()
}
