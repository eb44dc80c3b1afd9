import { expect, it } from 'vitest'

import type { Agent } from '#shared/domain/agent'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { UNLIMITED_MS } from '#shared/domain/capabilities'

import { asWished, deletableForMs, editableForMs, isWorthTelling, lastEditable } from './revision'

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
  editableUntilMs: 1000,
  editedAtMs: null,
}

it.each<[string, Partial<Message>, number | null]>([
  ['an own message within its window', {}, 400],
  ['at the moment it closes', { deletableUntilMs: 600 }, null],
  ['where the channel never lets', { deletableUntilMs: null }, null],
  ['what the client wrote', { direction: 'in' }, null],
  ['what is deleted already', { content: { kind: 'deleted' } }, null],
  ['what is being deleted', { revision: { kind: 'delete', refused: null } }, null],
  ['what the channel would not delete', { revision: { kind: 'delete', refused: 'rejected' } }, 400],
])('[M8] %s', (_name, change, expected) => {
  expect(deletableForMs({ ...own, ...change }, 600)).toBe(expected)
})

it.each<[string, Partial<Message>, number | null]>([
  ['an own text within its window', {}, 400],
  ['at the moment it closes', { editableUntilMs: 600 }, null],
  ['what has no text', { content: { kind: 'deleted' } }, null],
  ['what is being deleted', { revision: { kind: 'delete', refused: null } }, null],
])('[M10] %s', (_name, change, expected) => {
  expect(editableForMs({ ...own, ...change }, 600)).toBe(expected)
})

it('[M8] [M10] counts the time only where it is short', () => {
  expect([null, 41 * 60_000, UNLIMITED_MS].map(isWorthTelling)).toEqual([false, true, false])
})

it('[M10] finds the last own message that can be changed', () => {
  const me = { id: 'a' } as Agent
  const later = { ...own, id: 'later' as MessageId }
  const others = { ...own, id: 'others' as MessageId, author: { kind: 'agent', agentId: 'b' as AgentId } } as const
  expect(lastEditable([own, later, others], me, 600)).toBe(later)
  expect(lastEditable([own, later, others], me, 1000)).toBeNull()
})

it('[M10] shows the new text while the channel has still to take it, and the old one when it did not', () => {
  const wished = { ...own, revision: { kind: 'edit', text: 'y', refused: null } } as const
  expect(asWished(wished).content).toEqual({ kind: 'text', text: 'y' })
  expect(asWished({ ...own, revision: { ...wished.revision, refused: 'spam' } }).content).toEqual(own.content)
})
