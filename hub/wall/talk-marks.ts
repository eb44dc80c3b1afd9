import type { AgentId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CallLoad } from '../routing/call-load'
import { forgetTalking, setTalking } from '../store/agents'
import type { Store } from '../store/store'

export interface TalkMarksDependencies {
  readonly store: Store
  readonly calls: CallLoad
  readonly logger: Logger
}

/** Writes down who is in a call and since when, so that the wall can show it, and show it again. */
export class TalkMarks {
  private readonly marked = new Set<AgentId>()
  private readonly subscription: Disposable
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly deps: TalkMarksDependencies) {
    this.subscription = deps.calls.changed.on((id) => {
      this.mark(id)
    })
  }

  async start(): Promise<void> {
    await this.deps.store.write(forgetTalking)
  }

  async stop(): Promise<void> {
    this.subscription.dispose()
    await this.writing
  }

  private mark(id: AgentId): void {
    const { store, calls, logger } = this.deps
    const isTalking = calls.of(id) > 0
    if (isTalking === this.marked.has(id)) return
    if (isTalking) this.marked.add(id)
    else this.marked.delete(id)
    this.writing = this.writing
      .then(() => store.write((tx) => setTalking(tx, id, isTalking ? tx.nowMs : null)))
      .catch((error: unknown) => {
        logger.warn('who is in a call could not be written down', { cause: describeError(error) })
      })
  }
}
