import type { LookupAddress, LookupAllOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Not the open internet: this computer, this network, and what is set aside for others (RFC 6890). */
const CLOSED_V4 = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  CLOSED_V4.addSubnet(address, bits, 'ipv4')

/** Only these are given to hosts of the open internet; all else is local, or wraps an address of the other kind. */
const OPEN_V6 = new BlockList()
OPEN_V6.addSubnet('2000::', 3, 'ipv6')
const CLOSED_V6 = new BlockList()
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  CLOSED_V6.addSubnet(address, bits, 'ipv6')

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !CLOSED_V4.check(address, 'ipv4')
  return family === 6 && OPEN_V6.check(address, 'ipv6') && !CLOSED_V6.check(address, 'ipv6')
}

type LookUp = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** For a connection: a name of the open internet may lead into the company's network, and may do so only now. */
export function onlyPublic(lookUp: LookUp): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, [])
        return
      }
      const open = addresses.filter(({ address }) => isPublicAddress(address))
      const [first] = open
      if (!first) callback(new Error('The name leads to no address of the open internet.'), [])
      else if (options.all === true) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

/** Here the name leads to no address of the open internet. Behind a proxy, names of the internet may lead nowhere. */
export async function isKnownAsClosed(hostname: string): Promise<boolean> {
  try {
    const addresses = await lookup(hostname, { all: true })
    return !addresses.some(({ address }) => isPublicAddress(address))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
