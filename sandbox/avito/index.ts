import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'

import { systemClock, type Clock } from '#shared/lib/clock'

import { createApp } from './app'
import type { SandboxContext } from './context'
import type { AvitoControl } from './control'
import { FaultPlan } from '../lib/faults'
import { ApplicationHooks } from './jobs/application-hooks'
import { JobWorld } from './jobs/job-world'
import { createLocalControl } from './local-control'
import { RateLimit } from './rate-limit'
import { seedDemo } from './seed/demo'
import { seedDemoResponses } from './seed/demo-responses'
import { ShiftedClock } from '../lib/shifted-clock'
import { TokenStore } from './tokens'
import { WebhookSender } from './webhook-sender'
import { World } from './world'

export interface AvitoSandboxOptions {
  readonly port?: number
  readonly seed?: 'empty' | 'demo'
  readonly clock?: Clock
  /** Of several sandboxes each is an account of its own. */
  readonly accountId?: number
}

export interface AvitoSandbox {
  /** Stands for `https://api.avito.ru`. */
  readonly apiUrl: string
  /** Stands for `https://avito.ru/oauth`. */
  readonly consentUrl: string
  readonly controlUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly userId: number
  readonly control: AvitoControl
  stop(): Promise<void>
}

const ACCOUNT = { id: 5_550_001, name: 'ООО «Орбита»', avatarUrl: null }

/** A local Avito that follows facts/avito-messenger.md to the field. Listens on loopback only. */
export async function startAvitoSandbox(options: AvitoSandboxOptions = {}): Promise<AvitoSandbox> {
  const clock = new ShiftedClock(options.clock ?? systemClock)
  const account = { ...ACCOUNT, id: options.accountId ?? ACCOUNT.id }
  const world = new World(clock, account)
  const jobs = new JobWorld(clock)
  const sandbox: SandboxContext = {
    world,
    tokens: new TokenStore(clock),
    faults: new FaultPlan(),
    rateLimit: new RateLimit(clock),
    webhooks: new WebhookSender(world, clock),
    job: { jobs, hooks: new ApplicationHooks(jobs, clock), settings: { isEmployerVerified: true, paidViews: 0 } },
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    accepted: [],
    settings: { isTariffPaid: true, listShape: 'object', redirectUrl: null },
    counts: { requests: 0, unauthorised: 0 },
  }
  const control = createLocalControl(sandbox, clock)
  const app = createApp(sandbox, control)
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  const port = await listen(server, options.port ?? 0)
  world.baseUrl = `http://127.0.0.1:${String(port)}`
  if (options.seed === 'demo') {
    seedDemo(world)
    seedDemoResponses(sandbox)
  }
  return {
    apiUrl: world.baseUrl,
    consentUrl: `${world.baseUrl}/oauth`,
    controlUrl: `${world.baseUrl}/control`,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    userId: account.id,
    control,
    stop: () => stop(server, sandbox),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function stop(server: Server, { webhooks, job }: SandboxContext): Promise<void> {
  webhooks.dispose()
  job.hooks.dispose()
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}
