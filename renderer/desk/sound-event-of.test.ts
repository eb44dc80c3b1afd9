import { expect, it } from 'vitest'

import type { AgentId } from '#shared/domain/ids'
import type { SoundEvent } from '#shared/domain/sounds'

import type { IncomingMessage, NewsKind } from '../data/desk-data'
import { soundEventOf } from './sound-event-of'

const me = 'me' as AgentId
const mine = { kind: 'assigned', agentId: me }
const queued = { kind: 'queued' }

// Of a message only these are asked for.
const news = (kind: NewsKind, state: object): IncomingMessage =>
  ({ kind, chat: { case: { state } } }) as unknown as IncomingMessage

it.each<[NewsKind, object, SoundEvent]>([
  ['message', mine, 'message'],
  ['response', mine, 'message'],
  ['message', queued, 'queue'],
  ['response', queued, 'queue'],
  ['message', { kind: 'assigned', agentId: 'colleague' }, 'queue'],
  ['assigned', mine, 'assigned'],
  ['taken', { kind: 'assigned', agentId: 'colleague' }, 'assigned'],
  ['mention', queued, 'mention'],
  ['whisper', mine, 'mention'],
  ['late', queued, 'late'],
  ['returned', mine, 'returned'],
])('[N3] %s of a case that is %j is heard as %s', (kind, state, heard) => {
  expect(soundEventOf(news(kind, state), me)).toBe(heard)
})
