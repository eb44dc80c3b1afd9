import { beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { demoRows } from '../data/demo-rows'
import { forgetDesk } from '../data/cache-health'
import type { ChatListPage } from '../data/desk-data'
import { RememberedList } from './remembered-list'

const rows = demoRows(1_000_000, 3).chats.map((chat) => ({ ...chat, draftText: null }))
const page: ChatListPage = { rows, offset: 0, hasMore: true, isFirstFill: false }

let kept: Map<string, string>
let clock: ManualClock
let storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

beforeEach(() => {
  kept = new Map()
  clock = new ManualClock()
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      kept.set(key, text)
    },
    removeItem: (key) => {
      kept.delete(key)
    },
  }
})

function open(version = 7): RememberedList {
  return new RememberedList({ storage, clock, databaseName: 'otklik-desk', version })
}

describe('the first list of the next start', () => {
  it('[O4] is as it stood last, kept when it has stood for a while or the window goes', () => {
    const list = open()
    expect(list.read()).toBeNull()
    list.note({ ...page, hasMore: false })
    list.note(page)
    expect(open().read()).toBeNull()
    clock.advance(10_000)
    expect(open().read()).toEqual(page)
    list.note({ ...page, rows: rows.slice(1) })
    list.save()
    expect(open().read()?.rows).toEqual(rows.slice(1))
    expect(open().read()?.rows).toEqual(rows.slice(1))
  })

  it('[C9] is gone once somebody was erased, the cache began anew, or its desk was forgotten', () => {
    for (const lose of [
      (list: RememberedList) => {
        list.handleChange({ erased: true }, true)
      },
      (list: RememberedList) => {
        list.handleChange({ everything: true }, true)
      },
      (list: RememberedList) => {
        list.note({ rows: [], offset: 0, hasMore: false, isFirstFill: true })
      },
      () => {
        forgetDesk(storage, 'otklik-desk')
      },
    ]) {
      const list = open()
      list.note(page)
      list.save()
      expect(open().read()).toEqual(page)
      lose(list)
      clock.advance(60_000)
      expect(kept.size).toBe(0)
    }
  })

  it('is not shown where it has grown old behind another list, is of another version, or is broken', () => {
    const list = open()
    list.note(page)
    list.save()
    list.handleChange({ chats: [rows[0]!.id] }, true)
    expect(open().read()).toEqual(page)
    expect(open(8).read()).toBeNull()
    expect(kept.size).toBe(0)
    list.note(page)
    list.save()
    list.handleChange({ chats: [rows[0]!.id] }, false)
    expect(open().read()).toBeNull()
    kept.set('otklik.first-list:otklik-desk', '{"version":7,"pa')
    expect(open().read()).toBeNull()
  })

  it('is given up where there is no room for it', () => {
    const list = open()
    list.note(page)
    list.save()
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    list.note(page)
    list.save()
    expect(open().read()).toBeNull()
  })
})
