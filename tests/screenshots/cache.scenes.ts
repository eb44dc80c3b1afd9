import { makeCacheNewer } from '../lib/newer-cache'
import type { Stage } from './stage'

/** What the desk says of its own memory: one that a newer Otklik has kept, what became of it, and one that is gone. */
export async function drawCache(stage: Stage): Promise<void> {
  const { page, words } = stage
  const { cache, beginAnew, understood } = words.shell.banner
  const told = (text: string) => page.getByRole('status').filter({ hasText: text })
  await stage.openChat('Сергей Ветров')
  await makeCacheNewer(page)
  await page.reload()
  await told(cache.newer).waitFor()
  await stage.shot('cache-newer')

  await stage.button(beginAnew, told(cache.newer)).click()
  const kept = told(words.shell.banner.kept.cache.slice(0, 30))
  await kept.waitFor()
  await stage.row('Сергей Ветров').waitFor()
  await stage.shot('cache-kept')
  await stage.button(understood, kept).click()

  // As Chromium does with one that is damaged.
  await stage.openChat('Сергей Ветров')
  await page.evaluate(async () => {
    const [found] = await indexedDB.databases()
    await new Promise<void>((resolve, reject) => {
      const asked = indexedDB.deleteDatabase(found?.name ?? '')
      asked.onerror = () => {
        reject(new Error('The cache could not be deleted.'))
      }
      asked.onsuccess = () => {
        resolve()
      }
    })
  })
  await page.reload()
  await told(cache.lost).waitFor()
  await stage.row('Сергей Ветров').waitFor()
  await stage.shot('cache-lost')
}
