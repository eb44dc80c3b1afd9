import type { AgentId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { CallLoad } from '../routing/call-load'
import { forgetTalking, setTalking } from '../store/agents'
import type { Store, Write } from '../store/store'

/** Until then desks are back at a hub after the end of theirs, and hubs have told each other of their calls. */
const SETTLED_AFTER_MS = 30_000

export interface TalkMarksDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly calls: CallLoad
  readonly logger: Logger
}

/** Writes down who is in a call and since when, so that the wall can show it, and show it again. */
export class TalkMarks {
  private readonly marked = new Set<AgentId>()
  private readonly subscription: Disposable
  private writing: Promise<void> = Promise.resolve()
  private sweep: Disposable | null = null

  constructor(private readonly deps: TalkMarksDependencies) {
    this.subscription = deps.calls.changed.on((id) => {
      this.mark(id)
    })
  }

  /** Marks of calls that ended with a hub are taken away: at once where it was this one, else when all have spoken. */
  async start(): Promise<void> {
    const { store, clock } = this.deps
    if (!store.isShared) {
      await store.write((tx) => forgetTalking(tx, () => false))
      return
    }
    this.sweep = clock.schedule(SETTLED_AFTER_MS, () => {
      this.write((tx) => forgetTalking(tx, (id) => this.deps.calls.of(id) > 0))
    })
  }

  async stop(): Promise<void> {
    this.sweep?.dispose()
    this.subscription.dispose()
    await this.writing
  }

  private mark(id: AgentId): void {
    const isTalking = this.deps.calls.of(id) > 0
    if (isTalking === this.marked.has(id)) return
    if (isTalking) this.marked.add(id)
    else this.marked.delete(id)
    this.write((tx) => setTalking(tx, id, isTalking))
  }

  private write(work: (tx: Write) => Promise<void>): void {
    const { store, logger } = this.deps
    this.writing = this.writing
      .then(() => store.write(work))
      .catch((error: unknown) => {
        logger.warn('who is in a call could not be written down', { cause: describeError(error) })
      })
  }
}
