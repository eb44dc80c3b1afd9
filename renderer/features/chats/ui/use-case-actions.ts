import { useEffect } from 'react'

import type { Agent } from '#shared/domain/agent'
import { pinOf } from '#shared/domain/pin'

import type { ChatRow } from '../../../data/desk-data'
import { useDeskData } from '../../../data/desk-data-context'
import { isAction } from '../../../ui/keys/key-table'
import { useStateOf } from '../../../ui/use-state-of'
import { caseSteps, type CaseSteps } from '../model/case-steps'

export interface CaseActions {
  readonly steps: CaseSteps
  /** The dialog that asks before it is done. */
  readonly asking: 'transfer' | 'close' | 'snooze' | null
  readonly ask: (what: CaseActions['asking']) => void
  readonly take: () => void
  readonly giveBack: () => void
  readonly takeBack: () => void
  /** By this person. */
  readonly isPinned: boolean
  readonly togglePin: () => void
  readonly togglePriority: () => void
}

/** What the person can do with the open chat's case, by buttons and by keys. */
export function useCaseActions(chat: ChatRow, me: Agent | null): CaseActions {
  const data = useDeskData()
  const { id, case: present } = chat
  const [asking, ask] = useStateOf<CaseActions['asking']>(id, () => null)
  const steps = caseSteps(present, me?.id ?? null)
  const isPinned = pinOf(present, me?.id ?? null) !== null

  const actions: CaseActions = {
    steps,
    asking,
    ask,
    take: () => {
      if (steps.take === 'claim') void data.claimCase(id)
      else if (steps.take === 'takeOver' && me) void data.transferCase(id, { kind: 'agent', agentId: me.id }, null)
    },
    giveBack: () => {
      if (steps.canReturn) void data.returnCase(id)
    },
    takeBack: () => {
      if (steps.snooze === 'takeBack') void data.unsnoozeCase(id)
    },
    isPinned,
    togglePin: () => {
      if (steps.canMark) void data.pinCase(id, !isPinned)
    },
    togglePriority: () => {
      if (steps.canMark) void data.setCasePriority(id, present.priority === 'high' ? 'normal' : 'high')
    },
  }

  useEffect(() => {
    const handleKeys = (event: KeyboardEvent) => {
      const act = actionOf(event, actions)
      if (!act || event.defaultPrevented || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', handleKeys)
    return () => {
      window.removeEventListener('keydown', handleKeys)
    }
  })

  return actions
}

function actionOf(event: KeyboardEvent, actions: CaseActions) {
  const { steps, take, giveBack, takeBack, togglePin, togglePriority, ask } = actions
  if (isAction(event, 'takeCase')) return steps.take ? take : null
  if (isAction(event, 'returnCase')) return steps.canReturn ? giveBack : null
  if (isAction(event, 'snoozeCase')) {
    if (steps.snooze === 'takeBack') return takeBack
    return steps.snooze === null
      ? null
      : () => {
          ask('snooze')
        }
  }
  if (isAction(event, 'pinCase')) return steps.canMark ? togglePin : null
  if (isAction(event, 'highPriority')) return steps.canMark ? togglePriority : null
  if (isAction(event, 'transferCase'))
    return steps.canTransfer
      ? () => {
          ask('transfer')
        }
      : null
  if (isAction(event, 'closeCase'))
    return steps.canClose
      ? () => {
          ask('close')
        }
      : null
  return null
}
