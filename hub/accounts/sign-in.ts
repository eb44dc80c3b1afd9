import type { z } from 'zod'

import type { SignedIn, signInRequest } from '#shared/contract/accounts'
import { err, ok, type Result } from '#shared/lib/result'

import type { NewId } from '../ids'
import { recordAccountEvent } from '../store/account-events'
import { accountByLogin, accountOf, updateAccount, type Account } from '../store/accounts'
import type { Store, Write } from '../store/store'
import { claimTry, forgive, takeBackTry, type Try } from './lock-out'
import type { Passwords } from './passwords'
import type { SecondFactor } from './second-factor'
import type { NewSession, Sessions } from './sessions'
import { signedInAgent } from './signed-in-agent'

export type SignInFailure =
  | { readonly kind: 'wrongCredentials' | 'codeNeeded' | 'codeWrong' | 'accountClosed' | 'busy' }
  | { readonly kind: 'lockedOut'; readonly untilMs: number }

export interface SignInDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly secondFactor: SecondFactor
}

/** With login and password, and the second factor where there is one. */
export class SignIn {
  constructor(private readonly deps: SignInDependencies) {}

  async signIn(
    { login, password, code, device }: z.output<typeof signInRequest>,
    address: string,
  ): Promise<Result<SignedIn, SignInFailure>> {
    const { store, passwords } = this.deps
    const wanted = { login, address }
    const locked = await store.write((tx) => claimTry(tx, wanted))
    if (locked) return err({ kind: 'lockedOut', untilMs: locked.untilMs })
    const account = await store.read((view) => accountByLogin(view, login))
    const right = await passwords.verify(password, account?.passwordHash ?? null)
    if (!right.ok) return this.undecided(wanted, 'busy')
    if (!account || !right.value) return this.refused(account, address, 'wrongCredentials')
    if (account.isClosed) return this.refused(account, address, 'accountClosed')
    if (account.isSecondFactorOn && code === undefined) return this.undecided(wanted, 'codeNeeded')
    const rehashed = await this.rehashed(account, password)
    const session = this.deps.sessions.make()
    return store.write(async (tx) => {
      const present = await accountOf(tx, account.agentId)
      // Changed while the password was being checked: that one was right for what is no more.
      if (present?.passwordHash !== account.passwordHash || present.isClosed) return err({ kind: 'wrongCredentials' })
      if (!(await this.isCodeRight(tx, present, code))) {
        await this.record(tx, 'signInRefused', present, address, { reason: 'codeWrong' })
        return err({ kind: 'codeWrong' })
      }
      await forgive(tx, wanted)
      if (rehashed !== null) await updateAccount(tx, present.agentId, { passwordHash: rehashed })
      return ok(await this.begin(tx, session, present, device, address))
    })
  }

  /** Whoever has been let in by other means than a password. */
  async begin(tx: Write, session: NewSession, account: Account, device: string, address: string): Promise<SignedIn> {
    const begun = await this.deps.sessions.begin(tx, session, { agentId: account.agentId, device, address })
    await this.record(tx, 'signedIn', account, address, { session: session.id })
    return { ...begun, agent: await signedInAgent(tx, account.agentId) }
  }

  private async isCodeRight(tx: Write, account: Account, code: string | undefined): Promise<boolean> {
    if (!account.isSecondFactorOn) return true
    return code !== undefined && this.deps.secondFactor.take(tx, account, code)
  }

  private async undecided<K extends 'busy' | 'codeNeeded'>(
    wanted: Try,
    kind: K,
  ): Promise<Result<never, SignInFailure>> {
    await this.deps.store.write((tx) => takeBackTry(tx, wanted))
    return err({ kind })
  }

  private async refused(
    account: Account | null,
    address: string,
    kind: 'wrongCredentials' | 'accountClosed',
  ): Promise<Result<never, SignInFailure>> {
    await this.deps.store.write((tx) => this.record(tx, 'signInRefused', account, address, { reason: kind }))
    return err({ kind })
  }

  private async rehashed(account: Account, password: string): Promise<string | null> {
    const { passwords } = this.deps
    if (account.passwordHash === null || !passwords.isOutdated(account.passwordHash)) return null
    const hash = await passwords.hash(password)
    return hash.ok ? hash.value : null
  }

  private record(
    tx: Write,
    kind: 'signedIn' | 'signInRefused',
    account: Account | null,
    address: string,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    const subjectId = account?.agentId ?? null
    return recordAccountEvent(tx, this.deps.newId(), kind, { subjectId, address, detail })
  }
}
