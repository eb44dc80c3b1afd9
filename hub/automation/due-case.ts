import { onDue } from '#shared/domain/case-automation'

import { changeCase, closeCase } from '../cases/case-service'
import { settingsNow } from '../cases/receivers'
import type { NewId } from '../ids'
import type { CaseRouter } from '../routing/router'
import { setDue, type StoredCase } from '../store/cases'
import { chatById, refreshChat, type StoredChat } from '../store/chats'
import type { Write } from '../store/store'
import { automationOf } from './automation-of'
import { nextDueMs } from './plan-case'
import { say } from './say'

export interface DueDependencies {
  readonly newId: NewId
  readonly router: Pick<CaseRouter, 'passOn'>
}

/** What a case does by itself when its time has come (case-timers.ts). */
export async function doDueCase(tx: Write, { newId, router }: DueDependencies, due: StoredCase): Promise<void> {
  const chat = await chatById(tx, due.chatId)
  if (!chat) throw new Error('A case without its chat.')
  const after = await followRules(tx, newId, chat, due)
  const { state } = after
  const isLate = state.kind === 'assigned' && state.answerByMs !== null && state.answerByMs <= tx.nowMs
  if (isLate) await router.passOn(tx, after)
  // Nothing was due after all: planned anew, which no desk has to hear of.
  if (after === due && !isLate) await setDue(tx, due.id, await nextDueMs(tx, due))
  else await refreshChat(tx, chat.id)
}

async function followRules(tx: Write, newId: NewId, chat: StoredChat, due: StoredCase): Promise<StoredCase> {
  const settings = await settingsNow(tx, chat.channelId)
  let present = due
  for (;;) {
    const { action, automation } = onDue(
      { state: present.state, automation: automationOf(present) },
      settings,
      tx.nowMs,
    )
    if (action?.kind === 'closeByTimeout') return closeCase(tx, newId, present, { kind: 'timeout' })
    if (action === null && JSON.stringify(automation) === JSON.stringify(automationOf(present))) return present
    present = await changeCase(tx, present, { automation })
    if (action === null) return present
    await say(tx, newId, chat, { kind: 'rule', rule: 'autoAnswer' }, action.answer.text)
  }
}
