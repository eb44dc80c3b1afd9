import type { SipLine } from '#shared/contract/ipc/sip'
import type { SipAccountId } from '#shared/domain/ids'
import type { SipAccount } from '#shared/domain/sip-account'
import type { Disposable } from '#shared/lib/disposable'
import { describeError } from '#shared/lib/logger'
import { AccountLine, type AccountLineDependencies } from './account-line'

export interface AccountLinesDependencies extends Omit<AccountLineDependencies, 'onChanged'> {
  readonly onChanged: (lines: SipLine[]) => void
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

  /** The account was saved: what is known of the old connection counts no more. */
  replace(account: SipAccount): void {
    const before = this.lines.get(account.id)
    if (before) this.retire(before)
    this.open(account)
    this.tell()
  }

  remove(id: SipAccountId): void {
    const line = this.lines.get(id)
    if (!line) return
    this.lines.delete(id)
    this.retire(line)
    this.tell()
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

  private open(account: SipAccount): void {
    const line = new AccountLine(account, {
      ...this.deps,
      logger: this.deps.logger.child('sip', { accountId: account.id }),
      onChanged: () => {
        if (this.lines.get(account.id) === line) this.tell()
      },
    })
    this.lines.set(account.id, line)
    line.start()
  }

  /** Says goodbye beside the new line; its calls end with it. */
  private retire(line: AccountLine): void {
    line.close().catch((error: unknown) => {
      this.deps.logger.warn('line not closed in order', { accountId: line.account.id, error: describeError(error) })
    })
  }

  private tell(): void {
    this.deps.onChanged(this.snapshots())
  }
}
