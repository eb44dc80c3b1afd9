import { createSocket, type Socket } from 'node:dgram'

export interface PortPair {
  readonly rtp: Socket
  readonly rtcp: Socket
  readonly port: number
}

export interface PortRange {
  readonly first: number
  readonly last: number
}

/** What exchanges and firewalls are used to; Asterisk takes 10000–20000, most telephones something within. */
export const RTP_PORTS: PortRange = { first: 16_384, last: 18_383 }

const ATTEMPTS = 50

/** Even port for RTP, the next for RTCP (RFC 3550 §11). `null`: none was free. */
export async function openPortPair(
  address: string,
  random: () => number,
  { first, last }: PortRange = RTP_PORTS,
): Promise<PortPair | null> {
  const pairs = Math.floor((last - first + 1) / 2)
  const start = Math.floor(random() * pairs)
  for (let attempt = 0; attempt < Math.min(ATTEMPTS, pairs); attempt += 1) {
    const port = first + ((start + attempt) % pairs) * 2
    const rtp = await bind(address, port)
    if (!rtp) continue
    const rtcp = await bind(address, port + 1)
    if (rtcp) return { rtp, rtcp, port }
    rtp.close()
  }
  return null
}

function bind(address: string, port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => {
      socket.close()
      resolve(null)
    })
    socket.bind(port, address, () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}
