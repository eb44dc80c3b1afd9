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
/** What the hub itself adds to the conversations meanwhile, at most. */
const ADDED = 2_000
const START_MS = Date.UTC(2026, 0, 12)
const DAY_MS = 86_400_000
const ANNA = { login: 'anna@firm.ru', name: 'Анна Петрова', password: 'первый длинный пароль' }

/**
 * A desk of a team comes back after 10,000 messages in 100 conversations; the hub and its PostgreSQL work beside it on the
 * same computer. `catch-up`: from its connection until it can be worked with as if it had never been away: the list is
 * right, every row of it, and the conversation that is open is painted to its last word. What was said elsewhere comes at
 * once where it is opened, and behind that in any case: `catch-up-kept` is the time until all of it is in the cache, where
 * it is counted. Floor of both: the same rows put into IndexedDB as they are, in one transaction, and the last fifty
 * painted, in the same Electron.
 */
export async function measureCatchUp(): Promise<readonly BenchResult[]> {
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
    const page = await signIn(app, hub)
    await new DeskPage(page).openChat(last)
    const floor = await openFloorWindow(app)
    const cache = await teamCacheOf(page)
    const values: number[] = []
    const kept: number[] = []
    const floors: number[] = []
    for (let run = 1; run <= RUNS + 1; run += 1) {
      hub.shutter.shut()
      await page.getByText('Нет связи с сервером').waitFor()
      await write(run, MISSED)
      await watchFor(page, missedText(run, CHATS - 1, MISSED / CHATS - 1))
      const connected = hub.shutter.nextAsk('/sync')
      hub.shutter.reopen()
      const beganMs = await connected
      values.push((await noted(page, 'shown')) - beganMs)
      // Where it is not measured: what the list says at that moment.
      if (run === 1) expectWholeList(await readRows(page, cache), run)
      kept.push((await noted(page, 'kept')) - beganMs)
      const { messages, chats } = await readRows(page, cache)
      const here = messages.filter(({ row: { content } }) => content.kind === 'text' && isOfRun(content.text, run))
      if (here.length !== MISSED)
        throw new Error(`The cache holds ${String(here.length)} of the missed messages, expected ${String(MISSED)}`)
      floors.push(
        await floor.page.evaluate(([rows, lists]) => window.bench.putAndPaint(rows, lists), [here, chats] as const),
      )
    }
    await floor.close()
    // The first of each pays for compiling.
    const result = (name: string, all: readonly number[]) => benchResult(name, 'ms', all.slice(1), floors.slice(1))
    return [result('catch-up', values), result('catch-up-kept', kept)]
  } finally {
    await app.close()
    await hub.stop()
    await avito.stop()
    removeProfile(profile)
  }
}

/** As `missedText` makes them. */
function isOfRun(text: string, run: number): boolean {
  return text.startsWith(`Сообщение ${String(run)}, `)
}

function expectWholeList({ chats }: Rows, run: number): void {
  if (chats.length !== CHATS) throw new Error(`The list has ${String(chats.length)} rows, expected ${String(CHATS)}`)
  for (let chat = 0; chat < CHATS; chat += 1) {
    const row = chats.find(({ row: { clientName } }) => clientName === missedChat(chat))?.row
    const content = row?.lastMessage?.content
    const text = content?.kind === 'text' ? content.text : null
    const isOpen = chat === CHATS - 1
    if (text !== missedText(run, chat, MISSED / CHATS - 1) || (!isOpen && (row?.unread ?? 0) < MISSED / CHATS))
      throw new Error(`The row of ${missedChat(chat)} says «${String(text)}» and ${String(row?.unread)} unread`)
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

interface Noted {
  shown?: number
  kept?: number
}

declare global {
  interface Window {
    otklikCatchUp?: Noted
  }
}

/** Notes when that text stands painted in the list, at its top, and in the open conversation, and when nothing is missing. */
function watchFor(page: Page, text: string): Promise<void> {
  return page.evaluate((wanted) => {
    const noted: Noted = {}
    window.otklikCatchUp = noted
    const painted = new MessageChannel()
    painted.port1.onmessage = () => {
      const nowMs = performance.timeOrigin + performance.now()
      const row = document.querySelector('#chat-list [data-chat]')?.textContent ?? ''
      const said = document.querySelector('[aria-label="Переписка"]')?.textContent ?? ''
      if (noted.shown === undefined && row.includes(wanted) && said.includes(wanted)) noted.shown = nowMs
      if (noted.shown !== undefined && document.querySelector('[data-sync="online"]')) {
        noted.kept = nowMs
        return
      }
      requestAnimationFrame(() => {
        painted.port2.postMessage(null)
      })
    }
    painted.port2.postMessage(null)
  }, text)
}

async function noted(page: Page, what: keyof Noted): Promise<number> {
  await page.waitForFunction((name) => window.otklikCatchUp?.[name] !== undefined, what, { polling: 100 })
  return page.evaluate((name) => window.otklikCatchUp?.[name] ?? 0, what)
}

interface Rows {
  readonly messages: readonly MessageEntry[]
  readonly chats: readonly ChatEntry[]
}

/** As the desk has them now: of the messages the newest, among them all that were missed. */
function readRows(page: Page, cache: string): Promise<Rows> {
  return page.evaluate(
    ([name, count]) =>
      new Promise<Rows>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => {
          const { result: db } = opening
          const reading = db.transaction(['messages', 'chats'])
          const messages = reading.objectStore('messages').getAll() as IDBRequest<MessageEntry[]>
          const chats = reading.objectStore('chats').getAll() as IDBRequest<ChatEntry[]>
          reading.oncomplete = () => {
            db.close()
            resolve({ messages: messages.result.slice(-count), chats: chats.result })
          }
          reading.onabort = () => {
            reject(new Error('The cache was not read', { cause: reading.error }))
          }
        }
      }),
    [cache, MISSED + ADDED] as const,
  )
}
