import { randomRuns } from '#shared/testing/random-runs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { demoMessage } from '../demo-rows'
import { MIGRATIONS } from '../database'
import { toUnsentEntry } from '../shown-rows'
import { CLEAR_FIELDS } from './clear-fields'
import { SealedRowError } from './row-vault'
import { testVaults } from './testing/test-key'

const { rows: vault } = testVaults()
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

describe('[I9] a sealed row', () => {
  it('comes back as it was, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string({ unit: 'binary' }), (parts, name) => {
        const row = { ...parts, id: 'm-1', chatId: 'c-1', negAt: -5, name }
        const stored = structuredClone(vault.seal('messages', row))
        // What JSON does to -0 it does to the hub's rows on their way here, too.
        expect(vault.open('messages', stored)).toEqual(JSON.parse(JSON.stringify(row)))
      }),
      randomRuns(),
    )
  })

  it('has ids, times and marks in the open, and nothing else', () => {
    const entry = toUnsentEntry(demoMessage(1, 1, 5, { content: { kind: 'text', text: 'Перезвоните на 79031112233' } }))
    const { box, ...open } = vault.seal('messages', { ...entry })
    expect(open).toEqual({ id: entry.id, chatId: entry.chatId, negAt: -5, unsentMark: 1 })
    for (const part of ['79031112233', 'text', 'direction']) expect(text(box)).not.toContain(part)
  })

  it('is another one each time', () => {
    const sealed = [1, 2].map(() => text(vault.seal('drafts', { chatId: 'c-1', text: 'то же' }).box))
    expect(sealed[0]).not.toBe(sealed[1])
  })

  it('keeps what is one object one object', () => {
    const base = { text: 'одно и то же' }
    const opened = vault.open('messages', vault.seal('messages', { id: 'm', base, row: base }))
    expect(opened['row']).toBe(opened['base'])
    const length = (row: object) => vault.seal('messages', { id: 'm', base, row }).box.length
    expect(length(base)).toBeLessThan(length({ ...base }))
  })

  it('carries files beside it, wherever they stood', () => {
    const [one, other] = [new Blob(['1']), new Blob(['22'])]
    const row = {
      chatId: 'c-1',
      images: [
        { blob: one, name: 'а.png' },
        { blob: other, name: null },
      ],
    }
    const sealed = vault.seal('draftImages', row)
    expect(sealed.files).toEqual([one, other])
    expect(text(sealed.box)).not.toContain('png')
    expect(vault.open('draftImages', sealed)).toEqual(row)
    // Words that look like our own marks are only words.
    const odd = { chatId: 'c-1', text: { $file: 0 }, other: { $same: 'nothing', more: 1 } }
    expect(vault.open('drafts', vault.seal('drafts', odd))).toEqual(odd)
  })

  it('is opened by its own key alone, in its own place, as it was written', () => {
    const sealed = vault.seal('messages', { id: 'm-1', chatId: 'c-1', negAt: -5, text: 'да' })
    const spoilt = Uint8Array.from(sealed.box, (byte, at) => (at === 30 ? byte ^ 1 : byte))
    const attempts: (() => unknown)[] = [
      () => testVaults(2).rows.open('messages', sealed),
      () => vault.open('messages', { ...sealed, chatId: 'c-2' }),
      () => vault.open('messages', { ...sealed, negAt: -6 }),
      () => vault.open('drafts', sealed),
      () => vault.open('messages', { ...sealed, box: spoilt }),
      () => vault.open('messages', { ...sealed, box: new Uint8Array(3) }),
      () => vault.open('messages', { id: 'm-1', text: 'never sealed' } as never),
    ]
    for (const attempt of attempts) expect(attempt).toThrow(SealedRowError)
    expect(testVaults(2).rows.opens('messages', sealed)).toBe(false)
    expect(vault.opens('messages', sealed)).toBe(true)
  })

  it('of the outbox gets its number from the database afterwards', () => {
    const sealed = vault.seal('outbox', { id: 'w-1', chatId: null, command: { name: 'markRead' } })
    expect(vault.open('outbox', { ...sealed, order: 7 })).toEqual({
      order: 7,
      id: 'w-1',
      chatId: null,
      command: { name: 'markRead' },
    })
  })
})

it('[I9] every index of the cache is over a field that may lie open, of every version', () => {
  for (const { stores } of MIGRATIONS)
    for (const [table, schema] of Object.entries(stores)) {
      const fields = (schema ?? '').split(',').flatMap((index) =>
        index
          .replace(/[[\]&+]{1}|\+\+/g, ' ')
          .trim()
          .split(/\s+/),
      )
      for (const field of fields) expect(CLEAR_FIELDS[table], `${table}.${field}`).toContain(field)
    }
})
