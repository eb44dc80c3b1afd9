import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { foldText } from '#shared/domain/name-search/fold'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { demoMessage } from '../../../renderer/data/demo-rows'
import type { ChatRow } from '../../../renderer/data/desk-data'
import { DeskDatabase, MIGRATIONS } from '../../../renderer/data/database'
import { PendingWishes, toMessageEntry } from '../../../renderer/data/shown-rows'
import { toSections } from '../../../renderer/features/palette/model/palette-rows'
import { TextHost } from '../../../renderer/sync/text-host'
import { messageAt } from '../lib/messages'

const PART = 2_000
const SHOWN = 12
/** One message every half a minute, the first at the beginning of 2025. */
const BEGAN_MS = 1_735_700_000_000
const EVERY_MS = 30_000
const WORD = /[\p{L}\p{N}]+/gu

interface PlainEntry {
  readonly id: number
  readonly words: readonly string[]
}

interface Found {
  readonly ms: number
  readonly found: readonly string[]
}

/** Messages of the corpus in a cache, the box over them, and plain full text beside it. */
export function messageBench(
  db: DeskDatabase,
  name: string,
  readChats: (typed: string) => Promise<readonly ChatRow[]>,
) {
  const plainDb = new DeskDatabase({
    name: `${name}-plain`,
    durability: 'relaxed',
    migrations: [...MIGRATIONS, { version: MIGRATIONS.length + 1, stores: { said: 'id, *words' } }],
  })
  let host: TextHost | null = null

  async function fillMessages(count: number, people: number): Promise<void> {
    const wishes = new PendingWishes([])
    for (let start = 0; start < count; start += PART) {
      const part = Array.from({ length: Math.min(PART, count - start) }, (_, at) => messageAt(start + at, people))
      await db.messages.bulkPut(
        part.map(({ index, person, isIncoming, text }) =>
          toMessageEntry(toMessage(index, person, isIncoming, text), wishes),
        ),
      )
      const plain = part.map(({ index, text }): PlainEntry => ({ id: index, words: wordsOf(text) }))
      await plainDb.table('said').bulkPut(plain)
    }
  }

  /** How long the index takes from the first question on. */
  async function prepareText(): Promise<number> {
    const beginMs = performance.now()
    host = new TextHost({
      databaseName: db.name,
      key: null,
      createWorker: () =>
        new Worker(new URL('../../../renderer/sync/text.worker.ts', import.meta.url), { type: 'module' }),
      clock: systemClock,
      logger: silentLogger,
      onIndexed: () => undefined,
      keepsUp: false,
    })
    for (;;) {
      const { index } = await host.find({ typed: 'договор', limit: 1 })
      if (index.kind === 'ready') return performance.now() - beginMs
      if (index.kind === 'unavailable') throw new Error('The index cannot be built')
      await new Promise((done) => {
        systemClock.schedule(500, () => {
          done(null)
        })
      })
    }
  }

  /** Typed → what the box shows, in its order. */
  async function everything(typed: string): Promise<Found> {
    if (!host) throw new Error('prepareText() was not called')
    const beginMs = performance.now()
    const [chats, messages] = await Promise.all([readChats(typed), host.find({ typed, limit: SHOWN })])
    const sections = toSections({
      typed,
      commands: [],
      chats,
      messages: messages.hits,
      messageCount: messages.count,
      beyond: [],
    })
    const ms = performance.now() - beginMs
    const found = sections.flatMap(({ rows }) =>
      rows.flatMap((row) =>
        row.kind === 'chat' ? [`p${place(row.chat.id)}`] : row.kind === 'message' ? [`m${place(row.found.id)}`] : [],
      ),
    )
    return { ms, found }
  }

  /** Every typed word just as it stands in the text, in whichever case; the newest ten. */
  async function plain(typed: string): Promise<Found> {
    const beginMs = performance.now()
    const said = plainDb.table<PlainEntry, number>('said')
    const lists = await Promise.all(wordsOf(typed).map((word) => said.where('words').equals(word).primaryKeys()))
    const [first = [], ...others] = lists
    const sets = others.map((list) => new Set(list))
    const ids = first.filter((id) => sets.every((set) => set.has(id))).slice(-SHOWN)
    const rows = await said.bulkGet(ids.reverse())
    return { ms: performance.now() - beginMs, found: rows.flatMap((row) => (row ? [`m${String(row.id)}`] : [])) }
  }

  return { fillMessages, prepareText, everything, plain }
}

function toMessage(index: number, person: number, isIncoming: boolean, text: string): Message {
  const atMs = BEGAN_MS + index * EVERY_MS
  return {
    ...demoMessage(1, 1, atMs, { direction: isIncoming ? 'in' : 'out', content: { kind: 'text', text } }),
    id: idOf<MessageId>(atMs, '8006', index),
    chatId: `019b0000-0000-7000-8003-${String(person).padStart(12, '0')}` as ChatId,
  }
}

/** As the hub makes them: the time stands first. */
function idOf<T extends string>(atMs: number, kind: string, index: number): T {
  const time = atMs.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-${kind}-${String(index).padStart(12, '0')}` as T
}

function place(id: string): string {
  return String(Number(id.slice(-12)))
}

function wordsOf(text: string): string[] {
  return [...new Set(foldText(text).match(WORD) ?? [])]
}
