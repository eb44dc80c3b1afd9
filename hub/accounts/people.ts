import type { Person } from '#shared/contract/accounts'
import type { AgentRole } from '#shared/domain/agent'
import type { AccountEventKind } from '#shared/domain/audit'
import type { AgentId } from '#shared/domain/ids'

import type { NewId } from '../ids'
import { recordAccountEvent } from '../store/account-events'
import { accountByLogin, accountOf, listAccounts, updateAccount, type Account } from '../store/accounts'
import { agentsByIds, listAgents, updateAgent } from '../store/agents'
import { countSessions, endSessions } from '../store/sessions'
import type { Store, Write } from '../store/store'
import type { Caller } from './caller'
import { isLastWhoLetsIn } from './last-administrator'
import type { SecondFactor } from './second-factor'

export type PeopleRefusal = 'unknownAgent' | 'noAccount' | 'lastAdministrator' | 'loginTaken'

/** The people of a hub as administrators keep them. Each change holds from the next request of the person on. */
export class People {
  constructor(
    private readonly store: Store,
    private readonly newId: NewId,
    private readonly secondFactor: SecondFactor,
  ) {}

  list(): Promise<readonly Person[]> {
    return this.store.read(async (view) => {
      const accounts = new Map((await listAccounts(view)).map((account) => [account.agentId, account]))
      const sessions = new Map((await countSessions(view)).map((counted) => [counted.agentId, counted]))
      return (await listAgents(view))
        .filter(({ id, isRemoved }) => !isRemoved || accounts.has(id))
        .map(({ id, name, role, teamIds }) => {
          const account = accounts.get(id)
          return {
            agentId: id,
            name,
            role,
            teamIds: [...teamIds],
            account: account
              ? {
                  login: account.login,
                  isClosed: account.isClosed,
                  hasPassword: account.passwordHash !== null,
                  hasSecondFactor: account.isSecondFactorOn,
                  sessions: account.isClosed ? 0 : (sessions.get(id)?.live ?? 0),
                  lastSeenMs: sessions.get(id)?.lastSeenMs ?? null,
                }
              : null,
          }
        })
    })
  }

  changeRole(caller: Caller, agentId: AgentId, role: AgentRole): Promise<PeopleRefusal | null> {
    return this.store.write(async (tx) => {
      const [agent] = await agentsByIds(tx, [agentId])
      if (!agent || agent.isRemoved) return 'unknownAgent'
      if (agent.role === role) return null
      if (role !== 'administrator' && (await isLastWhoLetsIn(tx, agentId))) return 'lastAdministrator'
      await updateAgent(tx, agentId, { role })
      await this.record(tx, 'roleChanged', caller, agentId, { from: agent.role, to: role })
      return null
    })
  }

  /** Of another address; what the person knows besides goes on to open the account. */
  changeLogin(caller: Caller, agentId: AgentId, login: string): Promise<PeopleRefusal | null> {
    return this.change(agentId, async (tx, account) => {
      if (account.login === login) return null
      if (await accountByLogin(tx, login)) return 'loginTaken'
      await updateAccount(tx, agentId, { login })
      await this.record(tx, 'loginChanged', caller, agentId, { from: account.login, to: login })
      return null
    })
  }

  /** The cases that the person holds go back to their queues: the router sees to that. */
  close(caller: Caller, agentId: AgentId): Promise<PeopleRefusal | null> {
    return this.change(agentId, async (tx, account) => {
      if (account.isClosed) return null
      if (await isLastWhoLetsIn(tx, agentId)) return 'lastAdministrator'
      await updateAccount(tx, agentId, { closedAtMs: tx.nowMs })
      await endSessions(tx, agentId, 'accountClosed')
      const status = { status: 'offline' as const, statusSinceMs: tx.nowMs, statusUntilMs: null }
      await updateAgent(tx, agentId, { isRemoved: true, ...status })
      await this.record(tx, 'accountClosed', caller, agentId)
      return null
    })
  }

  open(caller: Caller, agentId: AgentId): Promise<PeopleRefusal | null> {
    return this.change(agentId, async (tx, account) => {
      if (!account.isClosed) return null
      await updateAccount(tx, agentId, { closedAtMs: null })
      await updateAgent(tx, agentId, { isRemoved: false })
      await this.record(tx, 'accountOpened', caller, agentId)
      return null
    })
  }

  endSessions(caller: Caller, agentId: AgentId): Promise<PeopleRefusal | null> {
    return this.change(agentId, async (tx) => {
      await endSessions(tx, agentId, 'endedByAdministrator')
      await this.record(tx, 'sessionsEnded', caller, agentId)
      return null
    })
  }

  /** For whoever has lost the telephone and the recovery codes. Whoever has found them is out, too. */
  resetSecondFactor(caller: Caller, agentId: AgentId): Promise<PeopleRefusal | null> {
    return this.change(agentId, async (tx, account) => {
      await this.secondFactor.remove(tx, account)
      await endSessions(tx, agentId, 'endedByAdministrator')
      await this.record(tx, 'secondFactorReset', caller, agentId)
      return null
    })
  }

  private change(
    agentId: AgentId,
    work: (tx: Write, account: Account) => Promise<PeopleRefusal | null>,
  ): Promise<PeopleRefusal | null> {
    return this.store.write(async (tx) => {
      const [agent] = await agentsByIds(tx, [agentId])
      if (!agent) return 'unknownAgent'
      const account = await accountOf(tx, agentId)
      return account ? work(tx, account) : 'noAccount'
    })
  }

  private record(
    tx: Write,
    kind: AccountEventKind,
    caller: Caller,
    subjectId: AgentId,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return recordAccountEvent(tx, this.newId(), kind, { actorId: caller.agentId, subjectId, detail })
  }
}
