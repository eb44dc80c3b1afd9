import { once } from 'node:events'
import type { Server } from 'node:net'
import type { Flow } from './flow'

/** Resolves with the port once the server accepts; rejects when the port is taken. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP server with a port')
  return address.port
}

export async function stopListening(server: Server, flows: ReadonlySet<Flow>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const flow of [...flows]) flow.close()
  await closed
}
