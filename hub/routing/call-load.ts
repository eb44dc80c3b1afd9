import type { AgentId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import { Emitter } from '#shared/lib/emitter'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Elsewhere } from '../elsewhere'

/**
 * In how many calls each agent is now, as the desks say, those of other hubs too. Nothing of it is kept: a desk that is
 * gone is in no call that anybody could wait for.
 */
export class CallLoad implements Disposable {
  /** An agent has become freer, or less so. */
  readonly changed: Emitter<AgentId>
  private readonly byDesk = new Map<symbol, { readonly agentId: AgentId; readonly calls: number }>()
  private readonly listener: Disposable

  constructor(
    logger: Logger,
    private readonly elsewhere: Elsewhere<number>,
  ) {
    this.changed = new Emitter((error) => {
      logger.error('a listener of calls failed', { cause: describeError(error) })
    })
    this.listener = elsewhere.changed.on((agentId) => {
      this.changed.emit(agentId as AgentId)
    })
  }

  /** One desk; disposed with its connection. */
  desk(): Disposable & { say(agentId: AgentId, calls: number): void } {
    const key = Symbol('desk')
    const set = (entry: { agentId: AgentId; calls: number } | null) => {
      const before = this.byDesk.get(key)
      if (before?.agentId === entry?.agentId && before?.calls === entry?.calls) return
      if (entry) this.byDesk.set(key, entry)
      else this.byDesk.delete(key)
      for (const id of new Set([before?.agentId, entry?.agentId])) if (id) this.told(id)
    }
    return {
      say: (agentId, calls) => {
        set(calls > 0 ? { agentId, calls } : null)
      },
      dispose: () => {
        set(null)
      },
    }
  }

  of(agentId: AgentId): number {
    return this.elsewhere.of(agentId).reduce((sum, calls) => sum + calls, this.here(agentId))
  }

  dispose(): void {
    this.listener.dispose()
  }

  private here(agentId: AgentId): number {
    let calls = 0
    for (const entry of this.byDesk.values()) if (entry.agentId === agentId) calls += entry.calls
    return calls
  }

  private told(agentId: AgentId): void {
    const calls = this.here(agentId)
    this.elsewhere.tell(agentId, calls > 0 ? calls : null)
    this.changed.emit(agentId)
  }
}
