import type { ProxyChallenge, ProxyCredentials } from '#shared/domain/proxy'
import type { Clock } from '#shared/lib/clock'
import type { Logger } from '#shared/lib/logger'
import type { ProxyLoginStore } from '../settings/proxy-login-store'

export interface AskedLogin {
  readonly proxy: string
  readonly realm: string
  readonly isOpen: boolean
  readonly isAgain: boolean
}

export interface GivenLogin extends ProxyCredentials {
  readonly keeps: boolean
}

export interface ProxyLoginsOptions {
  readonly store: ProxyLoginStore
  /** Asks the person; `null`: not now. */
  readonly ask: (asked: AskedLogin) => Promise<GivenLogin | null>
  readonly clock: Clock
  readonly logger: Logger
}

/** So long a person who wants no question hears none, although the desk tries on. */
export const LEFT_ALONE_MS = 300_000

/**
 * Who one is at a proxy: what was given or kept, else what the person says now. Everybody who meets the same proxy
 * meanwhile waits for the same answer. Neither name nor password is ever logged.
 */
export class ProxyLogins {
  /** `null`: what is kept has not been looked at, for which the system's keyring may have to be opened. */
  private read: Map<string, ProxyCredentials> | null = null
  private readonly asking = new Map<string, Promise<ProxyCredentials | null>>()
  private readonly leftAloneUntilMs = new Map<string, number>()

  constructor(private readonly options: ProxyLoginsOptions) {}

  /** `refused`: what this very request has tried before; it was wrong. `null`: nobody gives any. */
  async answer(challenge: ProxyChallenge, refused: ProxyCredentials | null): Promise<ProxyCredentials | null> {
    const { store, clock } = this.options
    const proxy = addressOf(challenge)
    const key = keyOf(proxy, challenge.realm)
    const running = this.asking.get(key)
    if (running) return running
    const known = this.given.get(key)
    if (known && !isSame(known, refused)) return known
    if (known) {
      this.given.delete(key)
      store.forget(proxy, challenge.realm)
    }
    if ((this.leftAloneUntilMs.get(key) ?? 0) > clock.now()) return null
    const asking = this.ask(challenge, key, refused !== null).finally(() => this.asking.delete(key))
    this.asking.set(key, asking)
    return asking
  }

  /** Of whatever realm: for who speaks before being asked. */
  knownFor(host: string, port: number): ProxyCredentials | null {
    const start = keyOf(addressOf({ host, port }), '')
    for (const [key, credentials] of this.given) if (key.startsWith(start)) return credentials
    return null
  }

  kept(): { readonly proxy: string; readonly user: string }[] {
    return this.options.store.read().map(({ proxy, user }) => ({ proxy, user }))
  }

  forgetAll(): void {
    this.given.clear()
    this.leftAloneUntilMs.clear()
    this.options.store.forgetAll()
  }

  /** The person wants to get through now. */
  askAnew(): void {
    this.leftAloneUntilMs.clear()
  }

  private get given(): Map<string, ProxyCredentials> {
    this.read ??= new Map(
      this.options.store
        .read()
        .map(({ proxy, realm, user, password }) => [keyOf(proxy, realm), { user, password }] as const),
    )
    return this.read
  }

  private async ask(challenge: ProxyChallenge, key: string, isAgain: boolean): Promise<ProxyCredentials | null> {
    const { store, ask, clock, logger } = this.options
    const proxy = addressOf(challenge)
    const { realm, scheme } = challenge
    logger.info('a proxy asks for a login', { scheme, isAgain })
    const answer = await ask({ proxy, realm, isOpen: scheme.toLowerCase() === 'basic', isAgain })
    if (!answer) {
      this.leftAloneUntilMs.set(key, clock.now() + LEFT_ALONE_MS)
      return null
    }
    const { keeps, ...credentials } = answer
    this.given.set(key, credentials)
    if (keeps) store.keep({ proxy, realm, ...credentials })
    return credentials
  }
}

function addressOf({ host, port }: Pick<ProxyChallenge, 'host' | 'port'>): string {
  return `${host}:${String(port)}`
}

function keyOf(proxy: string, realm: string): string {
  return `${proxy}\n${realm}`
}

function isSame(one: ProxyCredentials, other: ProxyCredentials | null): boolean {
  return other !== null && one.user === other.user && one.password === other.password
}
