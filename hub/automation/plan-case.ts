import { nextDue } from '#shared/domain/case-automation'

import { settingsNow } from '../cases/receivers'
import type { StoredCase } from '../store/cases'
import { chatById } from '../store/chats'
import type { Read } from '../store/store'
import { automationOf } from './automation-of'

type Planned = Pick<StoredCase, 'chatId' | 'state' | 'automation'>

/** When the case next has something to do by itself (case-timers.ts); `null`: never, as things stand. */
export async function nextDueMs(view: Read, planned: Planned): Promise<number | null> {
  const { state } = planned
  if (state.kind === 'idle' || state.kind === 'closed') return null
  const answerByMs = state.kind === 'assigned' ? state.answerByMs : null
  const ruleMs = await nextRuleMs(view, planned)
  return answerByMs === null || ruleMs === null ? (answerByMs ?? ruleMs) : Math.min(answerByMs, ruleMs)
}

async function nextRuleMs(view: Read, planned: Planned): Promise<number | null> {
  const automation = automationOf(planned)
  if (automation === null) return null
  const chat = await chatById(view, planned.chatId)
  if (!chat) throw new Error('A case without its chat.')
  const settings = await settingsNow(view, chat.channelId)
  return nextDue({ state: planned.state, automation }, settings)?.atMs ?? null
}
