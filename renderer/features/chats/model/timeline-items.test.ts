import { describe, expect, it } from 'vitest'

import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { buildTimeline, firstUnread } from './timeline-items'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const dayOf = (atMs: number) => Math.floor(atMs / DAY_MS)

let made = 0
function message(atMs: number, change: Partial<Message> = {}): Message {
  made += 1
  return {
    id: `m${String(made)}` as MessageId,
    chatId: 'c' as ChatId,
    externalId: null,
    atMs,
    direction: 'in',
    author: { kind: 'client', name: 'Анна' },
    content: { kind: 'text', text: 'Здравствуйте' },
    quote: null,
    delivery: null,
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    ...change,
  }
}
const own = { direction: 'out', author: { kind: 'agent', agentId: 'a' as AgentId } } as const
const shape = { dayOf, firstUnreadId: null }

function marks(messages: readonly Message[], firstUnreadId: MessageId | null = null): string[] {
  return buildTimeline(messages, { dayOf, firstUnreadId }).map((item) =>
    [item.startsDay && 'day', item.startsUnread && 'new', item.startsGroup && 'first', item.endsGroup && 'last']
      .filter(Boolean)
      .join(' '),
  )
}

describe('buildTimeline', () => {
  it('gives nothing for nothing', () => {
    expect(buildTimeline([], shape)).toEqual([])
  })

  it('joins what one side says within five minutes', () => {
    expect(marks([message(0), message(MINUTE_MS), message(2 * MINUTE_MS)])).toEqual(['day first', '', 'last'])
  })

  it('begins anew after a pause, another author, another day', () => {
    expect(
      marks([
        message(0),
        message(5 * MINUTE_MS),
        message(6 * MINUTE_MS, own),
        message(7 * MINUTE_MS, { ...own, author: { kind: 'outside' } }),
        message(DAY_MS, { ...own, author: { kind: 'outside' } }),
      ]),
    ).toEqual(['day first last', 'first last', 'first last', 'first last', 'day first last'])
  })

  it('lets a call or a system line stand alone', () => {
    const line = message(MINUTE_MS, {
      direction: 'system',
      author: { kind: 'system' },
      content: { kind: 'system', text: 'Этап' },
    })
    expect(marks([message(0), line, message(2 * MINUTE_MS)])).toEqual(['day first last', 'first last', 'first last'])
  })

  it('puts the unread line inside a group of one author', () => {
    const messages = [message(0), message(1), message(2)]
    expect(marks(messages, messages[1]?.id)).toEqual(['day first last', 'new first', 'last'])
  })
})

describe('firstUnread', () => {
  it('counts incoming messages from the end', () => {
    const messages = [message(0), message(1), message(2, own), message(3)]
    expect(firstUnread(messages, 2)).toBe(messages[1]?.id)
  })

  it('is nothing when all is read and the oldest when more is unread than loaded', () => {
    const messages = [message(0), message(1)]
    expect([firstUnread(messages, 0), firstUnread(messages, 9)]).toEqual([null, messages[0]?.id])
  })
})
