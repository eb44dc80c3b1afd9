import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'

import type { Page } from '@playwright/test'
import { build } from 'vite'

import type { MessageEntry } from '../../../renderer/data/rows'
import type { ElectronDesk } from '../../lib/electron-desk'
import type { FloorPage } from '../paint-app/page'
import { serveFolder } from './serve-folder'

const ROOT = resolve(import.meta.dirname, '../../..')

declare global {
  interface Window {
    readonly bench: FloorPage
  }
}

export interface FloorWindow {
  readonly page: Page
  /** Those that are in the desk's cache. */
  copyMessages(desk: Page): Promise<void>
  close(): Promise<void>
}

const COPIED_AT_ONCE = 2_000

/** The page of floors (`tests/bench/paint-app`) in a window of the Electron that the desk runs in. */
export async function openFloorWindow({ app }: ElectronDesk): Promise<FloorWindow> {
  await build({ configFile: join(ROOT, 'tests/bench/paint-app/vite.config.ts'), logLevel: 'error' })
  const server = await serveFolder(join(ROOT, 'out/paint'))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/index.html`
  const opened = app.waitForEvent('window', (page) => page.url() === url)
  await app.evaluate(({ BrowserWindow }, address) => {
    const window = new BrowserWindow({
      width: 1280,
      height: 720,
      show: false,
      // Of its own, so that what guards the desk's pages is not between.
      webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false, partition: 'floor' },
    })
    void window.loadURL(address)
    window.showInactive()
  }, url)
  const page = await opened
  await page.waitForFunction(() => 'bench' in window)
  return {
    page,
    async copyMessages(desk) {
      for (let from: string | null = ''; from !== null;) {
        const part: readonly MessageEntry[] = await readMessages(desk, from)
        await page.evaluate((entries) => window.bench.put(entries), part)
        from = part.length < COPIED_AT_ONCE ? null : (part.at(-1)?.id ?? null)
      }
    },
    async close() {
      await page.close()
      server.close()
    },
  }
}

function readMessages(desk: Page, after: string): Promise<MessageEntry[]> {
  return desk.evaluate(
    ([id, count]) =>
      new Promise<MessageEntry[]>((resolve, reject) => {
        const opening = indexedDB.open('otklik-desk')
        opening.onsuccess = () => {
          const { result: db } = opening
          const reading = db
            .transaction('messages')
            .objectStore('messages')
            .getAll(IDBKeyRange.lowerBound(id, true), count)
          reading.onsuccess = () => {
            db.close()
            resolve(reading.result as MessageEntry[])
          }
          reading.onerror = () => {
            reject(new Error('The cache was not read', { cause: reading.error }))
          }
        }
      }),
    [after, COPIED_AT_ONCE] as const,
  )
}
