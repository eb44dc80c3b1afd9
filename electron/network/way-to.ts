import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'

/** Any will do: `connect` of a datagram socket asks the routing table and sends nothing. */
const PROBE_PORT = 5060

/** The address of this computer from which packets to that IP address leave; `null` where there is no way to it. */
export function wayTo(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    const finish = (from: string | null): void => {
      socket.close()
      resolve(from)
    }
    socket.once('error', () => {
      finish(null)
    })
    socket.connect(PROBE_PORT, address, () => {
      finish(socket.address().address)
    })
  })
}
