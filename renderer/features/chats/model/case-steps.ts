import type { CaseSummary } from '#shared/domain/case'
import type { AgentId } from '#shared/domain/ids'
import { isAway } from '#shared/domain/snooze'

/** What can be done with a case in this state, by this person. */
export interface CaseSteps {
  /** `claim`: it waits for anybody. `takeOver`: a colleague or a bot has it. */
  readonly take: 'claim' | 'takeOver' | null
  readonly canTransfer: boolean
  readonly canReturn: boolean
  readonly canClose: boolean
  readonly canMark: boolean
  /** `putAway`: an own case in hand. `takeBack`: one that is put away, also a colleague's. */
  readonly snooze: 'putAway' | 'takeBack' | null
}

const NONE: CaseSteps = {
  take: null,
  canTransfer: false,
  canReturn: false,
  canClose: false,
  canMark: false,
  snooze: null,
}

export function caseSteps({ state, snooze }: Pick<CaseSummary, 'state' | 'snooze'>, meId: AgentId | null): CaseSteps {
  const canMark = true
  switch (state.kind) {
    case 'idle':
    case 'closed':
      return NONE
    case 'queued':
      return { take: 'claim', canTransfer: true, canReturn: false, canClose: true, canMark, snooze: null }
    case 'withBot':
      return { take: 'takeOver', canTransfer: true, canReturn: true, canClose: true, canMark, snooze: null }
    case 'assigned': {
      const take = state.agentId === meId ? null : 'takeOver'
      const step = isAway(snooze) ? 'takeBack' : take === null ? 'putAway' : null
      return { take, canTransfer: true, canReturn: true, canClose: true, canMark, snooze: step }
    }
  }
}
