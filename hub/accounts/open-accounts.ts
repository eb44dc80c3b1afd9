import type { AgentId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import { DisposableStore, type Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'

import type { NewId } from '../ids'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import { createAccounts, type Accounts, type AccountsOptions } from './accounts'
import { DeskLines } from './desk-lines'
import { launchGate, type Gate } from './gate'
import type { OwnAccount } from './own-account'
import { keepSetUpCode } from './set-up'

export interface AccountsContext {
  readonly store: Store
  readonly newId: NewId
  readonly secrets: SecretBox
  readonly clock: Clock
  readonly logger: Logger
  /** The person with whom the hub was made. */
  readonly me: AgentId
  /** For the provider of OpenID Connect. */
  readonly fetch: typeof fetch
}

interface HubSecrets {
  readonly secret: string | null
  readonly tokenKey: string
  readonly dataFolder: string
  /** People sign in; absent: whoever knows the secret of the launch is the hub's one person. */
  readonly accounts?: AccountsOptions
}

/** Who may come in, at either kind of hub. */
export interface OpenedAccounts extends Disposable {
  readonly gate: Gate
  /** `null`: nobody signs in. */
  readonly accounts: Accounts | null
  readonly ownAccount: OwnAccount
  readonly lines: DeskLines | null
}

export async function openAccounts(options: HubSecrets, context: AccountsContext): Promise<OpenedAccounts> {
  const { store, newId, secrets, clock, logger, me, fetch } = context
  const made = createAccounts({ store, newId, secrets, logger, fetch }, options.accounts ?? {})
  const owned = new DisposableStore()
  const dispose = () => {
    owned.dispose()
  }
  const ownAccount = made.own
  if (!options.accounts) {
    if (options.secret === null) throw new Error('A hub that nobody can come into: neither a secret nor accounts.')
    return { gate: launchGate(options.secret, me), accounts: null, ownAccount, lines: null, dispose }
  }
  const { tokenKey, dataFolder } = options
  owned.add(await keepSetUpCode({ store, newId, logger, tokenKey, dataFolder, me }))
  const lines = owned.add(new DeskLines(store, made.sessions, clock, logger))
  return { gate: made.sessions, accounts: made, ownAccount, lines, dispose }
}
