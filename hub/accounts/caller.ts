import type { SessionEnd } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId, SessionId } from '#shared/domain/ids'

/** Who asks. */
export interface Caller {
  readonly agentId: AgentId
  readonly role: AgentRole
  /** `null`: the one desk of an embedded hub, which speaks for everybody who works at it. */
  readonly sessionId: SessionId | null
}

/** In whose name something is done: only the desk of an embedded hub may speak for others. */
export function actorOf(caller: Caller, by: AgentId | undefined): AgentId {
  return caller.sessionId === null ? (by ?? caller.agentId) : caller.agentId
}

/** The session ended while something was asked in it. */
export class SessionOver extends Error {
  constructor(readonly reason: SessionEnd) {
    super(`The session is over: ${reason}.`)
    this.name = 'SessionOver'
  }
}
