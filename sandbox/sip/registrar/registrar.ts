import type { Clock } from '#shared/lib/clock'
import { parseNameAddr, parseUri, userOf, type NameAddr } from '../message/address'
import type { SipRequest } from '../message/sip-message'
import type { Authenticator } from '../auth/authenticator'
import type { ServerTransaction } from '../transactions/server-transaction'
import type { Flow } from '../transport/flow'
import type { Binding, Bindings } from './bindings'

const DEFAULT_EXPIRES_S = 600
const MAX_EXPIRES_S = 3600

export interface RegistrarOptions {
  readonly clock: Clock
  readonly domain: string
  readonly minExpiresS: number
  readonly wrongPasswordStatus: 401 | 403
  readonly authenticator: Authenticator
  readonly bindings: Bindings
}

/** REGISTER (RFC 3261 §10.3). */
export class Registrar {
  constructor(private readonly options: RegistrarOptions) {}

  handle(transaction: ServerTransaction): void {
    const { request, flow } = transaction
    const user = userOf(request.headers.get('To'))
    const verdict = this.options.authenticator.check(request, 'Authorization')
    if (verdict.kind === 'wrong-password' && this.options.wrongPasswordStatus === 403) return transaction.respond(403)
    if (verdict.kind !== 'accepted') {
      return transaction.respond(401, { headers: [['WWW-Authenticate', verdict.challenge]] })
    }
    if (user === undefined || user !== verdict.user) return transaction.respond(403)
    this.update(transaction, user, flow)
  }

  private update(transaction: ServerTransaction, user: string, flow: Flow): void {
    const { request } = transaction
    const contacts = request.headers.list('Contact')
    if (contacts.includes('*')) {
      // RFC 3261 §10.3 step 6: the wildcard stands alone and only with Expires: 0.
      if (contacts.length > 1 || request.headers.get('Expires') !== '0') return transaction.respond(400)
      this.options.bindings.removeAll(user)
      return this.accept(transaction, user)
    }
    const changes: { contact: NameAddr; expiresS: number }[] = []
    for (const text of contacts) {
      const contact = parseNameAddr(text)
      if (!contact || !parseUri(contact.uri)) return transaction.respond(400)
      const expiresS = requestedExpires(request, contact)
      if (expiresS > 0 && expiresS < this.options.minExpiresS) {
        return transaction.respond(423, { headers: [['Min-Expires', String(this.options.minExpiresS)]] })
      }
      changes.push({ contact, expiresS: Math.min(expiresS, MAX_EXPIRES_S) })
    }
    for (const { contact, expiresS } of changes) this.apply(user, flow, contact, expiresS)
    this.accept(transaction, user)
  }

  private apply(user: string, flow: Flow, contact: NameAddr, expiresS: number): void {
    const key = bindingKey(contact)
    if (expiresS === 0) return this.options.bindings.remove(user, key)
    const expiresAtMs = this.options.clock.now() + expiresS * 1000
    this.options.bindings.save({ user, key, contactUri: contact.uri, flow, expiresAtMs })
  }

  private accept(transaction: ServerTransaction, user: string): void {
    const contacts = this.options.bindings.of(user).map((binding) => ['Contact', this.describe(binding)] as const)
    transaction.respond(200, {
      toTag: 'registrar',
      headers: [...contacts, ['Date', new Date(this.options.clock.now()).toUTCString()]],
    })
  }

  private describe(binding: Binding): string {
    const leftS = Math.max(1, Math.round((binding.expiresAtMs - this.options.clock.now()) / 1000))
    return `<${binding.contactUri}>;expires=${leftS}`
  }
}

function requestedExpires(request: SipRequest, contact: NameAddr): number {
  const text = contact.params.get('expires') ?? request.headers.get('Expires')
  const seconds = text === undefined ? DEFAULT_EXPIRES_S : Number(text)
  // RFC 3261 §10.2.1.1: malformed values are treated as 3600.
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : MAX_EXPIRES_S
}

function bindingKey(contact: NameAddr): string {
  const instance = contact.params.get('+sip.instance')
  return instance ? `${instance} ${contact.params.get('reg-id') ?? ''}` : contact.uri
}
