import { describe, expect, it } from 'vitest'

import type { PortalConversation, PortalMessage } from '#shared/contract/portal'

import { afterFrame, NO_TALK, opened, unreadOf } from './talk'

const A = '11111111-1111-4111-8111-111111111111'
const B = '22222222-2222-4222-8222-222222222222'

function message(id: string, atMs: number, patch: Partial<PortalMessage> = {}): PortalMessage {
  const content = { kind: 'text', text: id } as const
  return { id, conversationId: A, atMs, isMine: false, content, editedAtMs: null, isRead: false, ...patch }
}

function conversation(id: string, patch: Partial<PortalConversation> = {}): PortalConversation {
  return { id, title: null, state: 'open', lastAtMs: 0, lastText: '', unread: 0, ...patch }
}

const ids = (talk: typeof NO_TALK) => talk.messages.map(({ id }) => id)

describe('what the page shows', () => {
  const open = opened(NO_TALK, A)

  it('[M23] keeps the hub’s order, whatever comes first or twice, and shows a changed text once', () => {
    let talk = afterFrame(open, { type: 'messages', messages: [message('2', 20)], removed: [] })
    const page = { type: 'history', conversationId: A, hasMore: true, isNewest: true } as const
    talk = afterFrame(talk, { ...page, messages: [message('1', 10), message('2', 20)] })
    const edited = message('1', 10, { content: { kind: 'text', text: 'иначе' }, editedAtMs: 30 })
    talk = afterFrame(talk, { type: 'messages', messages: [edited, message('3', 25)], removed: [] })
    expect(ids(talk)).toEqual(['1', '2', '3'])
    expect(talk.messages[0]).toEqual(edited)
    talk = afterFrame(talk, { ...page, isNewest: false, hasMore: false, messages: [message('0', 5)] })
    expect([ids(talk), talk.hasMore]).toEqual([['0', '1', '2', '3'], false])
  })

  it('[M9] forgets what was taken back, also what it missed while it was away', () => {
    const page = { type: 'history', conversationId: A, hasMore: false, isNewest: true } as const
    let talk = afterFrame(open, { ...page, messages: [message('1', 10), message('2', 20), message('3', 30)] })
    talk = afterFrame(talk, { type: 'messages', messages: [], removed: ['2'] })
    expect(ids(talk)).toEqual(['1', '3'])
    talk = afterFrame(talk, { ...page, messages: [message('3', 30)] })
    expect(ids(talk)).toEqual(['3'])
  })

  it('[M19] another conversation changes the list and not what is open', () => {
    let talk = afterFrame(open, { type: 'conversation', conversation: conversation(A, { lastAtMs: 1 }) })
    talk = afterFrame(talk, { type: 'conversation', conversation: conversation(B, { lastAtMs: 2, unread: 3 }) })
    const strange = message('9', 90, { conversationId: B })
    talk = afterFrame(talk, { type: 'messages', messages: [strange], removed: [] })
    talk = afterFrame(talk, { type: 'history', conversationId: B, messages: [strange], hasMore: true, isNewest: true })
    expect(ids(talk)).toEqual([])
    expect(talk.conversations.map(({ id }) => id)).toEqual([B, A])
    expect(unreadOf(talk)).toBe(3)
  })
})
