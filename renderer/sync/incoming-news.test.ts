import type { ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { FeedRepository, UnreadOfChat } from '../data/feed.repository'
import type { IncomingMessage } from '../data/desk-data'
import { demoId, demoMessage, demoRows } from '../data/demo-rows'
import { IncomingNews } from './incoming-news'

const T = Date.UTC(2026, 0, 12, 8, 0, 0)
const chat1 = demoId<ChatId>('chat', 1)
const chat2 = demoId<ChatId>('chat', 2)
const { chats } = demoRows(T)

const readUntold = vi.fn<FeedRepository['readUntold']>()
const readUnread = vi.fn<FeedRepository['readUnread']>()
let settled: MessageId[]
let told: (readonly IncomingMessage[])[]
let news: IncomingNews

/** These are unread in their chats, and the chats are here. */
function unread(...messages: readonly Message[]): ReadonlyMap<ChatId, UnreadOfChat> {
  return new Map(
    chats.map((chat) => {
      const ids = messages.filter(({ chatId }) => chatId === chat.id).map(({ id }) => id)
      return [chat.id, { chat, ids: new Set(ids), meId: null, isOfMyQueue: true }]
    }),
  )
}

const idsOf = (arrivals: readonly IncomingMessage[] | undefined) => arrivals?.map(({ message: { id } }) => id)

beforeEach(() => {
  settled = []
  told = []
  readUntold.mockReset().mockResolvedValue([])
  readUnread.mockReset().mockResolvedValue(new Map())
  const noteTold = (ids: readonly MessageId[]) => settled.push(...ids)
  news = new IncomingNews({ readUntold, readUnread, noteTold }, (arrivals) => told.push(arrivals))
})

describe('what is worth a notice', () => {
  it('of many chats is judged by one read, from the oldest word of each on', async () => {
    const [late, early, other] = [demoMessage(1, 1, T + 5), demoMessage(2, 1, T), demoMessage(3, 2, T + 9)]
    readUnread.mockResolvedValue(unread(late, early, other))
    news.add([late, early, other])
    await news.announceKnown()
    expect(readUnread.mock.calls).toEqual([
      [
        new Map([
          [chat1, T],
          [chat2, T + 9],
        ]),
      ],
    ])
    expect(told.map(idsOf)).toEqual([[early.id, late.id, other.id]])
  })

  it('reads no messages for what is not the client’s', async () => {
    const note = {
      ...demoMessage(1, 1, T),
      direction: 'out',
      content: { kind: 'note', text: '', mentions: [] },
    } as const
    news.add([note])
    await news.announceKnown()
    expect(readUnread.mock.calls).toEqual([[new Map([[chat1, null]])]])
  })

  it('reads nothing where nothing came', async () => {
    await news.announceKnown()
    expect(readUnread).not.toHaveBeenCalled()
  })

  it('is struck off by whoever told of it; what is none, at once, but not before a second look', async () => {
    const [unreadOne, readOne] = [demoMessage(1, 1, T), demoMessage(2, 2, T)]
    readUnread.mockResolvedValue(unread(unreadOne))
    news.add([unreadOne, readOne])
    await news.announceKnown()
    expect([told.map(idsOf), settled]).toEqual([[[unreadOne.id]], []])
    await news.announceKnown()
    expect([told.map(idsOf), settled]).toEqual([[[unreadOne.id]], [readOne.id]])
  })

  it('stays to be judged where the cache could not be read', async () => {
    const message = demoMessage(1, 1, T)
    readUnread.mockRejectedValueOnce(new Error('disk')).mockResolvedValue(unread(message))
    news.add([message])
    await expect(news.announceKnown()).rejects.toThrow('disk')
    await news.announceKnown()
    expect(told.map(idsOf)).toEqual([[message.id]])
  })

  it('[N5] from before the start comes with what is new, each once, and is read once', async () => {
    const [before, both] = [demoMessage(1, 1, T), demoMessage(2, 2, T)]
    readUntold.mockResolvedValue([before, both])
    readUnread.mockResolvedValue(unread(before, both))
    news.add([both])
    await news.announceKnown()
    await news.announceKnown()
    expect(told.map((arrivals) => idsOf(arrivals)?.toSorted())).toEqual([[before.id, both.id]])
    expect(readUntold).toHaveBeenCalledTimes(1)
    news.forget()
    await news.announceKnown()
    expect(readUntold).toHaveBeenCalledTimes(2)
  })
})
