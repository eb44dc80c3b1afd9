import type { BotAnswer } from '#shared/contract/bot-turn'
import { menuPosition } from '#shared/contract/case-automation'
import type { BotMenu } from '#shared/domain/bot'
import type { BotFailure } from '#shared/domain/case'
import type { BotId, CaseId } from '#shared/domain/ids'
import { answerMenu, startMenu } from '#shared/domain/menu-bot'
import type { Result } from '#shared/lib/result'

import { changeCase } from '../../cases/case-service'
import type { NewId } from '../../ids'
import type { SecretBox } from '../../secrets/secret-box'
import { keepRequest, removeTurn, turnById, type BotTurnRow } from '../../store/bot-turns'
import { botById } from '../../store/bots'
import { lockCase, type StoredCase } from '../../store/cases'
import type { Write } from '../../store/store'
import type { Question } from './ask-endpoint'
import { answerOfMenu, failBot, followBot } from './bot-case'
import { botTurnOf, textOf } from './bot-turn-of'
import { lastWordOfClient } from '../../store/messages'

/** Each function is one transaction: the turn, its case and what is said move together. */

/** The endpoint's question, durable before it is asked; `null` when nobody has to be asked any more. */
export async function beginTurn(
  tx: Write,
  newId: NewId,
  secrets: SecretBox,
  turn: BotTurnRow,
): Promise<Question | null> {
  const current = await turnById(tx, turn.id)
  const itsCase = current && (await caseWithBot(tx, turn))
  if (!itsCase) {
    await removeTurn(tx, turn.id)
    return null
  }
  const stored = await botById(tx, turn.botId)
  if (stored?.bot.kind === 'http') {
    const { bot } = stored
    const secret = stored.secret === null ? null : secrets.open(stored.secret)
    if (secret !== null) {
      const body = current.request ?? JSON.stringify(await botTurnOf(tx, turn.id, bot, itsCase))
      await keepRequest(tx, turn.id, body)
      return { turnId: turn.id, url: bot.url, timeoutMs: bot.timeoutMs, secret, body }
    }
  }
  await removeTurn(tx, turn.id)
  if (stored?.bot.kind === 'menu') await followMenu(tx, newId, itsCase, turn.botId, stored.bot.menu)
  // Without its secret, which was sealed on another computer, no endpoint would believe us.
  else await failBot(tx, newId, itsCase, turn.botId, stored ? 'refused' : 'removed')
  return null
}

/** Somebody may have taken the case while the bot thought: then nobody asks for its answer any more. */
export async function endTurn(
  tx: Write,
  newId: NewId,
  turn: BotTurnRow,
  outcome: Result<BotAnswer, BotFailure>,
): Promise<void> {
  const itsCase = (await turnById(tx, turn.id)) && (await caseWithBot(tx, turn))
  await removeTurn(tx, turn.id)
  if (!itsCase) return
  if (outcome.ok) await followBot(tx, newId, itsCase, turn.botId, outcome.value)
  else await failBot(tx, newId, itsCase, turn.botId, outcome.error)
}

export async function dropRemovedBot(tx: Write, newId: NewId, caseId: CaseId): Promise<void> {
  const found = await lockCase(tx, caseId)
  if (found?.state.kind !== 'withBot' || (await botById(tx, found.state.botId))) return
  await failBot(tx, newId, found, found.state.botId, 'removed')
}

async function followMenu(tx: Write, newId: NewId, itsCase: StoredCase, botId: BotId, menu: BotMenu): Promise<void> {
  const word = await lastWordOfClient(tx, itsCase.chatId)
  const reply =
    itsCase.menuPosition === null
      ? startMenu(menu)
      : answerMenu(menu, menuPosition.parse(itsCase.menuPosition), word && textOf(word.content))
  const { answer, position } = answerOfMenu(reply)
  await followBot(tx, newId, await changeCase(tx, itsCase, { menuPosition: position }), botId, answer)
}

async function caseWithBot(tx: Write, { caseId, botId }: BotTurnRow): Promise<StoredCase | null> {
  const found = await lockCase(tx, caseId)
  return found?.state.kind === 'withBot' && found.state.botId === botId ? found : null
}
