import type { Clock } from '#shared/lib/clock'
import { describeError, type Logger } from '#shared/lib/logger'
import { Authenticator } from './auth/authenticator'
import { answerInvite } from './calls/answer-invite'
import { findCallee } from './calls/callee-plan'
import { CallBook } from './calls/call-book'
import { parseReplaces, type Replaces } from './calls/replaces'
import { ALLOWED_METHODS } from './calls/sandbox-call'
import { RefusalPlan } from './control/refusal-plan'
import type { LineDialog } from './lines/line-dialog'
import { Notifier } from './lines/notifier'
import { OutsideCalls } from './lines/outside-calls'
import { parseUri, tagOf, userOf } from './message/address'
import { parseMessage } from './message/parse-message'
import { markReceived } from './message/response'
import type { SipRequest, SipResponse } from './message/sip-message'
import { Bindings } from './registrar/bindings'
import { Registrar } from './registrar/registrar'
import { Relay } from './relay/relay'
import { ClientTransactions } from './transactions/client-transaction'
import { ServerTransactions, type ServerTransaction } from './transactions/server-transaction'
import type { Flow, FlowSink } from './transport/flow'
import type { CreateMediaLeg } from './media/media-session'

export interface SipServerOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly host: string
  readonly domain: string
  readonly passwords: Map<string, string>
  readonly minExpiresS: number
  readonly nonceLifetimeMs: number
  readonly wrongPasswordStatus: 401 | 403
  readonly inviteAuth: 'always' | 'unregistered' | 'never'
  readonly createMediaLeg: CreateMediaLeg
}

/** Registrar, proxy between phones and callees in one: decides who takes a request. */
export class SipServer implements FlowSink {
  readonly counters = { registers: 0, invites: 0, byes: 0, messages: 0, malformed: 0 }
  readonly bindings: Bindings
  readonly calls: CallBook
  readonly refusals = new RefusalPlan()
  readonly relay: Relay
  readonly outside: OutsideCalls
  readonly notifier: Notifier
  private readonly serverTransactions: ServerTransactions
  private readonly clientTransactions: ClientTransactions
  private readonly authenticator: Authenticator
  private readonly registrar: Registrar

  constructor(private readonly options: SipServerOptions) {
    const { clock, domain, passwords, host } = options
    const onChanged = (): void => {
      this.notifier.handleCallsChanged()
    }
    this.bindings = new Bindings(clock)
    this.relay = new Relay(this.bindings, host, domain, onChanged)
    this.serverTransactions = new ServerTransactions(clock)
    this.clientTransactions = new ClientTransactions(clock)
    this.authenticator = new Authenticator({
      clock,
      realm: domain,
      nonceLifetimeMs: options.nonceLifetimeMs,
      passwordOf: (user) => passwords.get(user),
    })
    this.registrar = new Registrar({ ...options, authenticator: this.authenticator, bindings: this.bindings })
    this.calls = new CallBook({ ...options, bindings: this.bindings, requests: this.clientTransactions, onChanged })
    this.outside = new OutsideCalls(host, onChanged)
    this.notifier = new Notifier({
      ...options,
      requests: this.clientTransactions,
      dialogsOf: (line) => this.dialogsOf(line),
      flowOf: (user) => this.bindings.newest(user)?.flow,
      contactOn: (flow, user) => this.contactOn(flow, user),
    })
  }

  handleMessage(flow: Flow, text: string): void {
    const parsed = parseMessage(text)
    if (!parsed.ok) {
      this.counters.malformed += 1
      this.options.logger.warn('message not understood', { flow: flow.id, reason: parsed.error })
      return
    }
    this.counters.messages += 1
    try {
      if (parsed.value.kind === 'response') this.handleResponse(parsed.value)
      else this.handleRequest(flow, parsed.value)
    } catch (error) {
      this.options.logger.error('message failed', { flow: flow.id, error: describeError(error) })
    }
  }

  handleClosed(flow: Flow): void {
    this.bindings.removeFlow(flow)
  }

  /** Everything that a process loses when it is started anew. */
  forgetRegistrations(): void {
    this.bindings.clear()
  }

  forgetCalls(): void {
    this.notifier.clear()
    this.calls.forgetAll()
    this.relay.clear()
    this.serverTransactions.clear()
    this.clientTransactions.clear()
  }

  private handleResponse(response: SipResponse): void {
    if (!this.clientTransactions.handleResponse(response)) this.relay.handleResponse(response)
  }

  private handleRequest(flow: Flow, request: SipRequest): void {
    markReceived(request.headers, flow.remoteAddress, flow.remotePort)
    if (request.method === 'ACK') return this.handleAck(flow, request)
    const known = this.serverTransactions.find(request)
    if (known) return known.repeatLastResponse()
    if (this.relay.owns(request)) {
      if (!this.relay.forward(request, flow)) this.serverTransactions.open(request, flow).respond(480)
      return
    }
    const transaction = this.serverTransactions.open(request, flow)
    if (request.method === 'CANCEL') return this.handleCancel(transaction)
    if (tagOf(request.headers.get('To')) !== undefined && request.method !== 'REGISTER') {
      return this.handleInDialog(transaction)
    }
    this.handleOutOfDialog(transaction)
  }

  private handleAck(flow: Flow, request: SipRequest): void {
    const refused = this.serverTransactions.find(request, 'INVITE')
    if (refused?.isFinal) return refused.handleAck()
    if (this.relay.owns(request)) this.relay.forward(request, flow)
    else this.calls.find(request)?.handleAck(request)
  }

  private handleCancel(transaction: ServerTransaction): void {
    const invite = this.serverTransactions.find(transaction.request, 'INVITE')
    transaction.respond(invite ? 200 : 481)
    if (invite && !invite.isFinal) invite.onCancel?.()
  }

  private handleInDialog(transaction: ServerTransaction): void {
    const { request } = transaction
    if (request.method === 'BYE') this.counters.byes += 1
    if (request.method === 'SUBSCRIBE' && this.notifier.renew(transaction)) return
    const call = this.calls.find(request)
    if (call) call.handleRequest(transaction)
    else transaction.respond(request.method === 'OPTIONS' ? 200 : 481)
  }

  private handleOutOfDialog(transaction: ServerTransaction): void {
    const { request } = transaction
    if (request.method === 'REGISTER') this.counters.registers += 1
    if (request.method === 'INVITE') this.counters.invites += 1
    const refusal = this.refusals.take(request.method)
    if (refusal) return transaction.respond(refusal.status, { toTag: 'refused', headers: refusal.headers })
    switch (request.method) {
      case 'REGISTER':
        return this.registrar.handle(transaction)
      case 'OPTIONS':
        return transaction.respond(200, { toTag: 'options', headers: [['Allow', ALLOWED_METHODS]] })
      case 'INVITE':
        return this.handleInvite(transaction)
      case 'SUBSCRIBE':
        return this.handleSubscribe(transaction)
      case 'MESSAGE':
      case 'REFER':
      case 'NOTIFY':
      case 'INFO':
        return this.passOn(transaction, parseUri(request.uri)?.user ?? '', callerOf(request), 405)
      default:
        return transaction.respond(405, { toTag: 'no-method', headers: [['Allow', ALLOWED_METHODS]] })
    }
  }

  private handleInvite(transaction: ServerTransaction): void {
    const caller = this.authenticateCaller(transaction)
    if (caller === undefined) return
    const dialled = parseUri(transaction.request.uri)?.user ?? ''
    const replaces = parseReplaces(transaction.request.headers.get('Replaces'))
    if (replaces && this.takeOver(transaction, caller, replaces)) return
    const callee = findCallee(dialled)
    if (!callee) return this.passOn(transaction, dialled, caller, 404)
    const plays = callee.plan.kind === 'answer' ? callee.plan.plays : 'silence'
    answerInvite(this.calls.takeInvite(transaction, caller, dialled, plays), transaction, callee.plan)
  }

  private handleSubscribe(transaction: ServerTransaction): void {
    const watcher = this.authenticateCaller(transaction)
    if (watcher === undefined) return
    const watched = parseUri(transaction.request.uri)?.user ?? ''
    if (!this.options.passwords.has(watched) && !findCallee(watched))
      return transaction.respond(404, { toTag: 'nobody' })
    this.notifier.begin(transaction, watched, watcher)
  }

  /** A call that names another one takes its place (RFC 3891 §3); `false`: it names none that ends here. */
  private takeOver(transaction: ServerTransaction, caller: string, replaces: Replaces): boolean {
    const outside = this.outside.byCallId(replaces.callId)
    const placed = this.calls.named(replaces)
    const isOutside = outside?.remoteTag === replaces.toTag && outside.localTag === replaces.fromTag
    if (!placed && !isOutside) return false
    const isTalk = placed ? placed.call.state === 'answered' : outside?.state === 'confirmed'
    if (isTalk && replaces.isEarlyOnly) {
      transaction.respond(486, { toTag: 'answered' })
      return true
    }
    const number = placed?.call.identity.number ?? outside?.from ?? ''
    const call = this.calls.takeInvite(transaction, caller, number, 'tone')
    answerInvite(call, transaction, { kind: 'answer', afterMs: 0, plays: 'tone' })
    if (placed) placed.hangUp()
    else if (outside) this.outside.end(outside.number)
    return true
  }

  private dialogsOf(line: string): readonly LineDialog[] {
    const address = (number: string) => `sip:${number}@${this.options.domain}`
    const outside = this.outside.dialogOf(line, address)
    return [...this.calls.dialogsOf(line), ...this.relay.dialogsOf(line), ...(outside ? [outside] : [])]
  }

  private contactOn(flow: Flow, user: string): string {
    return `<sip:${encodeURIComponent(user)}@${this.options.host}:${flow.localPort};transport=${flow.protocol.toLowerCase()}>`
  }

  /** To another phone of this registrar. */
  private passOn(transaction: ServerTransaction, user: string, caller: string, otherwise: number): void {
    const { request, flow } = transaction
    const binding = this.bindings.newest(user)
    if (binding) {
      this.serverTransactions.release(request)
      return this.relay.begin(request, flow, caller, binding)
    }
    transaction.respond(this.options.passwords.has(user) ? 480 : otherwise, { toTag: 'unreachable' })
  }

  private authenticateCaller(transaction: ServerTransaction): string | undefined {
    const { request, flow } = transaction
    const onFlow = this.bindings.userOn(flow)
    const { inviteAuth } = this.options
    if (inviteAuth === 'never' || (inviteAuth === 'unregistered' && onFlow !== undefined)) {
      return onFlow ?? callerOf(request)
    }
    const verdict = this.authenticator.check(request, 'Proxy-Authorization')
    if (verdict.kind === 'accepted') return verdict.user
    transaction.respond(407, { toTag: 'challenge', headers: [['Proxy-Authenticate', verdict.challenge]] })
    return undefined
  }
}

function callerOf(request: SipRequest): string {
  return userOf(request.headers.get('From')) ?? ''
}
