import type { NetworkInterfaceInfo } from 'node:os'

type Interfaces = Readonly<Partial<Record<string, readonly NetworkInterfaceInfo[]>>>

/** The address of this computer in the network of the phone; else the first one that leads out; `null`: none. */
export function ownAddress(interfaces: Interfaces, phoneAddress: string): string | null {
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family }) => family === 'IPv4')
  const near = addresses.find(({ address, netmask }) => isSameNetwork(address, phoneAddress, netmask))
  return (near ?? addresses.find(({ internal }) => !internal))?.address ?? null
}

function isSameNetwork(one: string, other: string, netmask: string): boolean {
  const mask = bits(netmask)
  return (bits(one) & mask) === (bits(other) & mask)
}

function bits(address: string): number {
  return address.split('.').reduce((sum, octet) => (sum << 8) | Number(octet), 0)
}
