import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'

const HOST = '127.0.0.1'
const FIRST_PORT = 21_000
const LAST_PORT = 31_000

/** Ports under the system's own range, so that a client socket does not take one between looking and using. */
export class FreePorts {
  private readonly taken = new Set<number>()

  /** `count` neighbours that are free on TCP and UDP; returns the first. */
  async take(count = 1): Promise<number> {
    for (;;) {
      const first = randomInt(FIRST_PORT, LAST_PORT)
      const block = Array.from({ length: count }, (_, offset) => first + offset)
      if (block.some((port) => this.taken.has(port))) continue
      const free = await Promise.all(block.map(isFree))
      if (free.includes(false)) continue
      for (const port of block) this.taken.add(port)
      return first
    }
  }
}

async function isFree(port: number): Promise<boolean> {
  const udp = createSocket('udp4')
  const tcp = createServer()
  try {
    udp.bind(port, HOST)
    await once(udp, 'listening')
    tcp.listen(port, HOST)
    await once(tcp, 'listening')
    return true
  } catch {
    // Any failure to bind means the same: somebody else has it.
    return false
  } finally {
    udp.close()
    tcp.close()
  }
}
