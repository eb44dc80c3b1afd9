import { describe, expect, it } from 'vitest'

import type { CaseState } from '#shared/domain/case'
import type { AgentId, BotId } from '#shared/domain/ids'

import { demoId } from '../../../data/demo-rows'
import { caseSteps } from './case-steps'

const me = demoId<AgentId>('agent', 1)
const colleague = demoId<AgentId>('agent', 2)
const assigned = (agentId: AgentId): CaseState => ({
  kind: 'assigned',
  agentId,
  teamId: null,
  sinceMs: 0,
  answerByMs: null,
})

describe('[Q17] what can be done with a case', () => {
  it.each<[string, CaseState, string]>([
    ['waits', { kind: 'queued', teamId: null, sinceMs: 0 }, 'claim transfer close mark'],
    ['mine', assigned(me), 'transfer return close mark'],
    ['a colleague has it', assigned(colleague), 'takeOver transfer return close mark'],
    [
      'a bot has it',
      { kind: 'withBot', botId: demoId<BotId>('bot', 1), sinceMs: 0 },
      'takeOver transfer return close mark',
    ],
    ['closed', { kind: 'closed', atMs: 0, by: { kind: 'timeout' } }, ''],
    ['nothing to do yet', { kind: 'idle', sinceMs: 0 }, ''],
  ])('%s', (_title, state, words) => {
    const { take, canTransfer, canReturn, canClose, canMark } = caseSteps({ state }, me)
    const able = [take, canTransfer && 'transfer', canReturn && 'return', canClose && 'close', canMark && 'mark']
    expect(able.filter(Boolean).join(' ')).toBe(words)
  })
})
