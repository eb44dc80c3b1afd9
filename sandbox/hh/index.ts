import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'

import { systemClock, type Clock } from '#shared/lib/clock'

import { FaultPlan } from '../lib/faults'
import { ShiftedClock } from '../lib/shifted-clock'
import { createApp } from './app'
import type { HhContext } from './context'
import type { HhControl } from './control'
import { HookSender } from './hooks/hook-sender'
import { createLocalControl } from './local-control'
import { seedDemo } from './seed/demo'
import { seedStaff } from './seed/staff'
import { defaultSettings } from './settings'
import { MailTemplates } from './templates'
import { TokenStore } from './tokens'
import { UploadDesk } from './uploads'
import { World } from './world'

export interface HhSandboxOptions {
  readonly port?: number
  /** Both have the company and its managers; `demo` has vacancies, candidates and chats, too. */
  readonly seed?: 'empty' | 'demo'
  /** Ids begin after it: a desk that met the sandbox of yesterday must not take today's for those. */
  readonly idsFrom?: number
  readonly clock?: Clock
}

export interface HhSandbox {
  /** Stands for `https://api.hh.ru`. */
  readonly apiUrl: string
  /** Stands for `https://hh.ru`, where consent is given at `/oauth/authorize`. */
  readonly siteUrl: string
  readonly controlUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly employerId: string
  /** In the order of the consent page. */
  readonly managerIds: readonly [string, string]
  readonly control: HhControl
  stop(): Promise<void>
}

/** A local hh.ru that follows facts/hh.md to the field. Listens on loopback only. */
export async function startHhSandbox(options: HhSandboxOptions = {}): Promise<HhSandbox> {
  const clock = new ShiftedClock(options.clock ?? systemClock)
  const world = new World(clock)
  if (options.idsFrom !== undefined) world.countFrom(options.idsFrom)
  const settings = defaultSettings()
  const [irina, pavel] = seedStaff(world)
  const sandbox: HhContext = {
    world,
    clock,
    settings,
    tokens: new TokenStore(clock),
    faults: new FaultPlan(),
    hooks: new HookSender(world, clock, () => settings.hookTimeoutMs),
    uploads: new UploadDesk(clock),
    templates: new MailTemplates(),
    clientId: 'sandbox-client',
    clientSecret: 'sandbox-secret',
    accepted: [],
    unpaidGroups: new Set(),
    idempotencyKeys: new Set(),
    views: new Map(),
    counts: { requests: 0, refused: 0 },
  }
  const control = createLocalControl(sandbox)
  const app = createApp(sandbox, control)
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  const port = await listen(server, options.port ?? 0)
  world.baseUrl = `http://127.0.0.1:${String(port)}`
  if (options.seed === 'demo') await seedDemo(sandbox, control)
  return {
    apiUrl: world.baseUrl,
    siteUrl: world.baseUrl,
    controlUrl: `${world.baseUrl}/control`,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    employerId: irina.employer.id,
    managerIds: [irina.id, pavel.id],
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

function stop(server: Server, { hooks }: HhContext): Promise<void> {
  hooks.dispose()
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}
