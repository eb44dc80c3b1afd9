import { SYNC_CLOSE } from '#shared/contract/sync'
import type { AgentId, SessionId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { describeError, type Logger } from '#shared/lib/logger'

import type { Store } from '../store/store'
import type { Caller } from './caller'
import type { Sessions } from './sessions'

const LOOK_EVERY_MS = 5 * 60_000

interface OpenLine {
  readonly agentId: AgentId
  readonly sessionId: SessionId
  readonly close: (code: number, reason: string) => void
}

/**
 * The open sockets of sessions: closed as soon as their session is over, at whichever hub it was ended, because the end
 * of a session is a change of its agent. Keeps the sessions of those that stay open from expiring unused.
 */
export class DeskLines implements Disposable {
  private readonly lines = new Set<OpenLine>()
  private readonly subscription: Disposable
  private timer: Disposable

  constructor(
    store: Store,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.subscription = store.committed.on((changes) => {
      const agents = new Set<string>(changes.flatMap(({ entity, id }) => (entity === 'agent' ? [id] : [])))
      if (agents.size > 0) this.look((line) => agents.has(line.agentId))
    })
    this.timer = this.schedule()
  }

  /** The session may have ended since its caller was identified: it is looked at once more. */
  add(caller: Caller, close: OpenLine['close']): Disposable {
    const { agentId, sessionId } = caller
    if (sessionId === null) return toDisposable(() => undefined)
    const line = { agentId, sessionId, close }
    this.lines.add(line)
    this.look((one) => one === line)
    return toDisposable(() => {
      this.lines.delete(line)
    })
  }

  dispose(): void {
    this.subscription.dispose()
    this.timer.dispose()
    this.lines.clear()
  }

  private look(isMeant: (line: OpenLine) => boolean): void {
    const meant = [...this.lines].filter(isMeant)
    if (meant.length === 0) return
    this.closeOver(meant).catch((error: unknown) => {
      this.logger.error('it could not be seen whether sessions are over', { cause: describeError(error) })
    })
  }

  private async closeOver(meant: readonly OpenLine[]): Promise<void> {
    const over = await this.sessions.overOf([...new Set(meant.map(({ sessionId }) => sessionId))])
    for (const line of meant) {
      const reason = over.get(line.sessionId)
      if (reason !== undefined) line.close(SYNC_CLOSE.notAuthorised, reason)
    }
  }

  private schedule(): Disposable {
    return this.clock.schedule(LOOK_EVERY_MS, () => {
      this.timer = this.schedule()
      const ids = [...new Set([...this.lines].map(({ sessionId }) => sessionId))]
      if (ids.length === 0) return
      this.closeOver([...this.lines])
        .then(() => this.sessions.touch(ids))
        .catch((error: unknown) => {
          this.logger.error('open sessions could not be looked through', { cause: describeError(error) })
        })
    })
  }
}
