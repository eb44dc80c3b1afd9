import type { SipLine } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'
import type { SipAccount } from '#shared/domain/sip-account'
import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { AccountLine, type AccountLineDependencies } from './account-line'

export interface AccountLinesDependencies extends Omit<AccountLineDependencies, 'onChanged'> {
  readonly onChanged: (lines: SipLine[]) => void
  /** The account was removed or changed: calls of this line must end while it can still say goodbye. */
  readonly onRetired: (line: AccountLine) => void
}

/** One line per account, in the order of the account store. */
export class AccountLines implements Disposable {
  private readonly lines = new Map<SipAccountId, AccountLine>()

  constructor(private readonly deps: AccountLinesDependencies) {}

  start(): void {
    for (const account of this.deps.accounts.list()) this.open(account)
    this.tell()
  }

  all(): readonly AccountLine[] {
    return [...this.lines.values()]
  }

  get(id: SipAccountId): AccountLine | undefined {
    return this.lines.get(id)
  }

  snapshots(): SipLine[] {
    return this.all().map((line) => line.snapshot)
  }

  /** The account was saved. A line that runs as it should goes on, with its calls; any other begins anew. */
  replace(account: SipAccount, isPasswordNew: boolean): void {
    const before = this.lines.get(account.id)
    const goesOn = before !== undefined && !isPasswordNew && before.isRegistered && before.adopt(account)
    if (!goesOn) {
      // One after the other: both have the same Contact, and the old line's goodbye must not remove the new binding.
      this.open(account, before ? this.retire(before) : undefined)
    }
    this.tell()
  }

  remove(id: SipAccountId): void {
    const line = this.lines.get(id)
    if (!line) return
    this.lines.delete(id)
    void this.retire(line)
    this.tell()
  }

  /** Lines are again what the store says: some begin, some end, the rest goes on. */
  followStore(): void {
    const wanted = this.deps.accounts.list()
    for (const { account } of this.all()) if (wanted.every(({ id }) => id !== account.id)) this.remove(account.id)
    for (const account of wanted) {
      const before = this.get(account.id)?.account
      if (before === undefined || !isSame(before, account))
        this.replace(account, before?.hasPassword !== account.hasPassword)
    }
  }

  handleNetworkChanged(): void {
    for (const line of this.lines.values()) line.handleNetworkChanged()
  }

  async close(): Promise<void> {
    await Promise.all(this.all().map((line) => line.close()))
  }

  dispose(): void {
    for (const line of this.lines.values()) line.dispose()
  }

  private open(account: SipAccount, after?: Promise<void>): void {
    const line = new AccountLine(account, {
      ...this.deps,
      logger: this.deps.logger.child('sip', { accountId: account.id }),
      onChanged: () => {
        if (this.lines.get(account.id) === line) this.tell()
      },
    })
    this.lines.set(account.id, line)
    if (!after) {
      line.start()
      return
    }
    void after.then(() => {
      if (this.lines.get(account.id) === line) line.start()
    })
  }

  /** Ends the calls of the line and says goodbye, for a bounded time. */
  private async retire(line: AccountLine): Promise<void> {
    this.deps.onRetired(line)
    try {
      await line.close()
    } catch (error) {
      this.deps.logger.warn('line not closed in order', { accountId: line.account.id, error: describeError(error) })
    }
  }

  private tell(): void {
    this.deps.onChanged(this.snapshots())
  }
}

function isSame(one: SipAccount, other: SipAccount): boolean {
  const sorted = (account: SipAccount) => JSON.stringify(Object.entries(account).sort(([a], [b]) => a.localeCompare(b)))
  return sorted(one) === sorted(other)
}
