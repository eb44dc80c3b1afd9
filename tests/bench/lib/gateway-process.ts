import { join } from 'node:path'
import { z } from 'zod'

import type { RequestsOf } from '#shared/contract/define'
import { gateway as contract, type GatewayContract } from '#shared/contract/gateway-process'
import { startAnsweringChild } from './answering-child'
import type { ChildRequest } from './gateway-child'

export interface GatewayProcess {
  readonly requests: RequestsOf<GatewayContract>
  /** Processor time since its start. */
  cpuMs(): Promise<number>
  /** The two ports of a relay of one call. */
  openRelay(): Promise<readonly number[]>
  stop(): void
}

type Question = ChildRequest extends infer R ? (R extends ChildRequest ? Omit<R, 'id'> : never) : never

export function startGatewayProcess(): GatewayProcess {
  const child = startAnsweringChild<Question>(join(import.meta.dirname, 'gateway-child.ts'))
  const requests: Record<string, (args: unknown) => Promise<unknown>> = {}
  for (const [name, spec] of Object.entries(contract.members))
    requests[name] = async (args) =>
      spec.result.parse(await child.ask({ ask: 'gateway', name: name as keyof typeof contract.members, args }))
  return {
    // Every member of the contract is a request, and its reply was parsed by its schema.
    requests: requests as unknown as RequestsOf<GatewayContract>,
    cpuMs: async () => z.number().parse(await child.ask({ ask: 'cpu' })),
    openRelay: async () => z.array(z.number()).parse(await child.ask({ ask: 'relay' })),
    stop: () => {
      child.stop()
    },
  }
}
