import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'

import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { build } from 'vite'

import { ensureElectron } from '../../../scripts/ensure-electron.mjs'
import { makeProfile, removeProfile } from '../../lib/electron-desk'

const ROOT = resolve(import.meta.dirname, '../../..')
const PAGE = join(ROOT, 'out/search')

/** A window with the desk's own cache, indexes and workers, and no desk around them. */
export async function withSearchWindow<T>(measure: (page: Page) => Promise<T>): Promise<T> {
  await build({ configFile: join(ROOT, 'tests/bench/search-app/vite.config.ts'), logLevel: 'error' })
  const server = await serve(PAGE)
  const profile = await makeProfile()
  const app = await openWindow(server, profile)
  try {
    const page = await app.firstWindow()
    await page.waitForFunction(() => 'bench' in window)
    return await measure(page)
  } finally {
    await app.close()
    server.close()
    removeProfile(profile)
  }
}

async function openWindow(server: Server, profile: string): Promise<ElectronApplication> {
  const { port } = server.address() as AddressInfo
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  )
  return _electron.launch({
    executablePath: ensureElectron(),
    args: [...(asRoot ? ['--no-sandbox'] : []), join(ROOT, 'tests/bench/search-app/main.cjs')],
    env: { ...env, SEARCH_USER_DATA: profile, SEARCH_URL: `http://127.0.0.1:${String(port)}/index.html` },
  })
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/** Workers of type module need an origin, which a file has not. */
async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    readFile(join(folder, path)).then(
      (content) => {
        response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return server
}
