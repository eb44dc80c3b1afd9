import { z } from 'zod'

import type { FileId } from '#shared/domain/ids'

import { wireMessage } from './wire/schemas'

const fileId = z.string().transform((id) => id as FileId)

/** A voice message or picture that is not kept yet. */
const pendingMedia = z.object({
  chatId: z.string(),
  clientName: z.string(),
  isBackfill: z.boolean(),
  message: wireMessage,
  tries: z.number(),
  nextAtMs: z.number(),
})
export type PendingMedia = z.output<typeof pendingMedia>

/** What the driver has to remember over restarts. Small: the messages themselves are the hub's. */
export const driverState = z.object({
  userId: z.number().nullable().default(null),
  /** By the platform's clock: messages before it are history, not news. */
  connectedAtMs: z.number().nullable().default(null),
  isBackfilled: z.boolean().default(false),
  /** Chat → what its list entry looked like when it was last read whole, and whose chat it is. */
  chats: z.record(z.string(), z.object({ signature: z.string(), clientId: z.string() })).default({}),
  /** Chats whose reachable history is all here. */
  complete: z.array(z.string()).default([]),
  webhookUrl: z.string().nullable().default(null),
  authorisations: z.array(z.object({ state: z.string(), atMs: z.number() })).default([]),
  /** Chats that a webhook named and that are still to be re-read. */
  hints: z.array(z.string()).default([]),
  media: z.array(pendingMedia).default([]),
  sentImages: z.array(z.object({ chatId: z.string(), fileId, imageId: z.string() })).default([]),
  /** Chat → up to when our own read mark covers it, by the platform's clock. */
  readMarks: z.record(z.string(), z.number()).default({}),
  blockedClients: z.array(z.string()).default([]),
  avatars: z.record(z.string(), z.object({ url: z.string(), fileId: fileId.nullable() })).default({}),
})
export type DriverState = z.output<typeof driverState>
