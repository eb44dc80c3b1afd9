import { DeskDatabase } from '../../../renderer/data/database'
import type { HistoryEntry } from '../../../renderer/data/rows'
import { PendingWishes, toMessageEntry } from '../../../renderer/data/shown-rows'
import { chatIdOf, chatOfMessage, fullMessage, nameOf, type FullPlan } from '../lib/full-data'
import { generatePeople } from '../lib/people'

const ROWS_AT_ONCE = 500
const NO_WISHES = new PendingWishes([])

/** Where the desk kept its cache: that of this computer's own hub, or of the one person who signed in here. */
async function open(): Promise<DeskDatabase> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('otklik-desk') ? [name] : []))
  const name = names.find((each) => each !== 'otklik-desk') ?? names[0]
  if (name === undefined) throw new Error('No desk has been here')
  return new DeskDatabase({ name, durability: 'relaxed' })
}

/** The messages from `from` to `to`, as the worker keeps what the hub tells. */
async function fill(plan: FullPlan, from: number, to: number): Promise<void> {
  const db = await open()
  const people = (names ??= generatePeople(plan.chats).map(nameOf))
  for (let start = from; start < to; start += ROWS_AT_ONCE) {
    const part = Array.from({ length: Math.min(ROWS_AT_ONCE, to - start) }, (_, offset) => start + offset)
    const entries = part.map((index) =>
      toMessageEntry(fullMessage(index, plan, people[chatOfMessage(index, plan)] ?? ''), NO_WISHES),
    )
    await db.messages.bulkPut(entries)
  }
  db.close()
}

let names: readonly string[] | null = null

/** Each conversation is here from its beginning on, and no index of words has been begun. */
async function finish(plan: FullPlan): Promise<void> {
  const db = await open()
  for (let start = 0; start < plan.chats; start += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, plan.chats - start) }, (_, offset): HistoryEntry => {
      const chat = start + offset
      const { id, atMs } = fullMessage(chat, plan, '')
      return { chatId: chatIdOf(chat, plan), oldestAtMs: atMs, oldestId: id, isAtBeginning: true }
    })
    await db.histories.bulkPut(rows)
  }
  for (const table of [db.textParts, db.textQueue, db.textState]) await table.clear()
  db.close()
}

Object.assign(window, { full: { fill, finish } })
