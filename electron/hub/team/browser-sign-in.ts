import type { SignedIn } from '#shared/contract/accounts'
import type { BrowserReply, FinishReply } from '#shared/contract/ipc/sign-in'
import type { AccountRequests } from './account-requests'

export interface BrowserSignInDependencies {
  readonly accounts: Pick<AccountRequests, 'beginInBrowser' | 'finishInBrowser'>
  /** Opens the page in the system's browser; `false`: this may not be opened, or there is none. */
  readonly open: (address: string) => Promise<boolean>
  readonly onGranted: (url: string, signedIn: SignedIn) => void
}

/**
 * A sign-in that goes through the browser (docs/adr/0040): the secret stays here, the code comes from the browser's last
 * page, and only both sign in. One at a time; a new one forgets the one before.
 */
export class BrowserSignIn {
  private begun: { readonly url: string; readonly attempt: string; readonly secret: string } | null = null

  constructor(private readonly deps: BrowserSignInDependencies) {}

  async begin(url: string, provider: string): Promise<BrowserReply> {
    this.begun = null
    const reply = await this.deps.accounts.beginInBrowser(url, provider)
    if (reply.kind !== 'begun') return reply
    if (!(await this.deps.open(reply.address))) return { kind: 'noBrowser' }
    const { attempt, secret, expiresAtMs } = reply
    this.begun = { url, attempt, secret }
    return { kind: 'opened', expiresAtMs }
  }

  /** Was this one begun here? Anybody can write a link. */
  isOurs(attempt: string): boolean {
    return this.begun?.attempt === attempt
  }

  async finish(code: string): Promise<FinishReply> {
    const { begun } = this
    if (!begun) return { kind: 'unknownAttempt' }
    const { url, attempt, secret } = begun
    const reply = await this.deps.accounts.finishInBrowser(url, { attempt, secret, code: code.trim() })
    if (reply.kind !== 'granted') return reply
    this.begun = null
    this.deps.onGranted(url, reply.signedIn)
    return { kind: 'signedIn' }
  }
}
