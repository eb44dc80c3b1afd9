import type { Page } from '@playwright/test'

import { startAvitoSandbox, type AvitoSandbox } from '../../../sandbox/avito'
import { avitoDemo } from '../../lib/demo-settings'
import { DeskPage } from '../../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../../lib/electron-desk'

const CLIENT = 'Никита Белов'

export interface FilledDesk {
  readonly app: ElectronDesk
  readonly page: Page
  readonly avito: AvitoSandbox
  close(): Promise<void>
}

/** The real desk with its hub and the platform beside it; its cache is filled with rows like those the hub sent. */
export async function openFilledDesk(plan: { readonly chats: number; readonly perChat: number }): Promise<FilledDesk> {
  const avito = await startAvitoSandbox({ seed: 'empty' })
  await avito.control.setRateLimit(1_000_000)
  await avito.control.clientWrites({ clientName: CLIENT, text: 'Начнём' })
  const profile = await makeProfile()
  const app = await ElectronDesk.launch({ profile, demo: { avito: avitoDemo(avito) } })
  const close = async () => {
    await app.close()
    await avito.stop()
    removeProfile(profile)
  }
  try {
    const page = await app.deskWindow()
    await new DeskPage(page).chat(CLIENT).waitFor()
    await fillCache(page, plan)
    await page.reload()
    return { app, page: await app.deskWindow(), avito, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Every chat is read and has its whole history here, so that nothing is asked of the hub. */
async function fillCache(page: Page, plan: { readonly chats: number; readonly perChat: number }): Promise<void> {
  // What esbuild compiled names its functions by it.
  await page.evaluate('globalThis.__name = (named) => named')
  await page.evaluate(async ({ chats, perChat }) => {
    type Row = Record<string, unknown>
    type Entry = Row & { id: string; chatId: string; base: Row; row: Row }
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result)
        }
        request.onerror = () => {
          reject(new Error('The cache was not read', { cause: request.error }))
        }
      })
    const db = await asked(indexedDB.open('otklik-desk'))
    const reading = db.transaction(['chats', 'messages'])
    const [chat] = (await asked(reading.objectStore('chats').getAll(null, 1))) as Entry[]
    const [message] = (await asked(reading.objectStore('messages').getAll(null, 1))) as Entry[]
    if (!chat || !message) throw new Error('The cache holds nothing to copy')
    const nowMs = Date.now() - 60_000
    const words = 'Здравствуйте! Да, ещё в наличии, можно посмотреть сегодня после шести или завтра до обеда. '
    const names = ['Анна Ковалёва', 'Пётр Семёнов', 'Ильдар Хасанов', 'Ольга Зуева', 'Юлия Щукина', 'Марк Власов']
    const idOf = (kind: number, number: number) =>
      `019b0000-0000-7000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`
    const agents = (await asked(db.transaction('agents').objectStore('agents').getAll())) as { id: string }[]
    const agentId = agents[0]?.id ?? ''
    const part = Math.max(1, Math.floor(5_000 / perChat))
    for (let from = 0; from < chats; from += part) {
      const writing = db.transaction(['chats', 'messages', 'histories'], 'readwrite', { durability: 'relaxed' })
      const done = new Promise<void>((resolve, reject) => {
        writing.oncomplete = () => {
          resolve()
        }
        writing.onabort = () => {
          reject(new Error('The cache was not filled', { cause: writing.error }))
        }
      })
      for (let number = from; number < Math.min(chats, from + part); number += 1) {
        const id = idOf(3, number)
        const lastAtMs = nowMs - number * 60_000
        const name = `${names[number % names.length] ?? ''} ${String(number)}`
        let last: Row = message.row
        for (let index = 0; index < perChat; index += 1) {
          const isOut = index % 3 === 1
          const at = lastAtMs - (perChat - 1 - index) * 300_000
          const text = `${words.repeat(3).slice(0, 20 + ((number * 31 + index * 47) % 160))} ${String(index)}`
          const row = {
            ...message.row,
            id: idOf(6, number * perChat + index),
            chatId: id,
            externalId: `filled-${String(number)}-${String(index)}`,
            atMs: at,
            direction: isOut ? 'out' : 'in',
            author: isOut ? { kind: 'agent', agentId } : { kind: 'client', name },
            content: { kind: 'text', text },
            delivery: isOut ? { state: 'read', readAtMs: at + 1_000 } : null,
          }
          last = row
          writing.objectStore('messages').put({ ...message, id: row.id, chatId: id, negAt: -at, base: row, row })
        }
        const row = {
          ...chat.row,
          id,
          externalId: `filled-${String(number)}`,
          clientId: idOf(4, number),
          clientName: name,
          lastAtMs,
          unread: 0,
          lastMessage: {
            id: last['id'],
            atMs: lastAtMs,
            direction: last['direction'],
            content: last['content'],
            delivery: last['delivery'],
          },
        }
        const { unreadMark, ...entry } = chat
        if (unreadMark !== undefined && unreadMark !== 1) throw new Error('The mark of unread chats is unknown')
        writing.objectStore('chats').put({ ...entry, id, negAt: -lastAtMs, base: row, row })
        const oldestAtMs = lastAtMs - (perChat - 1) * 300_000
        const oldestId = idOf(6, number * perChat)
        writing.objectStore('histories').put({ chatId: id, oldestAtMs, oldestId, isAtBeginning: true })
      }
      await done
    }
    db.close()
  }, plan)
}

export interface FilledChat {
  readonly id: string
  /** Its last message. */
  readonly newest: string
}

/** In the order of the list. */
export function filledChats(count: number, perChat: number): readonly FilledChat[] {
  return Array.from({ length: count }, (_, number) => ({
    id: filledId(3, number),
    newest: filledId(6, number * perChat + perChat - 1),
  }))
}

function filledId(kind: number, number: number): string {
  return `019b0000-0000-7000-8${String(kind).padStart(3, '0')}-${String(number).padStart(12, '0')}`
}
