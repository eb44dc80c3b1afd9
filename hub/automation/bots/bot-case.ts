import type { BotAnswer } from '#shared/contract/bot-turn'
import type { BotFailure, PersonReceiver } from '#shared/domain/case'
import type { MenuPosition, MenuReply } from '#shared/domain/menu-bot'
import type { BotId } from '#shared/domain/ids'

import { tellEvent } from '../../cases/case-event'
import { changeCase, closeCase, giveTo, queueCase } from '../../cases/case-service'
import { personNow } from '../../cases/receivers'
import type { NewId } from '../../ids'
import { agentsByIds } from '../../store/agents'
import { addTurn, hasWaitingTurn } from '../../store/bot-turns'
import type { StoredCase } from '../../store/cases'
import { chatById, refreshChat, type StoredChat } from '../../store/chats'
import { readDirectory } from '../../store/directory'
import type { Read, Write } from '../../store/store'
import { remembering } from '../automation-of'
import { say } from '../say'

/** The client of a case that a bot has said something: the bot is asked next. */
export async function askBot(tx: Write, newId: NewId, { id, state }: StoredCase): Promise<void> {
  if (state.kind === 'withBot') await addTurn(tx, { id: newId(), caseId: id, botId: state.botId })
}

/** A menu's reply in the words of an answer, with the place in the menu that it leads to. */
export function answerOfMenu({ text, then }: MenuReply): { answer: BotAnswer; position: MenuPosition | null } {
  return {
    answer: { messages: text === null ? [] : [{ text }], action: then.kind },
    position: then.kind === 'wait' ? then.position : null,
  }
}

/** What the bot wants is done: at once, or not at all. The case is with this bot. */
export async function followBot(
  tx: Write,
  newId: NewId,
  itsCase: StoredCase,
  botId: BotId,
  { messages, action, to }: BotAnswer,
): Promise<void> {
  const chat = await chatOf(tx, itsCase)
  for (const { text } of messages) await say(tx, newId, chat, { kind: 'bot', botId }, text)
  // The client said more while the bot thought: it is not the end before the bot has heard it.
  const isOver = action === 'close' && !(await hasWaitingTurn(tx, itsCase.id))
  if (isOver) await closeCase(tx, newId, itsCase, { kind: 'bot', botId })
  else if (action === 'handOver') await handOver(tx, newId, itsCase, 'botHandedOver', to)
  else await changeCase(tx, itsCase, { automation: await remembering(tx, itsCase, { kind: 'botAnswered' }) })
  await refreshChat(tx, chat.id)
}

/** Whoever is the bot's fallback goes on at once (spec Q6). */
export async function failBot(
  tx: Write,
  newId: NewId,
  itsCase: StoredCase,
  botId: BotId,
  why: BotFailure,
): Promise<void> {
  const chat = await chatOf(tx, itsCase)
  await tellEvent(tx, newId, chat.id, { kind: 'botFailed', botId, why })
  await handOver(tx, newId, itsCase, 'botFailed')
  await refreshChat(tx, chat.id)
}

/** From the bot to people: from now on the client waits for them, whatever the bot said. */
export async function handOver(
  tx: Write,
  newId: NewId,
  itsCase: StoredCase,
  why: 'botHandedOver' | 'botFailed',
  wished?: PersonReceiver,
): Promise<void> {
  const automation = await remembering(tx, itsCase, { kind: 'botHandedOver' })
  const waitingSinceMs = itsCase.waitingSinceMs ?? tx.nowMs
  const given = await changeCase(tx, itsCase, { automation, waitingSinceMs, menuPosition: null })
  const isThere = wished !== undefined && (await isPresent(tx, wished))
  const person = isThere ? wished : await personNow(tx, (await chatOf(tx, itsCase)).channelId)
  if (person.kind === 'team') await queueCase(tx, newId, given, person.teamId, why)
  else await giveTo(tx, newId, given, person.agentId, { how: 'automatically', teamId: null })
}

async function isPresent(view: Read, to: PersonReceiver): Promise<boolean> {
  if (to.kind === 'team') return (await readDirectory(view)).teams.some(({ id }) => id === to.teamId)
  const [agent] = await agentsByIds(view, [to.agentId])
  return agent !== undefined && !agent.isRemoved
}

async function chatOf(view: Read, { chatId }: StoredCase): Promise<StoredChat> {
  const chat = await chatById(view, chatId)
  if (!chat) throw new Error('A case without its chat.')
  return chat
}
