import type { ChatId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'
import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { localCacheChanges } from '../data/cache-changes'
import { DeskDatabase } from '../data/database'
import { FeedRepository } from '../data/feed.repository'
import { demoId, demoMessage, demoRows } from '../data/demo-rows'
import type { ChatListPage, SyncStatus } from '../data/desk-data'
import { openAccess } from '../data/sealing/open-cache'
import { Attendance } from '../ui/attendance'
import { TypingRest } from '../ui/typing-rest'
import { createDeskData } from './desk-data'
import type { HubAddress } from './hub-socket'
import type { WorkerLike } from './worker-host'
import type { FromWorker, ToWorker } from './worker-messages'

class FakeWorker implements WorkerLike {
  readonly received: ToWorker[] = []
  isTerminated = false
  onmessage: WorkerLike['onmessage'] = null
  onerror: WorkerLike['onerror'] = null

  postMessage(message: ToWorker): void {
    this.received.push(message)
  }

  terminate(): void {
    this.isTerminated = true
  }

  say(data: FromWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromWorker>)
  }
}

const ADDRESS: HubAddress = { url: 'http://127.0.0.1:7', secret: 's' }
const chat1 = demoId<ChatId>('chat', 1)
let databases = 0
const created: { dispose(): void }[] = []

function makeDesk() {
  databases += 1
  const clock = new ManualClock()
  const workers: FakeWorker[] = []
  const noted: number[] = []
  const attendance = new Attendance(clock)
  const typing = new TypingRest(clock, () => undefined)
  const hubListeners = new Set<(address: HubAddress | null) => void>()
  const data = createDeskData({
    logger: silentLogger,
    clock,
    attendance,
    typing,
    access: openAccess(`test-${String(databases)}`),
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    hub: {
      read: async () => null,
      checkSession: () => undefined,
      noteTime: (aheadMs) => noted.push(aheadMs),
      onChanged: (listener) => {
        hubListeners.add(listener)
        return { dispose: () => hubListeners.delete(listener) }
      },
      onNetworkBack: (listener) => {
        hubListeners.add(listener)
        return { dispose: () => hubListeners.delete(listener) }
      },
    },
    createWorker: () => {
      const worker = new FakeWorker()
      workers.push(worker)
      return worker
    },
  })
  created.push(data)
  const tellHub = (address: HubAddress | null) => {
    for (const listener of hubListeners) listener(address)
  }
  return { data, clock, workers, tellHub, hubListeners, noted, attendance, typing }
}

afterEach(() => {
  for (const data of created.splice(0)) data.dispose()
})

describe('the window’s side of the data', () => {
  it('[O4] says how often the hub is to tell: seldom where nobody is, and often again when somebody comes', () => {
    const { clock, workers, attendance } = makeDesk()
    attendance.begin()
    clock.advance(2_000)
    const paces = () => workers[0]?.received.flatMap((told) => (told.type === 'pace' ? [told.everyMs] : []))
    expect(paces()).toEqual([250])
    clock.advance(30_000)
    expect(paces()).toEqual([250, 5_000])
    attendance.touch()
    expect(paces()).toEqual([250, 5_000, 250])
  })

  it('[O4] has the hub tell less often while somebody writes', () => {
    const { clock, workers, typing } = makeDesk()
    clock.advance(2_000)
    typing.noteKey()
    clock.advance(1_000)
    typing.noteKey()
    clock.advance(1_500)
    const paces = workers[0]?.received.flatMap((told) => (told.type === 'pace' ? [told.everyMs] : []))
    expect(paces).toEqual([250, 1_000, 250])
  })

  it('[M20] shows the words of a draft in the list once writing rests', async () => {
    const { clock, data, typing } = makeDesk()
    const db = new DeskDatabase({ name: `test-${String(databases)}`, durability: 'relaxed' })
    const feed = new FeedRepository(db, localCacheChanges(), () => 'desk')
    const { me, chats, channels } = demoRows(0, 30)
    await feed.follow('feed', me.id, false)
    await feed.apply(
      [
        ...channels.map((row) => ({ seq: 9, entity: 'channel', id: row.id, row }) as const),
        ...chats.map((row) => ({ seq: 9, entity: 'chat', id: row.id, row }) as const),
      ],
      9,
      true,
    )
    db.close()
    const shown: (string | null | undefined)[] = []
    data.observeChat(chat1, (row) => shown.push(row?.draftText))
    await vi.waitFor(() => {
      expect(shown).toEqual([null])
    })
    typing.noteKey()
    for (const text of ['Д', 'До', 'Доб']) {
      await data.saveDraft(chat1, { text, images: [] })
      await vi.waitFor(() => {
        expect(shown).toEqual([null, 'Д'])
      })
    }
    clock.advance(1_500)
    await vi.waitFor(() => {
      expect(shown).toEqual([null, 'Д', 'Доб'])
    })
  })

  it('reads the list before there is a worker, then starts it', async () => {
    const { clock, data, workers, tellHub } = makeDesk()
    tellHub(ADDRESS)
    const pages: ChatListPage[] = []
    data.observeChatList({ filter: 'all', search: '', limit: 10 }, (page) => {
      expect(workers).toEqual([])
      pages.push(page)
    })
    await vi.waitFor(() => {
      expect(pages).toHaveLength(1)
    })
    clock.advance(120)
    await vi.waitFor(() => {
      expect(workers[0]?.received).toEqual([
        { type: 'start', databaseName: `test-${String(databases)}`, key: null },
        { type: 'pace', everyMs: 250 },
        { type: 'hub', address: ADDRESS },
      ])
    })
    expect(pages).toEqual([{ offset: 0, rows: [], hasMore: false, isFirstFill: true }])
  })

  it('starts the worker without any list after a while', () => {
    const { clock, workers } = makeDesk()
    clock.advance(1_500)
    expect(workers).toHaveLength(1)
  })

  it('starts a worker that died again, with the hub that it had', () => {
    const { clock, workers, tellHub } = makeDesk()
    clock.advance(1_500)
    tellHub(ADDRESS)
    workers[0]?.onerror?.({ message: 'boom' } as ErrorEvent)
    expect(workers[0]?.isTerminated).toBe(true)
    clock.advance(1_000)
    expect(workers[1]?.received.at(-1)).toEqual({ type: 'hub', address: ADDRESS })
  })

  it('[O2] counts waiting wishes in the offline status as they come', async () => {
    const { data, clock, workers } = makeDesk()
    const heard: SyncStatus[] = []
    data.observeSync((status) => heard.push(status))
    clock.advance(1_500)
    workers[0]?.say({ type: 'status', status: { kind: 'offline', sinceMs: 5 } })
    await data.sendText(chat1, 'раз')
    await vi.waitFor(() => {
      expect(heard.at(-1)).toEqual({ kind: 'offline', sinceMs: 5, pending: 1 })
    })
    expect(heard[0]).toEqual({ kind: 'starting' })
  })

  it('[O1] tells main of the hub’s time and counts the missing connection by it', async () => {
    const { data, clock, workers, noted } = makeDesk()
    const heard: SyncStatus[] = []
    data.observeSync((status) => heard.push(status))
    clock.advance(1_500)
    workers[0]?.say({ type: 'hubTime', aheadMs: -7_200_000 })
    workers[0]?.say({ type: 'status', status: { kind: 'offline', sinceMs: 7_200_005 } })
    await vi.waitFor(() => {
      expect(heard.at(-1)).toEqual({ kind: 'offline', sinceMs: 5, pending: 0 })
    })
    expect(noted).toEqual([-7_200_000])
  })

  it('tells a timeline once per change that concerns it', async () => {
    const { data } = makeDesk()
    const texts: number[] = []
    const subscription = data.observeTimeline(chat1, 10, ({ messages }) => texts.push(messages.length))
    await vi.waitFor(() => {
      expect(texts).toEqual([0])
    })
    await data.sendText(demoId<ChatId>('chat', 2), 'чужой чат')
    await data.sendText(chat1, 'раз')
    await vi.waitFor(() => {
      expect(texts).toEqual([0, 1])
    })
    subscription.dispose()
    subscription.dispose()
    await data.sendText(chat1, 'два')
    expect(texts).toEqual([0, 1])
  })

  it('keeps news for a listener that comes late, and ends typing when the message is there', () => {
    const { data, clock, workers } = makeDesk()
    clock.advance(1_500)
    const typing: (string | null)[] = []
    data.observeTyping(chat1, (name) => typing.push(name))
    workers[0]?.say({ type: 'typing', chatId: chat1, name: 'Анна' })
    const chat = demoRows(0, 1).chats[0]!
    const message = demoMessage(1, 1, 0)
    workers[0]?.say({ type: 'incoming', arrivals: [{ kind: 'message', chat, message }] })
    const heard: string[] = []
    data.onIncoming((arrivals) => heard.push(...arrivals.map(({ message: { id } }) => id)))
    expect(heard).toEqual([message.id])
    expect(typing).toEqual([null, 'Анна', null])
  })

  it('[N5] tells the worker of whom main has answered', () => {
    const { data, clock, workers } = makeDesk()
    clock.advance(1_500)
    const ids = [demoMessage(1, 1, 0).id]
    data.noteTold(ids)
    expect(workers[0]?.received.at(-1)).toEqual({ type: 'told', ids })
  })

  it('[M14] shows typing for five seconds after the last sign', () => {
    const { data, clock, workers } = makeDesk()
    clock.advance(1_500)
    const typing: (string | null)[] = []
    data.observeTyping(chat1, (name) => typing.push(name))
    workers[0]?.say({ type: 'typing', chatId: chat1, name: 'Анна' })
    clock.advance(4_000)
    workers[0]?.say({ type: 'typing', chatId: chat1, name: 'Анна' })
    clock.advance(4_999)
    expect(typing).toEqual([null, 'Анна'])
    clock.advance(1)
    expect(typing).toEqual([null, 'Анна', null])
  })

  it('answers offline where no worker can fetch history', async () => {
    const { data, clock, workers } = makeDesk()
    expect(await data.loadOlder(chat1)).toBe('offline')
    clock.advance(1_500)
    const loading = data.loadOlder(chat1)
    workers[0]?.say({ type: 'olderAnswered', requestId: 1, answer: 'loaded' })
    expect(await loading).toBe('loaded')
    const lost = data.loadOlder(chat1)
    data.dispose()
    expect(await lost).toBe('offline')
  })

  it('lets go of everything', () => {
    const { data, clock, workers, hubListeners } = makeDesk()
    clock.advance(1_500)
    data.dispose()
    data.dispose()
    expect([workers[0]?.isTerminated, hubListeners.size, clock.pendingTimers]).toEqual([true, 0, 0])
  })
})
