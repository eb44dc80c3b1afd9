/** What the benchmark of the gateway measures: the gateway's own code or a bare relay, alone in a process. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

import type { gateway as contract } from '#shared/contract/gateway-process'
import { systemClock } from '#shared/lib/clock'
import { describeError } from '#shared/lib/logger'
import { createGateway } from '../../../electron/gateway/gateway'

export type ChildRequest =
  | { readonly id: number; readonly ask: 'cpu' }
  | { readonly id: number; readonly ask: 'relay' }
  | {
      readonly id: number
      readonly ask: 'gateway'
      readonly name: keyof typeof contract.members
      readonly args: unknown
    }

const HOST = '127.0.0.1'

const { handlers } = createGateway({
  clock: systemClock,
  random: Math.random,
  warn: (_callId, text) => {
    console.error(text)
  },
})

async function open(): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  return socket
}

/** What comes to one port leaves by the other, to whoever wrote there last. */
async function openRelay(): Promise<readonly number[]> {
  const sockets = [await open(), await open()] as const
  const targets = [0, 0]
  for (const [index, socket] of sockets.entries()) {
    const other = 1 - index
    socket.on('message', (packet, from) => {
      targets[index] = from.port
      const port = targets[other]
      if (port) sockets[other]?.send(packet, port, HOST)
    })
  }
  return sockets.map((socket) => socket.address().port)
}

async function answer(request: ChildRequest): Promise<unknown> {
  if (request.ask === 'cpu') {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  }
  if (request.ask === 'relay') return openRelay()
  // The parent is compiled against the same contract.
  const handle = handlers[request.name] as (args: unknown) => unknown
  return handle(request.args)
}

process.on('message', (request: ChildRequest) => {
  const { id } = request
  void answer(request).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: describeError(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
