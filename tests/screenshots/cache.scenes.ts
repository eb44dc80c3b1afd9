import type { Page } from '@playwright/test'

import { ElectronDesk } from '../lib/electron-desk'
import { KEYRING_ARGS } from './keyring'
import type { Stage } from './stage'

/** This desk's memory closed as when the disk is full, then kept by a newer version. */
export async function drawCacheTroubles(stage: Stage): Promise<void> {
  const { page, words } = stage
  await stage.openChat('Сергей Ветров')
  await shutCache(page)
  await shown(page, words.shell.banner.cache.closed)
  await stage.shot('cache-closed')
  await page.reload()
  await shown(page, words.shell.banner.cache.newer)
  await stage.shot('cache-newer')
}

/** The memory is encrypted and its key does not come: the keyring is locked; or it is another user's. */
export async function drawSealedCache(stage: Stage): Promise<void> {
  const { words, look, profile } = stage
  await stage.openChat('Сергей Ветров')
  await stage.app.stopHub()
  await stage.composer.fill('Здравствуйте! Районы: ЮАО и ЮЗАО.')
  await stage.composer.press('Enter')
  await stage.page.getByText(words.shell.banner.offline.slice(0, 12)).waitFor({ timeout: 60_000 })
  await stage.app.resumeHub()
  await stage.app.close()
  for (const [user, said, name] of [
    ['locked', words.shell.banner.cache.keyAway, 'cache-key-away'],
    ['boris', words.shell.banner.cache.keyLost, 'cache-key-lost'],
  ] as const) {
    const app = await ElectronDesk.launch({
      profile,
      language: look.language,
      chromiumArgs: KEYRING_ARGS,
      env: { PLAYED_KEYRING: user },
    })
    try {
      const page = await app.openedDeskWindow()
      await app.app.evaluate(
        ({ BrowserWindow }, [width, height]) => {
          BrowserWindow.getAllWindows()
            .find((each) => each.webContents.getURL().includes('desk.html'))
            ?.setContentSize(width, height)
        },
        [look.width, look.height] as const,
      )
      await shown(page, said)
      await stage.shot(name, page)
    } finally {
      await app.close()
    }
  }
}

async function shown(page: Page, words: string): Promise<void> {
  await page
    .getByRole('status')
    .filter({ hasText: words.slice(0, 40) })
    .waitFor({ timeout: 60_000 })
}

/** Raised as by a newer version, which closes it; nothing opens it again until the page is loaded anew. */
async function shutCache(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const [found] = await indexedDB.databases()
    const asked = indexedDB.open(found?.name ?? '', (found?.version ?? 0) + 10)
    IDBFactory.prototype.open = () => {
      throw new DOMException('The disk is full', 'UnknownError')
    }
    await new Promise<void>((resolve, reject) => {
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
