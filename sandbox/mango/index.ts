import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'

import { systemClock, type Clock } from '#shared/lib/clock'

import { FaultPlan } from '../lib/faults'
import { createMangoApp } from './app'
import type { MangoContext } from './context'
import { EventSender } from './event-sender'
import { Exchange } from './exchange'
import { Lockout } from './lockout'
import { RateTable } from './rate-table'
import { seedStaff } from './seed'
import { Statistics } from './statistics'

export { sign } from './signature'
export { liveLegs } from './exchange'
export { CODE, type Entry } from './model'
export type { OutgoingEvent } from './event-sender'

export interface MangoSandbox extends Pick<
  MangoContext,
  'keys' | 'exchange' | 'statistics' | 'events' | 'faults' | 'counts' | 'commands'
> {
  /** Stands for `https://app.mango-office.ru/vpbx`. */
  readonly apiUrl: string
  stop(): Promise<void>
}

/**
 * A local cloud PBX that follows facts/mango-vpbx.md as far as Otklik uses it. Not played: recordings, groups, campaigns,
 * extended statistics, the address book. Listens on loopback only.
 */
export async function startMangoSandbox(
  options: { readonly port?: number; readonly clock?: Clock } = {},
): Promise<MangoSandbox> {
  const clock = options.clock ?? systemClock
  const keys = { apiKey: 'sandbox-vpbx-key', apiSalt: 'sandbox-vpbx-salt' }
  const events = new EventSender(keys)
  const exchange = new Exchange(clock, events)
  seedStaff(exchange)
  const context: MangoContext = {
    clock,
    keys,
    events,
    exchange,
    statistics: new Statistics(clock, exchange),
    faults: new FaultPlan(),
    limits: new RateTable(clock),
    lockout: new Lockout(clock),
    counts: { requests: 0 },
    commands: [],
  }
  const server = createAdaptorServer({ fetch: createMangoApp(context).fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const apiUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/vpbx`
  return {
    ...context,
    apiUrl,
    async stop() {
      await events.idle()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
