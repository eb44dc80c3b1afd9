import type { ChatId, MessageId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import fc from 'fast-check'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it, vi } from 'vitest'

import { DeskDatabase } from '../data/database'
import { demoId, demoMessage, demoRows } from '../data/demo-rows'
import type { Vaults } from '../data/sealing/cache-key'
import { testVaults } from '../data/sealing/testing/test-key'
import { PendingWishes, toChatEntry, toMessageEntry } from '../data/shown-rows'
import { TextIndexRepository } from '../data/text-index/text-index.repository'
import { TextIndexer } from './text-indexer'

const CHAT = demoId<ChatId>('chat', 1)
const messageId = (number: number) => demoId<MessageId>('message', number)

async function makeRig(vaults: Vaults | null = null) {
  const indexedDb = { indexedDB: new IDBFactory(), IDBKeyRange }
  const db = new DeskDatabase({ durability: 'relaxed', indexedDb, vaults })
  const [chat] = demoRows(0, 1).chats
  await db.chats.put(toChatEntry({ ...chat!, id: CHAT, clientName: 'Анна' }, new PendingWishes([]), null, null))
  const say = async (...texts: readonly (readonly [number, string])[]) => {
    const rows = texts.map(([number, text]) => demoMessage(number, 1, number, { content: { kind: 'text', text } }))
    await db.messages.bulkPut(rows.map((row) => toMessageEntry(row, new PendingWishes([]))))
  }
  const started = () => {
    const repository = new TextIndexRepository(db)
    const onRested = vi.fn()
    const onFailed = vi.fn()
    const pause = () => Promise.resolve()
    const indexer = new TextIndexer({ repository, logger: silentLogger, pause, onIndexed: vi.fn(), onRested, onFailed })
    const rest = async () => {
      const before = onRested.mock.calls.length
      indexer.rest()
      await vi.waitFor(() => {
        expect(onRested.mock.calls.length).toBe(before + 1)
      })
    }
    const find = async (typed: string) =>
      (await indexer.find({ typed: `${typed} `, limit: 20 })).hits.map(({ id }) => id)
    return { indexer, repository, rest, find, onFailed }
  }
  /** All that lies on the disk, as letters. */
  const onDisk = async () => {
    const parts = await db.textParts.toArray()
    return parts.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('')
  }
  return { db, say, started, onDisk }
}

/** As they lie on the disk. */
function rawRowsOf(db: DeskDatabase, table: string): Promise<readonly object[]> {
  return new Promise((resolve, reject) => {
    const request = db.backendDB().transaction(table).objectStore(table).getAll()
    request.onsuccess = () => {
      resolve(request.result as object[])
    }
    request.onerror = () => {
      reject(request.error ?? new Error('not read'))
    }
  })
}

describe('[F3] the index of messages', () => {
  it('finds what was there before it and what came after, the newest first', async () => {
    const { say, started } = await makeRig()
    await say([1, 'Подпишем договор'], [2, 'Погода'])
    const { rest, find, indexer } = started()
    await rest()
    await say([3, 'Договоры готовы'])
    indexer.wake()
    await vi.waitFor(async () => {
      expect(await find('договором')).toEqual([messageId(3), messageId(1)])
    })
    const { hits, index, count } = await indexer.find({ typed: 'договор', limit: 20 })
    expect(index).toEqual({ kind: 'ready' })
    expect(count).toBe(2)
    // Said just as it was typed, it stands first.
    expect(hits.map(({ id }) => id)).toEqual([messageId(1), messageId(3)])
    expect(hits[0]).toMatchObject({ chatId: CHAT, clientName: 'Анна', snippet: { text: 'Подпишем договор' } })
  })

  it('[O4] goes on after a kill where it was, and knows what was changed while nobody kept it', async () => {
    const { say, started, db } = await makeRig()
    await say(...Array.from({ length: 900 }, (_, at) => [at + 1, `слово${String(at + 1)}`] as const))
    const first = started()
    await first.rest()
    await say([5, 'теперь другое'], [1_000, 'новое'])
    await db.messages.delete(messageId(7))
    const second = started()
    const scan = vi.spyOn(second.repository, 'readAfter')
    await second.rest()
    expect(scan).not.toHaveBeenCalled()
    expect(await second.find('слово5')).toEqual([])
    expect(await second.find('слово7')).toEqual([])
    expect(await second.find('другое')).toEqual([messageId(5)])
    expect(await second.find('новое')).toEqual([messageId(1_000)])
    expect(await second.find('слово800')).toEqual([messageId(800)])
  })

  it('takes words off the disk when the message is gone or says something else', async () => {
    const { say, started, db, onDisk } = await makeRig()
    await say([1, 'абракадабра'], [2, 'белиберда'], [3, 'околесица'])
    const { rest } = started()
    await rest()
    expect(await onDisk()).toMatch(/abrakadabr/)
    await db.messages.delete(messageId(1))
    await say([2, 'иначе'])
    await rest()
    expect(await onDisk()).not.toMatch(/abrakadabr|beliberd/)
    expect(await onDisk()).toMatch(/okolesits/)
  })

  it('is not written anew when a message is only delivered', async () => {
    const { say, started, db } = await makeRig()
    await say([1, 'договор'])
    const { rest, find } = started()
    await rest()
    const before = await db.textParts.toArray()
    await say([1, 'договор'])
    await rest()
    expect(await db.textParts.toArray()).toEqual(before)
    expect(await find('договор')).toEqual([messageId(1)])
    expect(await db.textQueue.count()).toBe(0)
  })

  it('lies in an encrypted cache as sealed as all else', async () => {
    const { say, started, db } = await makeRig(testVaults())
    await say([1, 'абракадабра'], [2, 'договор'])
    const first = started()
    await first.rest()
    expect(await first.find('договоры')).toEqual([messageId(2)])
    const second = started()
    await second.rest()
    expect(await second.find('договоры')).toEqual([messageId(2)])
    const raw = await rawRowsOf(db, 'textParts')
    expect(raw.length).toBeGreaterThan(0)
    for (const row of raw) expect(Object.keys(row).sort()).toEqual(['box', 'id'])
  })

  it('empties itself with the cache', async () => {
    const { say, started, db, onDisk } = await makeRig()
    await say([1, 'абракадабра'])
    const { rest, find } = started()
    await rest()
    await db.messages.clear()
    await say([2, 'договор'])
    await rest()
    expect(await find('абракадабра')).toEqual([])
    expect(await find('договор')).toEqual([messageId(2)])
    expect(await onDisk()).not.toMatch(/abrakadabr/)
  })

  it.each(['a flipped byte', 'a lost part', 'a cut part'] as const)('is made anew after %s', async (damage) => {
    const { say, started, db } = await makeRig()
    await say([1, 'договор'], [2, 'аренда'])
    await started().rest()
    for (const { id, bytes } of (await db.textParts.toArray()).slice(1)) {
      if (damage === 'a lost part') await db.textParts.delete(id)
      else if (damage === 'a cut part') await db.textParts.put({ id, bytes: bytes.slice(0, 3) })
      else await db.textParts.put({ id, bytes: bytes.map((byte, at) => (at === 2 ? byte ^ 64 : byte)) })
    }
    const { rest, find, onFailed } = started()
    await rest()
    await find('договор')
    await vi.waitFor(async () => {
      expect(await find('договор')).toEqual([messageId(1)])
    })
    expect(onFailed).not.toHaveBeenCalled()
  })

  it('is made anew when it was made by other rules', async () => {
    const { say, started, db } = await makeRig()
    await say([1, 'договор'])
    await started().rest()
    const state = await db.textState.get('index')
    await db.textState.put({ ...state!, rules: 0 })
    await db.textParts.clear()
    const { rest, find } = started()
    await rest()
    expect(await find('договор')).toEqual([messageId(1)])
  })

  it('says what a scan of all messages says, whatever was written, changed, deleted and killed in between', async () => {
    const WORDS = ['договор', 'аренда', 'склад', 'смена', 'паспорт']
    const word = fc.constantFrom(...WORDS)
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ kind: fc.constant('say' as const), at: fc.nat(30), words: fc.array(word) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), at: fc.nat(30) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('rest' as const, 'kill' as const, 'wake' as const) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { say, started, db } = await makeRig()
        const said = new Map<number, readonly string[]>()
        let running = started()
        for (const wish of steps) {
          if (wish.kind === 'say') {
            said.set(wish.at, wish.words)
            await say([wish.at, wish.words.join(' ')])
          } else if (wish.kind === 'delete') {
            said.delete(wish.at)
            await db.messages.delete(messageId(wish.at))
          } else if (wish.kind === 'rest') await running.rest()
          else if (wish.kind === 'wake') running.indexer.wake()
          else running = started()
        }
        running = started()
        await running.rest()
        for (const wanted of WORDS) {
          const expected = [...said].filter(([, words]) => words.includes(wanted)).map(([at]) => messageId(at))
          expect(new Set(await running.find(wanted))).toEqual(new Set(expected.slice(0, 20)))
        }
      }),
      { numRuns: 40 },
    )
  })
})
