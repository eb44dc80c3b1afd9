import { describe, expect, it } from 'vitest'

import { UNLIMITED_MS, type RevisionCapability } from './capabilities'
import { seenByClient } from './client-view'
import type { Delivery } from './delivery'
import type { AgentId, CallId, ChatId, MessageId } from './ids'
import type { Message, MessageContent } from './message'

const agent = { kind: 'agent', agentId: 'agent' as AgentId } as const

function message(id: string, change: Partial<Message> = {}): Message {
  return {
    id: id as MessageId,
    chatId: 'chat' as ChatId,
    externalId: id,
    atMs: 0,
    direction: 'out',
    author: agent,
    content: { kind: 'text', text: id },
    quote: null,
    delivery: { state: 'sent' },
    deletableUntilMs: null,
    editableUntilMs: null,
    editedAtMs: null,
    ...change,
  }
}

const revising = (otherSide: RevisionCapability['otherSide']) => ({
  deletion: { withinMs: UNLIMITED_MS, otherSide },
  editing: { withinMs: UNLIMITED_MS, otherSide },
})
const ids = (messages: readonly Message[], otherSide: RevisionCapability['otherSide'] = 'mark') =>
  seenByClient(messages, revising(otherSide)).map(({ id }) => id)

describe('[M19] what the client sees', () => {
  it.each<[Delivery['state'], Delivery, boolean]>([
    ['local', { state: 'local' }, false],
    ['scheduled', { state: 'scheduled', sendAtMs: 1 }, false],
    ['queued', { state: 'queued', nextTryAtMs: null }, false],
    ['failed', { state: 'failed', reason: 'spam', detail: null }, false],
    ['sending', { state: 'sending' }, true],
    ['unknown', { state: 'unknown' }, true],
    ['sent', { state: 'sent' }, true],
    ['delivered', { state: 'delivered' }, true],
    ['read', { state: 'read', readAtMs: 1 }, true],
  ])('of a message that is %s', (state, delivery, isShown) => {
    const [seen] = seenByClient([message('a', { delivery })], revising('mark'))
    expect(seen !== undefined).toBe(isShown)
    if (seen) expect(seen.isUncertain).toBe(state === 'sending' || state === 'unknown')
  })

  it('[M25] never a comment, what the hub notes, a response as we show it, or a call of ours', () => {
    const hidden: MessageContent[] = [
      { kind: 'note', text: 'x', mentions: [] },
      { kind: 'response', vacancyTitle: 'x', how: 'chat' },
      { kind: 'chatEvent', event: { kind: 'blocked', agentId: agent.agentId } },
      {
        kind: 'phoneCall',
        callId: 'call' as CallId,
        direction: 'outgoing',
        number: '1',
        outcome: 'missed',
        startedAtMs: 0,
        durationMs: 0,
      },
    ]
    expect(ids(hidden.map((content, n) => message(String(n), { content, delivery: null })))).toEqual([])
  })

  it('[K7] a call that was missed, where the chat tells of it, and no letter', () => {
    const told = (['chat', 'email', 'push'] as const).map((how) =>
      message(how, {
        direction: 'system',
        author: { kind: 'system' },
        content: { kind: 'chatEvent', event: { kind: 'missedCallTold', how } },
        delivery: null,
      }),
    )
    expect(seenByClient(told, revising('mark')).map(({ id, side }) => [id, side])).toEqual([['chat', 'company']])
  })

  it('every word that rules, bots and colleagues sent, as the company’s', () => {
    const authors: Message['author'][] = [
      { kind: 'rule', rule: 'autoAnswer' },
      { kind: 'rule', rule: 'closing' },
      { kind: 'rule', rule: 'missedCall' },
      { kind: 'outside' },
      agent,
    ]
    const all = authors.map((author, n) => message(String(n), { author }))
    expect(seenByClient(all, revising('mark')).map(({ side }) => side)).toEqual(authors.map(() => 'company'))
    expect(seenByClient([message('in', { direction: 'in', delivery: null })], revising('mark'))[0]?.side).toBe('own')
  })

  it.each(['nothing', 'mark', 'unknown'] as const)(
    'of a deletion and of a change where a trace is: %s',
    (otherSide) => {
      const deleted = message('deleted', { content: { kind: 'deleted' } })
      const edited = message('edited', { editedAtMs: 5 })
      expect(ids([deleted], otherSide)).toEqual(otherSide === 'nothing' ? [] : ['deleted'])
      expect(seenByClient([edited], revising(otherSide))[0]?.isMarkedEdited).toBe(
        otherSide === 'nothing' ? false : otherSide === 'mark' ? true : 'unknown',
      )
    },
  )

  it('[M10] the old text until the channel has taken the new one', () => {
    const waiting = message('old', { revision: { kind: 'edit', text: 'new', refused: null } })
    expect(seenByClient([waiting], revising('mark'))[0]?.content).toEqual({ kind: 'text', text: 'old' })
  })
})
