import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import type { Page } from '@playwright/test'

import { openVisitorBrowser } from '../lib/visitor-browser'
import { alternate, repeat } from './lib/alternating'
import { importRawSql } from './lib/raw-sql'
import { benchResult, type BenchResult } from './lib/result'

const PLAN = { blocks: 6, perBlock: 8, warmUp: 5 }
const PORTAL = join(import.meta.dirname, '../../out/portal')
/** What the whole of it may weigh on the wire. */
const LIMIT_KB = 40
const BARE_SCRIPT = `fetch('/name').then((r) => r.json()).then(({ company }) => {
  const host = document.createElement('bare-chat')
  const button = document.createElement('button')
  button.title = company
  host.attachShadow({ mode: 'open' }).append(button)
  document.documentElement.append(host)
})`

/**
 * The line is put into a company's page → its icon stands there, in Chromium: the script is fetched from the hub,
 * which is another origin, asks whether this site may have it, and draws. Floor: a script of the page's own server
 * that asks that server once and draws a button.
 */
export async function measureWidget(): Promise<BenchResult> {
  importRawSql()
  const { makeSiteRig, SETTINGS } = await import('../integration/site/rig')
  const rig = await makeSiteRig({ portalFolder: PORTAL })
  const company = await openCompany()
  const browser = await openVisitorBrowser()
  try {
    const origin = `http://127.0.0.1:${String((company.address() as AddressInfo).port)}`
    await rig.hub.request(`/api/site-channels/${rig.channel.id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...SETTINGS, sites: [origin] }),
    })
    const page = await browser.newPage()
    await page.goto(origin)
    const widget = `${rig.hub.url}/portal/assets/widget.js`
    const { values, floors } = await alternate(PLAN, {
      value: (count) => repeat(count, () => iconMs(page, widget, 'otklik-chat', rig.channel.id)),
      floor: (count) => repeat(count, () => iconMs(page, '/bare.js', 'bare-chat', '')),
    })
    return benchResult('widget', 'ms', values, floors)
  } finally {
    await browser.close()
    company.close()
    await rig.stop()
  }
}

/** Everything that a visitor's browser loads for the chat, gzipped. In the floor's place: what it may be at most. */
export function measureWidgetSize(): Promise<BenchResult> {
  const assets = readdirSync(join(PORTAL, 'assets')).map((name) => join(PORTAL, 'assets', name))
  const files = [join(PORTAL, 'index.html'), ...assets]
  const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  return Promise.resolve(benchResult('widget-size', 'kB', [bytes / 1024], [LIMIT_KB]))
}

function iconMs(page: Page, src: string, element: string, channel: string): Promise<number> {
  return page.evaluate(
    async ([address, name, id]) => {
      document.querySelector(name)?.remove()
      const beginMs = performance.now()
      const script = document.createElement('script')
      script.async = true
      script.dataset['channel'] = id
      script.src = address
      document.body.append(script)
      while (!document.querySelector(name)?.shadowRoot?.querySelector('button'))
        await new Promise((resolve) => {
          const channelOfTurns = new MessageChannel()
          channelOfTurns.port1.onmessage = resolve
          channelOfTurns.port2.postMessage(null)
        })
      const tookMs = performance.now() - beginMs
      script.remove()
      return tookMs
    },
    [src, element, channel] as const,
  )
}

async function openCompany(): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/bare.js') response.setHeader('content-type', 'text/javascript').end(BARE_SCRIPT)
    else if (request.url === '/name')
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ company: 'Ромашка' }))
    else response.setHeader('content-type', 'text/html').end('<!doctype html><title>Ромашка</title><p>Ромашка')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
