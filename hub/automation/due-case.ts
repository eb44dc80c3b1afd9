import { endOfBotShift } from '#shared/domain/bot-shift'
import { onDue } from '#shared/domain/case-automation'
import type { ChannelSettings } from '#shared/domain/channel-settings'
import { keepsOpen } from '#shared/domain/snooze'

import { changeCase, closeCase } from '../cases/case-service'
import { settingsNow } from '../cases/receivers'
import { wakeAtTime } from '../cases/snoozed-case'
import type { NewId } from '../ids'
import type { CaseRouter } from '../routing/router'
import { setDue, type StoredCase } from '../store/cases'
import { readHours } from '../store/central-settings'
import { chatById, refreshChat, type StoredChat } from '../store/chats'
import type { Write } from '../store/store'
import { automationOf } from './automation-of'
import { handOver } from './bots/bot-case'
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
  const settings = await settingsNow(tx, chat.channelId)
  const awake = await wakeAtTime(tx, newId, due)
  const after = await followRules(tx, newId, chat, settings, awake)
  const { state } = after
  const isLate = state.kind === 'assigned' && state.answerByMs !== null && state.answerByMs <= tx.nowMs
  const shiftEndMs = state.kind === 'withBot' ? endOfBotShift(state, settings, await readHours(tx)) : null
  const isShiftOver = shiftEndMs !== null && shiftEndMs <= tx.nowMs
  if (isLate) await router.passOn(tx, after)
  if (isShiftOver) await handOver(tx, newId, after, 'botHandedOver')
  // Nothing was due after all: planned anew, which no desk has to hear of.
  if (after === due && !isLate && !isShiftOver) await setDue(tx, due.id, await nextDueMs(tx, due))
  else await refreshChat(tx, chat.id)
}

async function followRules(
  tx: Write,
  newId: NewId,
  chat: StoredChat,
  settings: ChannelSettings,
  due: StoredCase,
): Promise<StoredCase> {
  let present = due
  for (;;) {
    const { action, automation } = onDue(
      { state: present.state, automation: automationOf(present), isKeptOpen: keepsOpen(present.snooze) },
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
