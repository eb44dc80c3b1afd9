import type { CallRecord } from '#shared/domain/call'
import { callNote } from '#shared/domain/channel-calls'
import type { Chat } from '#shared/domain/chat'
import { fullNameOf } from '#shared/domain/client-card'
import type { AgentId, ChatId, MessageId } from '#shared/domain/ids'
import { fillKnown, type TemplateFacts } from '#shared/domain/text-template'

import { channelSettingsOf } from '../administration/read-administration'
import { say } from '../automation/say'
import { tellChatEvent } from '../outgoing/chat-event'
import { agentsByIds } from '../store/agents'
import { lockCaseOfChat } from '../store/cases'
import { chatById, presentChats } from '../store/chats'
import { claimTold, isTold, wasToldAfter } from '../store/missed-calls'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'

/** Heard of later, from a desk whose hub was away, it is no news any more. */
const NEWS_FOR_MS = 30 * 60_000
/** Five calls in a row are one text where a text goes to a platform. */
const ONE_TEXT_IN_MS = 3_600_000

export type ChatCall = CallRecord & { readonly chatId: ChatId }

/**
 * Tells the client of a call that he did not take (spec K7), in the transaction that records it: exactly once, or, where
 * it is off or cannot be, not at all. It is no answer: the case stays as it is.
 */
export async function tellMissedCall(
  tx: Write,
  context: Pick<CommandContext, 'newId' | 'site' | 'capabilitiesOf'>,
  actor: AgentId,
  call: ChatCall,
): Promise<void> {
  if (!isUnreached(call)) return
  if (tx.nowMs - call.startedAtMs > NEWS_FOR_MS) return
  // Whatever is told in one conversation is told one after another.
  await lockCaseOfChat(tx, call.chatId)
  const chat = await chatById(tx, call.chatId)
  if (chat?.access !== 'open' || (await isTold(tx, call.id))) return
  const calls = (await channelSettingsOf(tx, chat.channelId))?.calls
  if (!calls?.missed.isTold) return

  const note = callNote(calls, chat)
  const shown = await context.site.leaveMissedCall(tx, chat, { callId: call.id, note })
  if (shown === 'unseen') return
  if (shown) {
    await claimTold(tx, call.id)
    const event = { kind: 'missedCallTold', how: 'chat', note } as const
    await tellChatEvent(tx, context.newId<MessageId>(), chat.id, event, shown.atMs)
    return
  }
  if (!context.capabilitiesOf(chat.channelId) || (await wasToldAfter(tx, chat.id, tx.nowMs - ONE_TEXT_IN_MS))) return
  const text = await textFor(tx, chat.id, calls.missed.text, actor)
  if (text === '' || !(await claimTold(tx, call.id))) return
  await say(tx, context.newId, chat, { kind: 'rule', rule: 'missedCall' }, text)
}

async function textFor(tx: Write, chatId: ChatId, template: string, actor: AgentId): Promise<string> {
  const [chat] = await presentChats(tx, [chatId])
  const [agent] = await agentsByIds(tx, [actor])
  return chat ? fillKnown(template, { ...factsOf(chat), agent: agent?.name ?? '' }) : ''
}

/** Nobody reads it over before it goes: names are those that somebody gave, and none is guessed. */
function factsOf({ card, response, subject }: Chat): TemplateFacts {
  // A response names people surname first.
  const [lastName = '', firstName = ''] = response?.fullName.trim().split(/\s+/u) ?? []
  return {
    firstName: card ? card.firstName : firstName,
    lastName: card ? card.lastName : firstName === '' ? '' : lastName,
    fullName: card ? fullNameOf(card) : (response?.fullName ?? ''),
    vacancy: response?.vacancy.title ?? (subject?.kind === 'vacancy' ? subject.title : ''),
  }
}

/** Nobody was there, another call was, or whoever called gave up (docs/adr/0021). Whoever declined knows of it. */
function isUnreached({ direction, outcome, hasRung }: ChatCall): boolean {
  if (direction !== 'outgoing') return false
  return outcome === 'noAnswer' || outcome === 'busy' || (outcome === 'cancelled' && hasRung === true)
}
