import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createAdaptorServer } from '@hono/node-server'

import { FaultPlan } from '../lib/faults'
import { createPushApp } from './app'
import { PushBrowser } from './push-browser'

export type { PushBrowser } from './push-browser'

export interface PushSandbox {
  readonly url: string
  readonly faults: FaultPlan
  /** Requests that came, whatever was answered. */
  readonly counts: { requests: number }
  /** A browser that subscribes for this key. */
  subscribe(applicationServerKey: string): PushBrowser
  stop(): Promise<void>
}

/** A push service with the browsers behind it. Listens on loopback only, and without encryption of its own. */
export async function startPushSandbox(): Promise<PushSandbox> {
  const browsers = new Map<string, PushBrowser>()
  const faults = new FaultPlan()
  const counts = { requests: 0 }
  let url = ''
  const app = createPushApp({ browsers, faults, counts, origin: () => url })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    url,
    faults,
    counts,
    subscribe(applicationServerKey) {
      const browser = new PushBrowser(url, applicationServerKey)
      browsers.set(browser.id, browser)
      return browser
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
