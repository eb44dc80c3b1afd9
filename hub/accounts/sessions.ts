import type { SessionEnd, SignedIn } from '#shared/contract/accounts'
import type { AgentId, SessionId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { addSession, sessionByToken, sessionsByIds, touchSessions, type KnownSession } from '../store/sessions'
import type { Read, Store, Write } from '../store/store'
import { SessionOver, type Caller } from './caller'
import type { Gate, Identity } from './gate'
import { hashSecret, newSecret } from './secrets'

const DAY_MS = 24 * 60 * 60_000
const UNUSED_MS = 30 * DAY_MS
const AT_MOST_MS = 90 * DAY_MS
/** Its last use is written down no more often. */
const SEEN_EVERY_MS = 5 * 60_000

export interface NewSession {
  readonly id: SessionId
  readonly token: string
}

/** The sessions of a team's hub: the token alone opens one, and the database alone says whether it does. */
export class Sessions implements Gate {
  constructor(
    private readonly store: Store,
    private readonly newId: NewId,
  ) {}

  /** Made outside of the transaction in which it begins: that one may be repeated. */
  make(): NewSession {
    return { id: this.newId<SessionId>(), token: newSecret() }
  }

  async begin(
    tx: Write,
    { id, token }: NewSession,
    of: { readonly agentId: AgentId; readonly device: string; readonly address: string },
  ): Promise<Pick<SignedIn, 'token' | 'session'>> {
    const expiresAtMs = tx.nowMs + UNUSED_MS
    await addSession(tx, { id, tokenHash: hashSecret(token), expiresAtMs, ...of })
    return { token, session: { id, expiresAtMs } }
  }

  async identify(token: string, address: string): Promise<Identity> {
    const { known, nowMs } = await this.store.read(async (view) => ({
      known: await sessionByToken(view, hashSecret(token)),
      nowMs: view.nowMs,
    }))
    if (!known) return { kind: 'unknown' }
    if (known.over !== null) return { kind: 'over', reason: known.over }
    if (nowMs - known.lastSeenAtMs >= SEEN_EVERY_MS || known.address !== address) await this.touch([known.id], address)
    return { kind: 'caller', caller: callerOf(known) }
  }

  async recheck(view: Read, caller: Caller): Promise<Caller> {
    if (caller.sessionId === null) return caller
    const [known] = await sessionsByIds(view, [caller.sessionId])
    // Only those that ended long ago are forgotten.
    if (!known) throw new SessionOver('expired')
    if (known.over !== null) throw new SessionOver(known.over)
    return callerOf(known)
  }

  async overOf(ids: readonly SessionId[]): Promise<ReadonlyMap<SessionId, SessionEnd>> {
    const known = await this.store.read((view) => sessionsByIds(view, ids))
    return new Map(known.flatMap(({ id, over }) => (over === null ? [] : [[id, over] as const])))
  }

  /** Used at this moment, by a request or an open socket. */
  touch(ids: readonly SessionId[], address?: string): Promise<void> {
    const patience = { unusedMs: UNUSED_MS, atMostMs: AT_MOST_MS }
    return this.store.write((tx) => touchSessions(tx, ids, address === undefined ? patience : { ...patience, address }))
  }
}

function callerOf({ id, agentId, role }: KnownSession): Caller {
  return { agentId, role, sessionId: id }
}
