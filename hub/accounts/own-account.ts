import type { z } from 'zod'

import type { beginSecondFactorReply, Me, ownSessions } from '#shared/contract/accounts'
import type { AccountEventKind } from '#shared/domain/audit'
import type { AgentId, SessionId } from '#shared/domain/ids'
import { passwordProblem, type PasswordProblem } from '#shared/domain/password'
import { err, ok, type Result } from '#shared/lib/result'

import type { NewId } from '../ids'
import { recordAccountEvent } from '../store/account-events'
import { accountOf, updateAccount, type Account } from '../store/accounts'
import { countRecoveryCodes } from '../store/recovery-codes'
import { endSessions, liveSessionsOf, sessionsByIds } from '../store/sessions'
import type { Store, Write } from '../store/store'
import type { Caller } from './caller'
import { claimTry, forgive, takeBackTry } from './lock-out'
import type { Passwords } from './passwords'
import type { SecondFactor } from './second-factor'
import { signedInAgent } from './signed-in-agent'

export type PasswordFailure =
  { readonly kind: 'wrongPassword' | 'busy' } | { readonly kind: 'lockedOut'; readonly untilMs: number }
type PasswordChangeFailure = PasswordFailure | { readonly kind: 'weakPassword'; readonly problem: PasswordProblem }
type FactorFailure<K extends string> = PasswordFailure | { readonly kind: K }

interface OwnAccountDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly passwords: Passwords
  readonly secondFactor: SecondFactor
}

/** What people do with their own account. Whatever weakens it asks for the password anew, and counts wrong ones. */
export class OwnAccount {
  constructor(private readonly deps: OwnAccountDependencies) {}

  me({ agentId, sessionId }: Caller): Promise<Me> {
    return this.deps.store.read(async (view) => {
      const account = await accountOf(view, agentId)
      const [session] = sessionId === null ? [] : await sessionsByIds(view, [sessionId])
      return {
        agent: await signedInAgent(view, agentId),
        login: account?.login ?? null,
        session: session ? { id: session.id, expiresAtMs: session.expiresAtMs } : null,
        hasPassword: account?.passwordHash != null,
        hasSecondFactor: account?.isSecondFactorOn ?? false,
        recoveryCodesLeft: await countRecoveryCodes(view, agentId),
      }
    })
  }

  async sessions({ agentId, sessionId }: Caller): Promise<z.output<typeof ownSessions>> {
    const live = await this.deps.store.read((view) => liveSessionsOf(view, agentId))
    return {
      sessions: live.map(({ id, device, address, createdAtMs, lastSeenAtMs, expiresAtMs }) => ({
        ...{ id, device, address, createdAtMs, lastSeenMs: lastSeenAtMs, expiresAtMs },
        isThis: id === sessionId,
      })),
    }
  }

  signOut({ agentId, sessionId }: Caller): Promise<void> {
    return this.deps.store.write(async (tx) => {
      if (sessionId === null) return
      await endSessions(tx, agentId, 'signedOut', { only: sessionId })
      await this.record(tx, 'signedOut', agentId, { session: sessionId })
    })
  }

  /** `false`: it is nobody's, or somebody else's. */
  revoke({ agentId }: Caller, id: SessionId): Promise<boolean> {
    return this.deps.store.write(async (tx) => {
      const [session] = await sessionsByIds(tx, [id])
      if (session?.agentId !== agentId) return false
      if ((await endSessions(tx, agentId, 'revoked', { only: id })) > 0)
        await this.record(tx, 'sessionRevoked', agentId, { session: id })
      return true
    })
  }

  async changePassword(
    caller: Caller,
    { current, next }: { readonly current: string; readonly next: string },
    address: string,
  ): Promise<Result<null, PasswordChangeFailure>> {
    const known = await this.confirmed(caller, current, address)
    if (!known.ok) return known
    const problem = passwordProblem(next, known.value.login)
    if (problem !== null) return err({ kind: 'weakPassword', problem })
    const hash = await this.deps.passwords.hash(next)
    if (!hash.ok) return err({ kind: 'busy' })
    return this.deps.store.write(async (tx) => {
      const present = await accountOf(tx, caller.agentId)
      if (present?.passwordHash !== known.value.passwordHash) return err({ kind: 'wrongPassword' })
      await updateAccount(tx, caller.agentId, { passwordHash: hash.value })
      const except = caller.sessionId === null ? {} : { except: caller.sessionId }
      await endSessions(tx, caller.agentId, 'passwordChanged', except)
      await this.record(tx, 'passwordChanged', caller.agentId)
      return ok(null)
    })
  }

  async beginSecondFactor(
    caller: Caller,
    password: string,
    address: string,
  ): Promise<Result<z.output<typeof beginSecondFactorReply>, FactorFailure<'alreadyOn'>>> {
    const known = await this.confirmed(caller, password, address)
    if (!known.ok) return known
    const made = this.deps.secondFactor.make(known.value.login)
    return this.deps.store.write(async (tx) => {
      const present = await accountOf(tx, caller.agentId)
      if (!present || present.isSecondFactorOn) return err({ kind: 'alreadyOn' })
      await this.deps.secondFactor.begin(tx, present, made.secret)
      return ok(made)
    })
  }

  /** The recovery codes, told once. */
  async confirmSecondFactor(
    caller: Caller,
    code: string,
    address: string,
  ): Promise<Result<readonly string[], FactorFailure<'notBegun' | 'codeWrong'>>> {
    const { store, secondFactor } = this.deps
    const recoveryCodes = secondFactor.makeRecoveryCodes()
    return store.write(async (tx) => {
      const account = await accountOf(tx, caller.agentId)
      if (!account || account.secondFactor === null || account.isSecondFactorOn) return err({ kind: 'notBegun' })
      const wanted = { login: account.login, address }
      const locked = await claimTry(tx, wanted)
      if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
      if (!(await secondFactor.confirm(tx, account, code, recoveryCodes))) return err({ kind: 'codeWrong' })
      await forgive(tx, wanted)
      await this.record(tx, 'secondFactorOn', caller.agentId)
      return ok(recoveryCodes)
    })
  }

  async removeSecondFactor(
    caller: Caller,
    { password, code }: { readonly password: string; readonly code: string },
    address: string,
  ): Promise<Result<null, FactorFailure<'notOn' | 'codeWrong'>>> {
    const known = await this.confirmed(caller, password, address)
    if (!known.ok) return known
    return this.deps.store.write(async (tx) => {
      const account = await accountOf(tx, caller.agentId)
      if (!account?.isSecondFactorOn) return err({ kind: 'notOn' })
      const wanted = { login: account.login, address }
      const locked = await claimTry(tx, wanted)
      if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
      if (!(await this.deps.secondFactor.take(tx, account, code))) return err({ kind: 'codeWrong' })
      await forgive(tx, wanted)
      await this.deps.secondFactor.remove(tx, account)
      await this.record(tx, 'secondFactorOff', caller.agentId)
      return ok(null)
    })
  }

  /** Is it really the person of the session, and not whoever sits at the open desk? */
  private async confirmed(
    { agentId }: Caller,
    password: string,
    address: string,
  ): Promise<Result<Account, PasswordFailure>> {
    const { store, passwords } = this.deps
    const account = await store.read((view) => accountOf(view, agentId))
    if (account?.passwordHash == null) return err({ kind: 'wrongPassword' })
    const wanted = { login: account.login, address }
    const locked = await store.write((tx) => claimTry(tx, wanted))
    if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
    const right = await passwords.verify(password, account.passwordHash)
    if (right.ok && !right.value) return err({ kind: 'wrongPassword' })
    await store.write((tx) => takeBackTry(tx, wanted))
    return right.ok ? ok(account) : err({ kind: 'busy' })
  }

  private record(
    tx: Write,
    kind: AccountEventKind,
    agentId: AgentId,
    detail: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    return recordAccountEvent(tx, this.deps.newId(), kind, { actorId: agentId, subjectId: agentId, detail })
  }
}
