import type { Page } from '@playwright/test'

import { DeskPage } from '../lib/desk-page'
import { waitUntil } from '../lib/wait-until'
import { alternate } from './lib/alternating'
import { openFilledDesk, type FilledDesk } from './lib/filled-desk'
import { openFloorWindow } from './lib/floor-window'
import { giveWay } from './lib/give-way'
import { KeyWatch } from './lib/key-watch'
import { benchPercentile, type BenchResult } from './lib/result'
import { SteadyClients } from './lib/steady-clients'

const PLAN = { blocks: 6, perBlock: 40, warmUp: 0 }
/** A page that was just loaded has nothing compiled yet; an agent's has been open since the morning. */
const KEYS_BEFORE = 40
const CLIENTS = 20
const PER_SECOND = 20
const SHARE = 0.99
const ATTEMPTS = 3
const CACHED = { chats: 6_250, perChat: 40 }

/**
 * A key → its letter painted in the composer, 99th percentile, while clients write twenty messages a second, some of them in
 * the open conversation, and the full text of 250,000 cached messages is being indexed for a search that was just left.
 * Floor: the same keys in a bare text field of the same Electron, at rest.
 */
export async function measureType(): Promise<BenchResult> {
  const desk = await openFilledDesk(CACHED)
  const takeBack = giveWay()
  try {
    const floor = await openFloorWindow(desk.app)
    await floor.page.evaluate(() => {
      window.bench.showBox()
    })
    const onFloor = await KeyWatch.begin(floor.page, 'textarea')
    const clients = await SteadyClients.of(desk.avito, CLIENTS, (name) => new DeskPage(desk.page).chat(name).waitFor())
    const paces: number[] = []
    const { values, floors } = await alternate(PLAN, {
      value: async (count) => {
        const onDesk = await beginAnew(desk)
        const { result, pace } = await clients.during(PER_SECOND, async () => {
          await search(desk.page)
          await onDesk.type(KEYS_BEFORE)
          const times = await onDesk.type(count)
          if (await isIndexed(desk.page)) throw new Error('The index was built before the last key')
          return times
        })
        paces.push(pace)
        // Whoever rests is not disturbed by what goes on next door.
        await desk.page.reload()
        await desk.app.deskWindow()
        return result
      },
      floor: (count) => onFloor.type(count),
    })
    console.error(`type: ${Math.min(...paces).toFixed(1)} messages a second at least`)
    await floor.close()
    return benchPercentile('type', 'ms', SHARE, values, floors)
  } finally {
    takeBack()
    await desk.close()
  }
}

/** A desk that has indexed nothing yet, with one of the clients' conversations open. */
async function beginAnew({ app, page }: FilledDesk): Promise<KeyWatch> {
  for (let attempt = 0; ; attempt += 1) {
    await throwIndexAway(page)
    await page.reload()
    await app.deskWindow()
    // Whoever was indexing may have written once more before the page was gone.
    if (!(await isIndexed(page))) break
    if (attempt === ATTEMPTS) throw new Error('The index comes back whenever it is thrown away')
  }
  // Those who write are the newest.
  await page.locator('#chat-list [data-chat]').first().click()
  return KeyWatch.begin(page, '[aria-label="Сообщение"]')
}

async function throwIndexAway(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('otklik-desk')
        opening.onsuccess = () => {
          const writing = opening.result.transaction(['textState', 'textParts'], 'readwrite')
          writing.objectStore('textState').clear()
          writing.objectStore('textParts').clear()
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
          writing.onabort = () => {
            reject(new Error('The index was not thrown away', { cause: writing.error }))
          }
        }
      }),
  )
}

/** Whoever searches has the index built, which goes on, with pauses, when they have left the search. */
async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyK')
  await page.getByRole('dialog').getByRole('combobox').fill('шести')
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Escape')
  await waitUntil(async () => (await page.getByRole('dialog').count()) === 0)
}

function isIndexed(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open('otklik-desk')
        opening.onsuccess = () => {
          const reading = opening.result.transaction('textState').objectStore('textState').get('index')
          reading.onsuccess = () => {
            opening.result.close()
            const state = reading.result as { position: { isScanned: boolean } } | undefined
            resolve(state?.position.isScanned === true)
          }
          reading.onerror = () => {
            reject(new Error('The state of the index was not read', { cause: reading.error }))
          }
        }
      }),
  )
}
