import { z } from 'zod'

import type { FileId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ChannelHost } from '../channel'
import { parseJson } from './http/parse'
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
const driverState = z.object({
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

/** A burst of small changes is one write. */
const SOON_MS = 500

/** Changes are in memory at once; how soon on disk depends on what it would cost to lose them. */
export class DriverStateStore implements Disposable {
  private current: DriverState = driverState.parse({})
  private saving: Promise<void> = Promise.resolve()
  private queued: Promise<void> | null = null
  private soon: Disposable | null = null

  constructor(
    private readonly host: ChannelHost,
    private readonly logger: Logger,
  ) {}

  get value(): DriverState {
    return this.current
  }

  async load(): Promise<void> {
    const text = await this.host.loadState()
    if (text === null) return
    const parsed = driverState.safeParse(parseJson(text))
    if (parsed.success) this.current = parsed.data
    else this.logger.warn('Saved state is unreadable: history is compared anew')
  }

  /** On disk when the promise resolves. */
  change(make: (state: DriverState) => Partial<DriverState>): Promise<void> {
    this.current = { ...this.current, ...make(this.current) }
    this.queued ??= this.saving.then(() => {
      this.queued = null
      this.saving = this.host.saveState(JSON.stringify(this.current))
      return this.saving
    })
    return this.queued
  }

  /** For what is only found out again if it is lost. */
  changeSoon(make: (state: DriverState) => Partial<DriverState>): void {
    this.current = { ...this.current, ...make(this.current) }
    this.soon ??= this.host.clock.schedule(SOON_MS, () => {
      this.flush()
    })
  }

  dispose(): void {
    if (this.soon) this.flush()
  }

  private flush(): void {
    this.soon?.dispose()
    this.soon = null
    this.change(() => ({})).catch((error: unknown) => {
      this.logger.warn('The state of the driver was not saved', { error: describeError(error) })
    })
  }
}
