import type { Page } from '@playwright/test'

/** Makes the cache of this desk one that a newer Otklik has kept. */
export async function makeCacheNewer(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [found] = await indexedDB.databases()
    await new Promise<void>((resolve, reject) => {
      const asked = indexedDB.open(found?.name ?? '', (found?.version ?? 0) + 10)
      asked.onerror = () => {
        reject(new Error('The cache could not be raised to the next version.'))
      }
      asked.onsuccess = () => {
        asked.result.close()
        resolve()
      }
    })
  })
}
