import { fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'

import type { RequestsOf } from '#shared/contract/define'
import { gateway as contract, type GatewayContract } from '#shared/contract/gateway-process'
import type { ChildRequest } from './gateway-child'

export interface GatewayProcess {
  readonly requests: RequestsOf<GatewayContract>
  /** Processor time since its start. */
  cpuMs(): Promise<number>
  /** The two ports of a relay of one call. */
  openRelay(): Promise<readonly number[]>
  stop(): void
}

const reply = z.object({ id: z.number(), value: z.unknown() })
type Question = ChildRequest extends infer R ? (R extends ChildRequest ? Omit<R, 'id'> : never) : never

export function startGatewayProcess(): GatewayProcess {
  const child = fork(join(import.meta.dirname, 'gateway-child.ts'), [], { execArgv: ['--import', 'tsx'] })
  const waiting = new Map<number, (value: unknown) => void>()
  let nextId = 1
  child.on('message', (raw) => {
    const { id, value } = reply.parse(raw)
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve) => {
      const id = nextId++
      waiting.set(id, resolve)
      child.send({ ...question, id })
    })
  const requests: Record<string, (args: unknown) => Promise<unknown>> = {}
  for (const [name, spec] of Object.entries(contract.members))
    requests[name] = async (args) =>
      spec.result.parse(await ask({ ask: 'gateway', name: name as keyof typeof contract.members, args }))
  return {
    // Every member of the contract is a request, and its reply was parsed by its schema.
    requests: requests as unknown as RequestsOf<GatewayContract>,
    cpuMs: async () => z.number().parse(await ask({ ask: 'cpu' })),
    openRelay: async () => z.array(z.number()).parse(await ask({ ask: 'relay' })),
    stop() {
      child.kill()
    },
  }
}
