import type { NewId } from '../ids'
import type { SecretBox } from '../secrets/secret-box'
import type { Store } from '../store/store'
import { Invitations } from './invitations'
import { OwnAccount } from './own-account'
import { Passwords, type ScryptCost } from './passwords'
import { People } from './people'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'
import { SignIn } from './sign-in'

export interface AccountsOptions {
  /** Tests hash cheaply. */
  readonly cost?: ScryptCost
}

/** Everything that lets people in, of a hub at which they sign in. */
export interface Accounts {
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly own: OwnAccount
  readonly invitations: Invitations
  readonly people: People
}

/** `own` is there wherever a desk asks who it is. */
export function createAccounts(store: Store, newId: NewId, secrets: SecretBox, { cost }: AccountsOptions): Accounts {
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
  }
}
