import type { CommandArgs, CommandRefusal } from '#shared/contract/commands'
import type { CallRecord } from '#shared/domain/call'
import type { AgentId } from '#shared/domain/ids'

import { refreshRemarks, standInTimeline } from '../calls/stand-in-timeline'
import { normalisePhone } from '../clients/normalise-phone'
import { beginWrapUp } from '../routing/wrap-up'
import { noteAccess } from '../store/access-log'
import { putRemark, removeRemark } from '../store/call-remarks'
import { callById, markSeen } from '../store/calls'
import { readDistribution } from '../store/central-settings'
import { chatById, openChatWithPhone } from '../store/chats'
import type { Write } from '../store/store'
import { withPbxTwin } from '../telephony/mango/twins'
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
  const told: CallRecord = { ...args, chatId, isSeen: args.isSeen || (known?.isSeen ?? false) }
  const isTalk = told.outcome === 'answered' && known?.outcome !== 'answered'
  if (isTalk) await wrapUpAfter(tx, actor, told)
  const call = await withPbxTwin(tx, told)
  // Whoever did not take it himself has answered nobody.
  await standInTimeline(tx, context.newId, call, known, told.outcome === 'answered' ? actor : null)
  if (chatId) await tellMissedCall(tx, context, actor, { ...told, chatId, hasRung })
  return null
}

/** What comes before the call itself waits for it. */
export async function remarkOnCall(
  tx: Write,
  actor: AgentId,
  { callId, text, writtenAtMs }: CommandArgs<'remarkOnCall'>,
): Promise<CommandRefusal | null> {
  if (text === '') await removeRemark(tx, callId, actor, writtenAtMs)
  else await putRemark(tx, callId, { agentId: actor, text, writtenAtMs })
  const call = await callById(tx, callId)
  if (call) await refreshRemarks(tx, call)
  return null
}

export async function hearRecording(
  tx: Write,
  actor: AgentId,
  { callId }: CommandArgs<'hearRecording'>,
): Promise<CommandRefusal | null> {
  const chatId = (await callById(tx, callId))?.chatId ?? null
  await noteAccess(tx, { actorId: actor, kind: 'recording', objectId: callId, chatId })
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
