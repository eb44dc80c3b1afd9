import { expect, it } from 'vitest'

import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { deletableForMs } from './deletion'

const own: Message = {
  id: 'm' as MessageId,
  chatId: 'c' as ChatId,
  externalId: 'e',
  atMs: 0,
  direction: 'out',
  author: { kind: 'agent', agentId: 'a' as AgentId },
  content: { kind: 'text', text: 'x' },
  quote: null,
  delivery: { state: 'sent' },
  deletableUntilMs: 1000,
  editableUntilMs: null,
  editedAtMs: null,
}

it.each<[string, Partial<Message>, number | null]>([
  ['an own message within its window', {}, 400],
  ['at the moment it closes', { deletableUntilMs: 600 }, null],
  ['where the channel never lets', { deletableUntilMs: null }, null],
  ['what the client wrote', { direction: 'in' }, null],
  ['what is deleted already', { content: { kind: 'deleted' } }, null],
])('[M8] %s', (_name, change, expected) => {
  expect(deletableForMs({ ...own, ...change }, 600)).toBe(expected)
})
