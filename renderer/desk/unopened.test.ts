import { describe, expect, it } from 'vitest'

import type { AgentId, ChatId } from '#shared/domain/ids'

import type { ChatRow, IncomingMessage, NewsKind } from '../data/desk-data'
import { isSettled, UnopenedNews } from './unopened'

const MINUTE = 60_000
const me = 'me' as AgentId

function chat(state: object, unread = 1): ChatRow {
  // Of a row only these are asked for.
  return { id: 'chat' as ChatId, unread, case: { state } } as unknown as ChatRow
}

function news(kind: NewsKind, id = 'chat'): IncomingMessage {
  return { kind, chat: { id: id as ChatId } } as unknown as IncomingMessage
}

describe('[N4] what nobody has opened', () => {
  it('is due at each interval, and no more once it was opened', () => {
    const unopened = new UnopenedNews()
    unopened.told(news('message'), 0)
    unopened.told(news('assigned', 'other'), MINUTE)
    expect(unopened.takeDue(5 * MINUTE - 1, 5 * MINUTE)).toEqual([])
    expect(unopened.takeDue(5 * MINUTE, 5 * MINUTE).map(({ round }) => round)).toEqual([1])
    expect(unopened.takeDue(5 * MINUTE, 5 * MINUTE)).toEqual([])
    unopened.opened('other' as ChatId)
    expect(unopened.takeDue(10 * MINUTE, 5 * MINUTE)).toEqual([{ arrival: news('message'), round: 2 }])
    unopened.opened('chat' as ChatId)
    expect(unopened.takeDue(60 * MINUTE, 5 * MINUTE)).toEqual([])
  })

  it('is told again no more often than was wished, until there is something new', () => {
    const unopened = new UnopenedNews()
    unopened.told(news('message'), 0)
    const rounds = [1, 2, 3, 4].map((minute) => unopened.takeDue(minute * MINUTE, MINUTE, 2).map(({ round }) => round))
    expect(rounds).toEqual([[1], [2], [], []])
    unopened.told(news('message'), 5 * MINUTE)
    expect(unopened.takeDue(6 * MINUTE, MINUTE, 2).map(({ round }) => round)).toEqual([1])
  })

  it('begins anew with the next word of the chat: it is one event', () => {
    const unopened = new UnopenedNews()
    unopened.told(news('message'), 0)
    unopened.told(news('response'), 4 * MINUTE)
    expect(unopened.takeDue(5 * MINUTE, 5 * MINUTE)).toEqual([])
    expect(unopened.takeDue(9 * MINUTE, 5 * MINUTE)).toEqual([{ arrival: news('response'), round: 1 }])
  })

  const mine = { kind: 'assigned', agentId: me }
  it.each<[string, NewsKind, ChatRow | null, boolean]>([
    ['a message that waits', 'message', chat(mine), false],
    ['read by somebody', 'message', chat(mine, 0), true],
    ['an assigned case, though nothing in it is unread', 'assigned', chat(mine, 0), false],
    ['a colleague has it now', 'assigned', chat({ kind: 'assigned', agentId: 'other' }), true],
    ['a mention in the case of a colleague', 'mention', chat({ kind: 'assigned', agentId: 'other' }), false],
    ['closed', 'message', chat({ kind: 'closed' }), true],
    ['gone', 'message', null, true],
  ])('%s', (_name, kind, row, settled) => {
    expect(isSettled(news(kind), row, me)).toBe(settled)
  })
})
