import type { Server } from 'node:http'

import { readFact, writeFact } from './store/facts'
import type { Store } from './store/store'

export const HOST = '127.0.0.1'

/** Addresses of the site chat hold the port: where none is wished, that of the last time is tried. */
export async function listenAsBefore(server: Server, store: Store, wished: number): Promise<number> {
  const before = Number((await store.read((view) => readFact(view, 'port'))) ?? 0)
  const port = await listen(server, wished === 0 ? before : wished)
  if (port !== before) await store.write((tx) => writeFact(tx, 'port', String(port)))
  return port
}

/** The wished port, else any free one. */
async function listen(server: Server, wished: number): Promise<number> {
  try {
    await listenOn(server, wished)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')))
      throw error
    await listenOn(server, 0)
  }
  return portOf(server)
}

export function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

export function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The hub does not listen on a port.')
  return address.port
}
