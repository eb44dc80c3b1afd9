import type { HandlersOf } from '#shared/contract/define'
import type { SipAccountInput, SipContract } from '#shared/contract/ipc/sip'
import type { SipAccount, SipTestStep } from '#shared/domain/sip-account'
import { err, ok } from '#shared/lib/result'
import type { LineMessages } from '../line-messages'
import type { PhoneDependencies } from '../phone-ports'
import type { OpenFlow } from '../transport/open-flow'
import { readAuthority } from '../transport/read-authority'
import type { AccountLines } from './account-lines'
import { testAccount } from './account-test'

export interface SipHandlerDependencies extends Pick<
  PhoneDependencies,
  'accounts' | 'clock' | 'logger' | 'newId' | 'userAgent'
> {
  readonly lines: AccountLines
  readonly messages: LineMessages
  readonly openFlow: OpenFlow
  readonly onTestProgress: (progress: { readonly testId: string; readonly steps: readonly SipTestStep[] }) => void
}

export function createSipHandlers(deps: SipHandlerDependencies): HandlersOf<SipContract> {
  const { accounts, clock, lines } = deps
  return {
    listLines: () => lines.snapshots(),
    listMessages: () => [...deps.messages.list()],
    saveAccount(input) {
      if (input.isEnabled && input.password === null && accounts.readPassword(input.id) === null)
        return err({ reason: 'passwordMissing' as const })
      const authority = input.authorityPem === null ? null : readAuthority(input.authorityPem, clock.now())
      if (authority?.ok === false) return err({ reason: 'authorityRefused' as const, problem: authority.error })
      const account = accountOf(input)
      const keys = accounts.brokenLocks(account)
      if (keys.length > 0) return lockedBy(keys)
      accounts.save(account)
      if (input.password !== null) accounts.writePassword(input.id, input.password)
      lines.replace(account, input.password !== null)
      return ok(account)
    },
    readAuthority: ({ pem }) => readAuthority(pem, clock.now()),
    removeAccount({ id }) {
      const key = accounts.keptBy(id)
      if (key !== null) return lockedBy([key])
      accounts.remove(id)
      lines.remove(id)
      return ok(null)
    },
    retryNow({ id }) {
      lines.get(id)?.retryNow()
      return null
    },
    testAccount: ({ testId, account }) =>
      // As it would be kept: else the company’s password could be led to another server.
      testAccount(
        { ...account, ...accounts.underLocks(accountOf(account)) },
        account.password ?? accounts.readPassword(account.id),
        {
          ...deps,
          logger: deps.logger.child('sip-test'),
          onProgress: (steps) => {
            deps.onTestProgress({ testId, steps })
          },
        },
      ),
  }
}

function lockedBy(keys: readonly string[]) {
  return err({ reason: 'locked' as const, keys: [...keys] })
}

function accountOf({ password: _password, ...input }: SipAccountInput): SipAccount {
  return { ...input, hasPassword: true }
}
