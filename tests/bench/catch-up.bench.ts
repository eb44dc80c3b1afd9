import type { Page } from '@playwright/test'

import type { ChatEntry, MessageEntry } from '../../renderer/data/rows'
import { startAvitoSandbox } from '../../sandbox/avito'
import { BuiltTeamHub } from '../lib/built-team-hub'
import { avitoDemo } from '../lib/demo-settings'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import type { TeamHub } from '../lib/team-hub'
import { openFloorWindow } from './lib/floor-window'
import { missedChat, missedText, writeMissed } from './lib/load/missed-changes'
import { benchResult, type BenchResult } from './lib/result'

const RUNS = 5
const CHATS = 100
const MISSED = 10_000
const START_MS = Date.UTC(2026, 0, 12)
const DAY_MS = 86_400_000
const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'первый длинный пароль' }

/**
 * A desk of a team comes back after 10,000 messages: from its connection to the hub until the last of them is painted, in the
 * list and in the conversation that is open; the hub and its PostgreSQL work beside it on the same computer. Floor: the same
 * rows put into IndexedDB as they are, in one transaction, and the last fifty painted, in the same Electron.
 */
export async function measureCatchUp(): Promise<BenchResult> {
  const avito = await startAvitoSandbox({ seed: 'empty' })
  const built = await BuiltTeamHub.prepare()
  built.start()
  await built.untilReady()
  const hub = await built.setUp()
  const profile = await makeProfile()
  const app = await ElectronDesk.launch({ profile, env: { OTKLIK_HUB: 'ask' } })
  try {
    await hub.asAdministrator('/api/channels', { kind: 'avito', mode: 'own', name: 'Мебель', ...avitoDemo(avito) })
    const last = missedChat(CHATS - 1)
    const write = (run: number, messages: number) =>
      writeMissed(built.databaseUrl, { chats: CHATS, messages, run, startMs: START_MS + run * DAY_MS })
    await write(0, CHATS)
    const desk = new DeskPage(await signIn(app, hub))
    await desk.openChat(last)
    const floor = await openFloorWindow(app)
    const cache = await teamCacheOf(desk.page)
    const values: number[] = []
    const floors: number[] = []
    for (let run = 1; run <= RUNS + 1; run += 1) {
      hub.shutter.shut()
      await desk.page.getByText('Нет связи с сервером').waitFor()
      await write(run, MISSED)
      await watchFor(desk.page, missedText(run, CHATS - 1, MISSED / CHATS - 1))
      const connected = hub.shutter.nextAsk('/sync')
      hub.shutter.reopen()
      const beganMs = await connected
      values.push((await paintedMs(desk.page)) - beganMs)
      const { messages, chats } = await newestRows(desk.page, cache, MISSED, CHATS)
      floors.push(
        await floor.page.evaluate(([rows, lists]) => window.bench.putAndPaint(rows, lists), [messages, chats] as const),
      )
    }
    await floor.close()
    // The first of each pays for compiling.
    return benchResult('catch-up', 'ms', values.slice(1), floors.slice(1))
  } finally {
    await app.close()
    await hub.stop()
    await avito.stop()
    removeProfile(profile)
  }
}

async function signIn(app: ElectronDesk, hub: TeamHub): Promise<Page> {
  const invitation = await hub.invite(ANNA)
  const page = await app.signInWindow()
  await page.getByRole('button', { name: /^Подключиться к серверу команды/ }).click()
  await page.getByRole('textbox', { name: 'Адрес сервера' }).fill(hub.url)
  await page.getByRole('textbox', { name: 'Адрес сервера' }).press('Enter')
  await page.getByRole('button', { name: 'У меня есть приглашение' }).click()
  await page.getByRole('textbox', { name: 'Ссылка или код' }).fill(`${hub.url}/#${invitation}`)
  await page.keyboard.press('Enter')
  const password = page.getByLabel('Пароль', { exact: true })
  await password.fill(ANNA.password)
  await password.press('Enter')
  return app.deskWindow()
}

function teamCacheOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const all = await indexedDB.databases()
    const cache = all.find(({ name = '' }) => name.startsWith('otklik-desk-'))?.name
    if (cache === undefined) throw new Error('The desk has no cache of a team')
    return cache
  })
}

declare global {
  interface Window {
    otklikCaughtUpMs?: number
  }
}

/** Notes when that text stands painted in the list, at its top, and in the open conversation. */
function watchFor(page: Page, text: string): Promise<void> {
  return page.evaluate((wanted) => {
    delete window.otklikCaughtUpMs
    const painted = new MessageChannel()
    painted.port1.onmessage = () => {
      const nowMs = performance.timeOrigin + performance.now()
      const row = document.querySelector('#chat-list [data-chat]')?.textContent ?? ''
      const said = document.querySelector('[aria-label="Переписка"]')?.textContent ?? ''
      if (row.includes(wanted) && said.includes(wanted)) {
        window.otklikCaughtUpMs = nowMs
        return
      }
      requestAnimationFrame(() => {
        painted.port2.postMessage(null)
      })
    }
    painted.port2.postMessage(null)
  }, text)
}

async function paintedMs(page: Page): Promise<number> {
  await page.waitForFunction(() => window.otklikCaughtUpMs !== undefined, null, { polling: 500 })
  return page.evaluate(() => window.otklikCaughtUpMs ?? 0)
}

interface Rows {
  readonly messages: readonly MessageEntry[]
  readonly chats: readonly ChatEntry[]
}

/** As the desk has them now. */
function newestRows(page: Page, cache: string, messages: number, chats: number): Promise<Rows> {
  return page.evaluate(
    ([name, ofMessages, ofChats]) =>
      new Promise<Rows>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const { result: db } = opening
          const reading = db.transaction(['messages', 'chats'])
          const everyMessage = reading.objectStore('messages').getAll() as IDBRequest<MessageEntry[]>
          const everyChat = reading.objectStore('chats').getAll(null, ofChats) as IDBRequest<ChatEntry[]>
          reading.oncomplete = () => {
            db.close()
            resolve({ messages: everyMessage.result.slice(-ofMessages), chats: everyChat.result })
          }
          reading.onabort = () => {
            reject(new Error('The cache was not read', { cause: reading.error }))
          }
        }
      }),
    [cache, messages, chats] as const,
  )
}
