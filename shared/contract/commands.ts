import { z } from 'zod'

import { MAX_CALL_REMARK } from '../domain/call'
import { casePriority, personReceiver } from './cases'
import { clientCardDraft } from './client-card'
import { agentStatus } from './directory'
import { callRecord, sendFailure } from './entities'
import {
  agentId,
  callId,
  caseId,
  channelId,
  chatId,
  clientCardId,
  commandId,
  dealId,
  fileId,
  mergeId,
  messageId,
  organisationId,
  ownStatusId,
  topicId,
} from './ids'

/**
 * What a desk asks the hub to do. Each carries a client-made UUIDv7 (`CommandEnvelope.id`) and is applied
 * once however often it arrives; the stored outcome is answered again for a repeat.
 */
export const commands = {
  /**
   * `messageId` is made by the desk. Images and files refer to an upload done before (`PUT /api/uploads/:fileId`).
   * `sendAtMs`: the hub keeps it until then, and it can be discarded (undo-send window, send later; spec M22).
   */
  sendMessage: z.object({
    messageId,
    chatId,
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('image'), fileId, name: z.string().nullable() }),
      z.object({ kind: z.literal('file'), fileId, name: z.string().trim().min(1).max(255) }),
    ]),
    sendAtMs: z.number().int().optional(),
    /** When the person pressed Send, on the desk's clock. */
    writtenAtMs: z.number().int(),
    /**
     * How far of the feed was before the person's eyes (spec Q21). What the chat has got after it, of others, holds the
     * message: it is refused with `answeredMeanwhile` or `clientWroteMeanwhile` and the desk keeps it. Absent: unasked.
     */
    seen: z.object({ feedId: z.string(), upTo: z.number().int().nonnegative() }).optional(),
  }),
  /** For `failed`, which goes back to `queued`, and for `scheduled`: now instead of later. */
  retryMessage: z.object({ messageId }),
  /** Takes a `scheduled`, `queued` or `failed` message out of the queue. */
  discardMessage: z.object({ messageId }),
  /** Deletes on the channel, within the declared window. */
  deleteMessage: z.object({ messageId }),
  /** The new text of a sent one, within the declared window (spec M10). */
  editMessage: z.object({ messageId, text: z.string() }),
  markUnread: z.object({ chatId }),
  markRead: z.object({ chatId, upToMessageId: messageId.nullable() }),
  blockClient: z.object({ chatId, reason: z.enum(['spam', 'fraud', 'rudeness', 'other']) }),
  unblockClient: z.object({ chatId }),
  /** Spec M6: out of a conversation that is about no vacancy. */
  leaveChat: z.object({ chatId }),
  /**
   * Spec M2. `chatId` and `messageId` are made by the desk; `candidate` is what `GET /api/channels/{id}/candidates` answered.
   */
  startChat: z.object({
    chatId,
    messageId,
    channelId,
    candidateExternalId: z.string().min(1).max(200),
    /** As it is shown until the platform tells of the conversation. */
    candidateName: z.string().max(300),
    text: z.string(),
    writtenAtMs: z.number().int(),
  }),
  /** Spec M5: the conversation becomes one about that vacancy and keeps its history. */
  inviteToVacancy: z.object({
    chatId,
    messageId,
    vacancyExternalId: z.string().min(1).max(200),
    vacancyTitle: z.string().max(500),
    text: z.string().max(20_000),
  }),
  /** Spec M13: one of the moves that `GET /api/chats/{chatId}/stages` offered; `text` goes to the client with it. */
  moveStage: z.object({
    chatId,
    messageId,
    moveExternalId: z.string().min(1).max(200),
    stageTitle: z.string().max(500),
    text: z.string().max(20_000).nullable(),
  }),
  setClientPhone: z.object({ chatId, phone: z.string().max(32).nullable() }),
  /** Upsert by call id; with a chat the call also stands in its timeline. */
  recordCall: callRecord.omit({ remarks: true }),
  /** The author's text about the call in the place of the one before; `''` takes it away. May be told before the call. */
  remarkOnCall: z.object({ callId, text: z.string().trim().max(MAX_CALL_REMARK), writtenAtMs: z.number().int() }),
  /** The recording of a call was listened to: written down, told to nobody (spec C9). */
  hearRecording: z.object({ callId }),
  markCallsSeen: z.object({ callIds: z.array(callId).max(1000) }),
  /** «Сначала позвоните мне»: the connected PBX rings the agent's phone, then the number. How it went stands on `telephony`. */
  callBack: z.object({ number: z.string().trim().min(1).max(64), writtenAtMs: z.number().int() }),
  /** Of a live call of `telephony`. */
  hangUpPbxCall: z.object({ callId, writtenAtMs: z.number().int() }),
  transferPbxCall: z.object({ callId, extension: z.string().min(1).max(50), writtenAtMs: z.number().int() }),

  /**
   * `untilMs`: of a wrap-up alone; the hub ends it then, and an hour from now at the latest. `ownStatusId`: one of the
   * company's own, of which the hub knows itself what `status` is to routing; `unknownStatus` once it was removed.
   */
  setStatus: z.object({
    status: agentStatus,
    untilMs: z.number().int().optional(),
    ownStatusId: ownStatusId.optional(),
  }),
  /** Takes a waiting case (spec Q17). `wrongState` when a colleague was quicker. */
  claimCase: z.object({ caseId }),
  /** By a person, also over the capacity. */
  transferCase: z.object({ caseId, to: personReceiver, note: z.string().trim().max(2000).nullable() }),
  returnCase: z.object({ caseId }),
  closeCase: z.object({ caseId }),
  /**
   * Puts an own case away until then, or (`null`) until the client writes (spec Q22). A time that has passed brings it back
   * at once. `seen` as for `sendMessage`: what the client has said meanwhile is not put away unread.
   */
  snoozeCase: z.object({
    caseId,
    untilMs: z.number().int().nullable(),
    seen: z.object({ feedId: z.string(), upTo: z.number().int().nonnegative() }).optional(),
  }),
  /** Before its time. */
  unsnoozeCase: z.object({ caseId }),
  setCaseTopic: z.object({ caseId, topicId: topicId.nullable() }),
  setCasePriority: z.object({ caseId, priority: casePriority }),
  pinCase: z.object({ caseId, isPinned: z.boolean() }),
  /** A comment for colleagues; `mentions` are told of it. */
  addNote: z.object({
    messageId,
    chatId,
    text: z.string().trim().min(1).max(4000),
    mentions: z.array(agentId).max(50),
    writtenAtMs: z.number().int(),
  }),
  /** A word between a supervisor and an agent inside the conversation, seen by them and by supervisors alone (spec V2). */
  whisper: z.object({
    messageId,
    chatId,
    to: agentId,
    text: z.string().trim().min(1).max(4000),
    writtenAtMs: z.number().int(),
  }),
  /** The person looks into the conversation unseen from now on: written down, told to nobody (spec V2). */
  watchChat: z.object({ chatId }),
  /** «Создать клиента»: the chat's writer gets a card with the whole correspondence (spec C1, C2). */
  createClientCard: z.object({ chatId, cardId: clientCardId, card: clientCardDraft }),
  saveClientCard: z.object({ cardId: clientCardId, card: clientCardDraft }),
  /** Another card in the place of the one before; `null`: «Гость» again (spec C3). */
  linkClientCard: z.object({ chatId, cardId: clientCardId.nullable() }),
  /** A new title makes a new deal under that id. */
  linkDeal: z.object({ caseId, deal: z.object({ id: dealId, title: z.string().trim().min(1).max(200) }).nullable() }),
  linkOrganisation: z.object({
    caseId,
    organisation: z.object({ id: organisationId, name: z.string().trim().min(1).max(200) }).nullable(),
  }),
  /** What `from` has goes to `into`; `mergeId` takes it back (spec C7). */
  mergeClientCards: z.object({ mergeId, from: clientCardId, into: clientCardId }),
  undoMerge: z.object({ mergeId }),
} as const

export type CommandName = keyof typeof commands
export type CommandArgs<N extends CommandName> = z.output<(typeof commands)[N]>

/** `by`: who wishes it; without one the person of the desk. The embedded hub believes it; at a team's hub it can only be the person of the session. */
function envelope<N extends CommandName>(name: N) {
  return z.object({ id: commandId, by: agentId.optional(), name: z.literal(name), args: commands[name] })
}

export const commandEnvelope = z.discriminatedUnion('name', [
  envelope('sendMessage'),
  envelope('retryMessage'),
  envelope('discardMessage'),
  envelope('deleteMessage'),
  envelope('editMessage'),
  envelope('markUnread'),
  envelope('unblockClient'),
  envelope('leaveChat'),
  envelope('startChat'),
  envelope('inviteToVacancy'),
  envelope('moveStage'),
  envelope('markRead'),
  envelope('blockClient'),
  envelope('setClientPhone'),
  envelope('recordCall'),
  envelope('remarkOnCall'),
  envelope('hearRecording'),
  envelope('markCallsSeen'),
  envelope('callBack'),
  envelope('hangUpPbxCall'),
  envelope('transferPbxCall'),
  envelope('setStatus'),
  envelope('claimCase'),
  envelope('transferCase'),
  envelope('returnCase'),
  envelope('closeCase'),
  envelope('snoozeCase'),
  envelope('unsnoozeCase'),
  envelope('setCaseTopic'),
  envelope('setCasePriority'),
  envelope('pinCase'),
  envelope('addNote'),
  envelope('whisper'),
  envelope('watchChat'),
  envelope('createClientCard'),
  envelope('saveClientCard'),
  envelope('linkClientCard'),
  envelope('linkDeal'),
  envelope('linkOrganisation'),
  envelope('mergeClientCards'),
  envelope('undoMerge'),
])
export type CommandEnvelope = z.output<typeof commandEnvelope>

/**
 * Why a command was refused for good. `SendFailure` reasons belong to messages; the others:
 * `unknownChat`, `unknownMessage`, `unknownCase`, `unknownClient`, `unknownReceiver`, `unknownStatus` (no such id, or removed), `windowClosed` (too late to delete or edit), `systemMessage` (went with a stage: nobody changes it, spec M12), `contactsClosed` (spec M2), `noResponse` (the
 * conversation is about none, so it has no stages), `hasVacancy` (only one without a vacancy can be left or invited from),
 * `underWay` (the channel has not answered to the last such wish of the conversation yet), `wrongState`
 * (e.g. retry of a sent message), `unsupported` (capability missing), `notAllowed` (not for this role, or in somebody else's name), `invalid` (did not parse).
 */
export const commandRefusal = z.object({
  reason: z.enum([
    ...sendFailure.options,
    'unknownChat',
    'unknownMessage',
    'unknownCase',
    'unknownClient',
    'unknownReceiver',
    'unknownStatus',
    'windowClosed',
    'systemMessage',
    'contactsClosed',
    'noResponse',
    'hasVacancy',
    'underWay',
    'wrongState',
    'unsupported',
    'notAllowed',
    'invalid',
  ]),
  detail: z.string().nullable(),
})
export type CommandRefusal = z.output<typeof commandRefusal>
