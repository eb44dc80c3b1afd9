import { Resolver, lookup } from 'node:dns/promises'

export interface NaptrRecord {
  readonly order: number
  readonly preference: number
  readonly flags: string
  readonly service: string
  readonly replacement: string
}

export interface SrvRecord {
  readonly priority: number
  readonly weight: number
  readonly name: string
  readonly port: number
}

/** What finding a server asks of the domain name system; rejects with the system's error code. */
export interface Dns {
  naptr(name: string): Promise<readonly NaptrRecord[]>
  srv(name: string): Promise<readonly SrvRecord[]>
  /** IPv4 and IPv6 in the order of the system, which also reads the hosts file. */
  addresses(name: string): Promise<readonly string[]>
}

/** Many routers drop questions of kinds that they do not know; nobody must wait for those. */
const RESOLVER = { timeout: 2_000, tries: 1 } as const

export const systemDns: Dns = {
  naptr: (name) => new Resolver(RESOLVER).resolveNaptr(name),
  srv: (name) => new Resolver(RESOLVER).resolveSrv(name),
  addresses: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
}
