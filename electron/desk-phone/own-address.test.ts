import type { NetworkInterfaceInfo } from 'node:os'

import { describe, expect, it } from 'vitest'

import { ownAddress } from './own-address'

function at(address: string, netmask: string, internal = false): NetworkInterfaceInfo {
  return { address, netmask, family: 'IPv4', mac: '', internal, cidr: null }
}

const INTERFACES = {
  lo: [at('127.0.0.1', '255.0.0.0', true)],
  vpn: [at('10.8.0.2', '255.255.255.0')],
  office: [at('192.168.1.10', '255.255.255.0')],
}

describe('[D7] where the phone finds this computer', () => {
  it('in the phone’s own network, else wherever it leads out', () => {
    expect(ownAddress(INTERFACES, '192.168.1.50')).toBe('192.168.1.10')
    expect(ownAddress(INTERFACES, '127.0.0.1')).toBe('127.0.0.1')
    expect(ownAddress(INTERFACES, '172.16.0.4')).toBe('10.8.0.2')
    expect(ownAddress({ lo: INTERFACES.lo }, '192.168.1.50')).toBeNull()
  })
})
