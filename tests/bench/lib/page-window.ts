import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'

import { _electron, type Page } from '@playwright/test'
import { build } from 'vite'

import { ensureElectron } from '../../../scripts/ensure-electron.mjs'
import { makeProfile, removeProfile } from '../../lib/electron-desk'
import { serveFolder } from './serve-folder'

const ROOT = resolve(import.meta.dirname, '../../..')

/** Builds a page (`tests/bench/<name>-app`), opens it in a window of the Electron of the tests and hands it to `measure`. */
export async function withPageWindow<T>(name: string, measure: (page: Page) => Promise<T>): Promise<T> {
  await build({ configFile: join(ROOT, `tests/bench/${name}-app/vite.config.ts`), logLevel: 'error' })
  const server = await serveFolder(join(ROOT, 'out', name))
  const profile = await makeProfile()
  const { port } = server.address() as AddressInfo
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  )
  const app = await _electron.launch({
    executablePath: ensureElectron(),
    args: [...(asRoot ? ['--no-sandbox'] : []), join(ROOT, 'tests/bench/search-app/main.cjs')],
    env: { ...env, SEARCH_USER_DATA: profile, SEARCH_URL: `http://127.0.0.1:${String(port)}/index.html` },
  })
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
