import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { isIPv4 } from 'node:net'

/** Any will do: `connect` of a datagram socket asks the routing table and sends nothing. */
const PROBE_PORT = 5060

/** The IPv4 address of this computer from which packets for the server leave; `null` where there is no way to it. */
export async function localAddressTowards(host: string): Promise<string | null> {
  const target = await resolveHost(host)
  if (target === null) return null
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const finish = (address: string | null): void => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => {
      finish(null)
    })
    socket.connect(PROBE_PORT, target, () => {
      finish(socket.address().address)
    })
  })
}

export async function resolveHost(host: string): Promise<string | null> {
  if (isIPv4(host)) return host
  try {
    return (await lookup(host, { family: 4 })).address
  } catch {
    // No such name, or none with IPv4: the caller says what cannot be done.
    return null
  }
}
