import type { Page } from '@playwright/test'

/** How many rows the caches of people at team's hubs hold, by table. */
export async function rowsOfTeamCaches(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const ended = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result)
        }
        request.onerror = () => {
          reject(request.error ?? new Error('unknown'))
        }
      })
    const rows: Record<string, number> = {}
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('otklik-desk-')) continue
      const database = await ended(indexedDB.open(name))
      for (const table of database.objectStoreNames) {
        const count = await ended(database.transaction(table).objectStore(table).count())
        if (count > 0) rows[table] = (rows[table] ?? 0) + count
      }
      database.close()
    }
    return rows
  })
}
