import { z } from 'zod'

import { callRecord, sendFailure } from './entities'
import { callId, chatId, commandId, fileId, messageId } from './ids'

/**
 * What a desk asks the hub to do. Each carries a client-made UUIDv7 (`CommandEnvelope.id`) and is applied
 * once however often it arrives; the stored outcome is answered again for a repeat.
 */
export const commands = {
  /** `messageId` is made by the desk. An image refers to an upload done before (`PUT /api/uploads/:fileId`). */
  sendMessage: z.object({
    messageId,
    chatId,
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('image'), fileId, name: z.string().nullable() }),
    ]),
    /** When the person pressed Send, on the desk's clock. */
    writtenAtMs: z.number().int(),
  }),
  /** Only for `failed`; goes back to `queued`. */
  retryMessage: z.object({ messageId }),
  /** Takes a `queued` or `failed` message out of the queue. */
  discardMessage: z.object({ messageId }),
  /** Deletes on the channel, within the declared window. */
  deleteMessage: z.object({ messageId }),
  markRead: z.object({ chatId, upToMessageId: messageId.nullable() }),
  blockClient: z.object({ chatId, reason: z.enum(['spam', 'fraud', 'rudeness', 'other']) }),
  setClientPhone: z.object({ chatId, phone: z.string().max(32).nullable() }),
  /** Upsert by call id; with a chat the call also stands in its timeline. */
  recordCall: callRecord,
  markCallsSeen: z.object({ callIds: z.array(callId).max(1000) }),
} as const

export type CommandName = keyof typeof commands
export type CommandArgs<N extends CommandName> = z.output<(typeof commands)[N]>

export const commandEnvelope = z.discriminatedUnion('name', [
  z.object({ id: commandId, name: z.literal('sendMessage'), args: commands.sendMessage }),
  z.object({ id: commandId, name: z.literal('retryMessage'), args: commands.retryMessage }),
  z.object({ id: commandId, name: z.literal('discardMessage'), args: commands.discardMessage }),
  z.object({ id: commandId, name: z.literal('deleteMessage'), args: commands.deleteMessage }),
  z.object({ id: commandId, name: z.literal('markRead'), args: commands.markRead }),
  z.object({ id: commandId, name: z.literal('blockClient'), args: commands.blockClient }),
  z.object({ id: commandId, name: z.literal('setClientPhone'), args: commands.setClientPhone }),
  z.object({ id: commandId, name: z.literal('recordCall'), args: commands.recordCall }),
  z.object({ id: commandId, name: z.literal('markCallsSeen'), args: commands.markCallsSeen }),
])
export type CommandEnvelope = z.output<typeof commandEnvelope>

/**
 * Why a command was refused for good. `SendFailure` reasons belong to messages; the others:
 * `unknownChat`, `unknownMessage` (no such id), `windowClosed` (too late to delete), `wrongState`
 * (e.g. retry of a sent message), `unsupported` (capability missing), `invalid` (did not parse).
 */
export const commandRefusal = z.object({
  reason: z.enum([
    ...sendFailure.options,
    'unknownChat',
    'unknownMessage',
    'windowClosed',
    'wrongState',
    'unsupported',
    'invalid',
  ]),
  detail: z.string().nullable(),
})
export type CommandRefusal = z.output<typeof commandRefusal>
