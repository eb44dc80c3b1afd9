import { join, resolve } from 'node:path'

import { _electron, type Page } from '@playwright/test'
import { build } from 'vite'

import { ensureElectron } from '../../../scripts/ensure-electron.mjs'
import { waitUntil } from '../../lib/wait-until'
import type { FullPlan } from './full-data'

const ROOT = resolve(import.meta.dirname, '../../..')
/** As many messages are one question to the page. */
const MESSAGES_AT_ONCE = 10_000
const FOLLOWS_WITHIN_MS = 600_000
const ASK_EVERY_MS = 500

interface FullWindow {
  readonly full: {
    readonly fill: (plan: FullPlan, from: number, to: number) => Promise<void>
    readonly finish: (plan: FullPlan) => Promise<void>
  }
}

/**
 * Puts all messages of the plan into the cache that a desk has in this profile, while no desk runs: the feed brings only
 * the newest of them to a new desk, the others are what has come in a year.
 */
export async function fillCache(profile: string, plan: FullPlan): Promise<void> {
  await build({ configFile: join(ROOT, 'tests/bench/full-app/vite.config.ts'), logLevel: 'error' })
  await withFullPage(profile, async (page) => {
    for (let from = 0; from < plan.messages; from += MESSAGES_AT_ONCE) {
      const to = Math.min(plan.messages, from + MESSAGES_AT_ONCE)
      await page.evaluate(([which, first, last]) => (window as unknown as FullWindow).full.fill(which, first, last), [
        plan,
        from,
        to,
      ] as const)
    }
    await page.evaluate((which) => (window as unknown as FullWindow).full.finish(which), plan)
  })
}

/** Once the desk of this page has all chats of its hub. */
export async function untilFollowed(page: Page, chats: number): Promise<void> {
  await waitUntil(
    async () => {
      const { isFilled, count } = await page.evaluate(readCaches)
      return isFilled && count >= chats
    },
    FOLLOWS_WITHIN_MS,
    ASK_EVERY_MS,
  )
}

/** Runs in the page. Its functions have no names: what runs this file would give them those by a helper that no page has. */
async function readCaches(): Promise<{ isFilled: boolean; count: number }> {
  let [isFilled, count] = [false, 0]
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('otklik-desk')) continue
    await new Promise<void>((done, fail) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => {
        fail(opening.error ?? new Error('unknown'))
      }
      opening.onsuccess = () => {
        const tables = opening.result.transaction(['meta', 'chats'])
        const feed = tables.objectStore('meta').get('feed')
        const counting = tables.objectStore('chats').count()
        tables.oncomplete = () => {
          isFilled ||= (feed.result as { isFilled?: boolean } | undefined)?.isFilled === true
          count += counting.result
          opening.result.close()
          done()
        }
      }
    })
  }
  return { isFilled, count }
}

async function withFullPage(profile: string, work: (page: Page) => Promise<void>): Promise<void> {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([key, text]) => (text === undefined ? [] : [[key, text]])),
  )
  const app = await _electron.launch({
    executablePath: ensureElectron(),
    args: [...(asRoot ? ['--no-sandbox'] : []), join(ROOT, 'tests/bench/full-app/main.cjs')],
    env: { ...env, FULL_USER_DATA: profile },
  })
  try {
    const page = await app.firstWindow()
    await page.waitForFunction(() => 'full' in window)
    await work(page)
  } finally {
    await app.close()
  }
}
