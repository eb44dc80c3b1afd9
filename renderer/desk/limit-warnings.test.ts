import { expect, it } from 'vitest'

import type { Chat } from '#shared/domain/chat'
import type { AgentId } from '#shared/domain/ids'
import { DEFAULT_TARGETS, type ServiceTargets } from '#shared/domain/wall/service-targets'

import type { ChatRow } from '../data/desk-data'
import { demoRows } from '../data/demo-rows'
import { warningsAt } from './limit-warnings'

const MINUTE = 60_000
const service: ServiceTargets = {
  ...DEFAULT_TARGETS,
  answerWithinMs: 4 * MINUTE,
  warn: { kind: 'left', ms: MINUTE },
}
const [first, second] = demoRows(0).chats

function waiting(chat: Chat | undefined, waitingSinceMs: number | null): ChatRow {
  if (!chat) throw new Error('a demo without chats')
  const state = { kind: 'assigned', agentId: 'anna' as AgentId, teamId: null, sinceMs: 0, answerByMs: null } as const
  return { ...chat, draftText: null, case: { ...chat.case, state, waitingSinceMs } }
}

it('[Q23] names the waits that are close to their limit, and when to look again', () => {
  const chats = [waiting(first, 0), waiting(second, 2 * MINUTE)]
  const early = warningsAt(chats, service, 2 * MINUTE)
  expect(early).toEqual({ due: [], nextMs: 3 * MINUTE })
  const close = warningsAt(chats, service, 3 * MINUTE)
  expect(close.due.map(({ chat, leftMs }) => [chat.id, leftMs])).toEqual([[chats[0]?.id, MINUTE]])
  expect(close.nextMs).toBe(5 * MINUTE)
  // Over: it is told of in another way.
  expect(warningsAt(chats, service, 6 * MINUTE)).toEqual({ due: [], nextMs: null })
})

it('[Q23] warns of nothing where the client does not wait or nobody has wished it', () => {
  expect(warningsAt([waiting(first, null)], service, 3.5 * MINUTE)).toEqual({ due: [], nextMs: null })
  expect(warningsAt([waiting(first, 0)], { ...service, warn: null }, 3.5 * MINUTE).due).toEqual([])
  expect(warningsAt([waiting(first, 0)], undefined, 3.5 * MINUTE)).toEqual({ due: [], nextMs: null })
})
