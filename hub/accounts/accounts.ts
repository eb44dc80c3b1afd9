import type { Logger } from '#shared/lib/logger'

import type { NewId } from '../ids'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import { Invitations } from './invitations'
import { Oidc } from './oidc'
import { OidcClient, type OidcProvider } from './oidc-client'
import { OwnAccount } from './own-account'
import { Passwords, type ScryptCost } from './passwords'
import { People } from './people'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'
import { SignIn } from './sign-in'

export interface AccountsOptions {
  /** Tests hash cheaply. */
  readonly cost?: ScryptCost
  /** Where people may sign in besides. */
  readonly provider?: OidcProvider
}

/** Everything that lets people in, of a hub at which they sign in. */
export interface Accounts {
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly own: OwnAccount
  readonly invitations: Invitations
  readonly people: People
  readonly provider: OidcProvider | null
  readonly oidc: Oidc | null
}

interface AccountsDependencies {
  readonly store: Store
  readonly newId: NewId
  readonly secrets: SecretBox
  readonly logger: Logger
  readonly fetch: typeof fetch
}

export function createAccounts(deps: AccountsDependencies, { cost, provider }: AccountsOptions): Accounts {
  const { store, newId, secrets } = deps
  const passwords = new Passwords(cost)
  const sessions = new Sessions(store, newId)
  const secondFactor = new SecondFactor(secrets, newId)
  const signIn = new SignIn({ store, newId, passwords, sessions, secondFactor })
  return {
    sessions,
    signIn,
    own: new OwnAccount({ store, newId, passwords, secondFactor }),
    invitations: new Invitations({ store, newId, passwords, sessions, signIn }),
    people: new People(store, newId, secondFactor),
    provider: provider ?? null,
    oidc: provider ? new Oidc({ ...deps, sessions, signIn, client: new OidcClient(provider, deps.fetch) }) : null,
  }
}
