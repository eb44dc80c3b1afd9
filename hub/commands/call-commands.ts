import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { CallRecord } from '#shared/domain/call'
import type { AgentId, MessageId } from '#shared/domain/ids'

import { agentAnswered } from '../cases/case-flow'
import { normalisePhone } from '../clients/normalise-phone'
import { beginWrapUp } from '../routing/wrap-up'
import { callById, markSeen, putCall } from '../store/calls'
import { lockCaseOfChat } from '../store/cases'
import { readDistribution } from '../store/central-settings'
import { chatById, openChatWithPhone, refreshChat } from '../store/chats'
import { insertMessage, messageById, updateMessage } from '../store/messages'
import type { Write } from '../store/store'
import type { CommandContext } from './command-context'
import { tellMissedCall } from './missed-call'
import { refusal } from './refusal'

/** The ringing before the talk included. */
const WRAP_UP_WITHIN_MS = 5 * 60_000

/** The call in the history and, where it belongs to a chat, in that chat's timeline. */
export async function recordCall(
  tx: Write,
  context: Pick<CommandContext, 'newId' | 'site' | 'capabilitiesOf'>,
  actor: AgentId,
  { hasRung = false, ...args }: CommandArgs<'recordCall'>,
): Promise<CommandRefusal | null> {
  if (args.chatId && !(await chatById(tx, args.chatId))) return refusal('unknownChat')
  const known = await callById(tx, args.id)
  const chatId = args.chatId ?? known?.chatId ?? (await chatOfNumber(tx, args.number))
  const call: CallRecord = { ...args, chatId, isSeen: args.isSeen || (known?.isSeen ?? false) }
  await putCall(tx, call)
  const isTalk = call.outcome === 'answered' && known?.outcome !== 'answered'
  if (isTalk) await wrapUpAfter(tx, actor, call)
  if (!chatId) return null

  const content = {
    kind: 'phoneCall',
    callId: call.id,
    direction: call.direction,
    route: call.route,
    number: call.number,
    outcome: call.outcome,
    startedAtMs: call.startedAtMs,
    durationMs: call.durationMs,
  } as const
  // The message of a call carries the call's own id.
  const id = call.id as string as MessageId
  if (await messageById(tx, id)) await updateMessage(tx, id, { content })
  else {
    await insertMessage(tx, {
      id,
      chatId,
      externalId: null,
      atMs: call.startedAtMs,
      direction: 'system',
      author: { kind: 'system' },
      content,
      quote: null,
      delivery: null,
      deletableUntilMs: null,
      editableUntilMs: null,
      editedAtMs: null,
      isRead: true,
    })
  }
  // Talking to the client is an answer; it begins no case where there is none.
  const itsCase = isTalk ? await lockCaseOfChat(tx, chatId) : null
  if (itsCase && itsCase.state.kind !== 'idle' && itsCase.state.kind !== 'closed') {
    const chat = await chatById(tx, chatId)
    if (chat) await agentAnswered(tx, context.newId, chat, actor)
  }
  await tellMissedCall(tx, context, actor, { ...call, chatId, hasRung })
  await refreshChat(tx, chatId)
  return null
}

export async function markCallsSeen(tx: Write, args: CommandArgs<'markCallsSeen'>): Promise<CommandRefusal | null> {
  await markSeen(tx, args.callIds)
  return null
}

/** What is told long after, because the hub was away, was wrapped up long ago. */
async function wrapUpAfter(tx: Write, actor: AgentId, { startedAtMs, durationMs }: CallRecord): Promise<void> {
  if (tx.nowMs - startedAtMs - durationMs > WRAP_UP_WITHIN_MS) return
  await beginWrapUp(tx, actor, (await readDistribution(tx)).wrapUp.afterCallMs)
}

async function chatOfNumber(tx: Write, number: string): Promise<CallRecord['chatId']> {
  const phone = normalisePhone(number)
  return phone ? ((await openChatWithPhone(tx, phone))?.id ?? null) : null
}
