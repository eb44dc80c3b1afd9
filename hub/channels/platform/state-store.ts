import type { z } from 'zod'

import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { ChannelHost } from '../channel'
import { parseJson } from './http/parse'

/** What comes so close together is one write: hundreds of chats change in a second. */
const SOON_MS = 2_000

/** Changes are in memory at once; how soon on disk depends on what it would cost to lose them. */
export class StateStore<T extends object> implements Disposable {
  private current: T
  private saving: Promise<void> = Promise.resolve()
  private queued: Promise<void> | null = null
  private soon: Disposable | null = null

  /** `schema` has a default for everything. */
  constructor(
    private readonly host: Pick<ChannelHost, 'clock' | 'loadState' | 'saveState'>,
    private readonly logger: Logger,
    private readonly schema: z.ZodType<T>,
  ) {
    this.current = schema.parse({})
  }

  get value(): T {
    return this.current
  }

  async load(): Promise<void> {
    const text = await this.host.loadState()
    if (text === null) return
    const parsed = this.schema.safeParse(parseJson(text))
    if (parsed.success) this.current = parsed.data
    else this.logger.warn('Saved state is unreadable: history is compared anew')
  }

  /** On disk when the promise resolves. */
  change(make: (state: T) => Partial<T>): Promise<void> {
    this.current = { ...this.current, ...make(this.current) }
    this.queued ??= this.saving.then(() => {
      this.queued = null
      this.saving = this.host.saveState(JSON.stringify(this.current))
      return this.saving
    })
    return this.queued
  }

  /** For what is only found out again if it is lost. */
  changeSoon(make: (state: T) => Partial<T>): void {
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
