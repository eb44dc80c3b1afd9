import type { CaseState } from '#shared/domain/case'
import type { AgentId } from '#shared/domain/ids'

/** What can be done with a case in this state, by this person. */
export interface CaseSteps {
  /** `claim`: it waits for anybody. `takeOver`: a colleague or a bot has it. */
  readonly take: 'claim' | 'takeOver' | null
  readonly canTransfer: boolean
  readonly canReturn: boolean
  readonly canClose: boolean
  readonly canMark: boolean
}

const NONE: CaseSteps = { take: null, canTransfer: false, canReturn: false, canClose: false, canMark: false }

export function caseSteps(state: CaseState, meId: AgentId | null): CaseSteps {
  const canMark = true
  switch (state.kind) {
    case 'idle':
    case 'closed':
      return NONE
    case 'queued':
      return { take: 'claim', canTransfer: true, canReturn: false, canClose: true, canMark }
    case 'withBot':
      return { take: 'takeOver', canTransfer: true, canReturn: true, canClose: true, canMark }
    case 'assigned': {
      const take = state.agentId === meId ? null : 'takeOver'
      return { take, canTransfer: true, canReturn: true, canClose: true, canMark }
    }
  }
}
