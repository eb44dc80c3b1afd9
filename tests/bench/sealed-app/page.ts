import type { ChatId } from '#shared/domain/ids'

import { newestOf } from '../../../renderer/data/cache.repository'
import { DeskDatabase } from '../../../renderer/data/database'
import { demoId, demoMessage } from '../../../renderer/data/demo-rows'
import type { MessageEntry } from '../../../renderer/data/rows'
import { CACHE_KEY_BYTES, vaultsOf } from '../../../renderer/data/sealing/cache-key'
import { PendingWishes, toMessageEntry } from '../../../renderer/data/shown-rows'

const CHATS = 100
/** As many as a frame of the feed brings at most. */
const PART = 500
const LAST = 50

const bytes = crypto.getRandomValues(new Uint8Array(CACHE_KEY_BYTES))
const databases = {
  plain: new DeskDatabase({ name: 'bench-cache', durability: 'relaxed' }),
  sealed: new DeskDatabase({ name: 'bench-cache', durability: 'relaxed', vaults: vaultsOf({ id: 'bench', bytes }) }),
}
type Kind = keyof typeof databases

/** Messages of a hundred conversations, of the length that people write. */
function messages(count: number): MessageEntry[] {
  const wishes = new PendingWishes([])
  return Array.from({ length: count }, (_, index) => {
    const text = 'Здравствуйте! Да, ещё в наличии, можно посмотреть сегодня после шести. '.slice(0, 20 + (index % 52))
    const content = { kind: 'text', text: `${text} ${String(index)}` } as const
    return toMessageEntry(demoMessage(index + 1, (index % CHATS) + 1, index * 1_000, { content }), wishes)
  })
}

/** Into an empty table, in the parts in which a first filling comes. */
async function write(kind: Kind, count: number): Promise<number> {
  const db = databases[kind]
  await db.messages.clear()
  const entries = messages(count)
  const beginMs = performance.now()
  for (let at = 0; at < entries.length; at += PART)
    await db.transaction('rw', db.messages, () => db.messages.bulkPut(entries.slice(at, at + PART)))
  return performance.now() - beginMs
}

/** A conversation that is opened: its last messages. */
async function readLast(kind: Kind, chat: number): Promise<number> {
  const beginMs = performance.now()
  const { entries } = await newestOf(databases[kind], demoId<ChatId>('chat', (chat % CHATS) + 1), LAST)
  const tookMs = performance.now() - beginMs
  if (entries.length !== LAST) throw new Error(`${entries.length} messages were read, expected ${LAST}`)
  return tookMs
}

Object.assign(window, { bench: { write, readLast } })
