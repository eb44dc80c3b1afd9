import { createHash } from 'node:crypto'
import { parseVia, tagOf, userOf } from '../message/address'
import { serialiseMessage, type SipRequest, type SipResponse } from '../message/sip-message'
import type { Bindings } from '../registrar/bindings'
import type { Flow } from '../transport/flow'

const MAX_PENDING = 5000

interface Side {
  readonly user: string
  flow: Flow
}

interface RelayedCall {
  readonly caller: Side
  readonly callee: Side
}

/**
 * Carries requests between two registered phones as a proxy without transaction state (RFC 3261 §16.11): the branch is
 * derived from the one that came in, so that CANCEL, ACK and repeats find the same transaction at the other phone.
 * Where a phone is, is known from its connection and not from its Contact, which names nothing reachable behind WebSocket.
 */
export class Relay {
  private readonly calls = new Map<string, RelayedCall>()
  private readonly upstreamByBranch = new Map<string, Flow>()

  constructor(
    private readonly bindings: Bindings,
    private readonly host: string,
  ) {}

  /** Whether the request belongs to a conversation that is being carried already. */
  owns(request: SipRequest): boolean {
    return this.calls.has(callIdOf(request)) && (tagOf(request.headers.get('To')) !== undefined || isFollowUp(request))
  }

  begin(
    request: SipRequest,
    from: Flow,
    callerUser: string,
    callee: { user: string; flow: Flow; contactUri: string },
  ): void {
    this.calls.set(callIdOf(request), {
      caller: { user: callerUser, flow: from },
      callee: { user: callee.user, flow: callee.flow },
    })
    this.forwardTo({ ...request, uri: callee.contactUri }, from, callee.flow, true)
  }

  /** Returns false when the other phone cannot be reached now. */
  forward(request: SipRequest, from: Flow): boolean {
    const call = this.calls.get(callIdOf(request))
    if (!call) return false
    const fromUser = userOf(request.headers.get('From'))
    const isCaller = from === call.caller.flow || (from !== call.callee.flow && fromUser === call.caller.user)
    const [near, far] = isCaller ? [call.caller, call.callee] : [call.callee, call.caller]
    near.flow = from
    const target = this.flowOf(far)
    if (!target) return false
    this.forwardTo(request, from, target, false)
    return true
  }

  /** Returns whether the response was one to carry. */
  handleResponse(response: SipResponse): boolean {
    const vias = response.headers.list('Via')
    const branch = parseVia(vias[0] ?? '')?.params.get('branch') ?? ''
    const upstream = this.upstreamByBranch.get(branch)
    if (!upstream) return false
    const headers = response.headers.clone()
    headers.setList('Via', vias.slice(1))
    upstream.send(serialiseMessage({ ...response, headers }))
    return true
  }

  clear(): void {
    this.calls.clear()
    this.upstreamByBranch.clear()
  }

  private flowOf(side: Side): Flow | undefined {
    if (side.flow.isOpen) return side.flow
    const binding = this.bindings.newest(side.user)
    if (binding) side.flow = binding.flow
    return binding?.flow
  }

  private forwardTo(request: SipRequest, from: Flow, to: Flow, isInitial: boolean): void {
    const headers = request.headers.clone()
    const routes = headers.list('Route').filter((route) => !route.includes(`${this.host}:`))
    headers.remove('Route')
    headers.setList('Route', routes)
    headers.set('Max-Forwards', String(Math.max(0, Number(headers.get('Max-Forwards') ?? '70') - 1)))
    if (isInitial) {
      // Two entries, one per side, because the phones may use different transports (RFC 5658 §3).
      const own = [this.routeOf(to), this.routeOf(from)]
      headers.setList('Record-Route', [...own, ...headers.list('Record-Route')])
    }
    const vias = headers.list('Via')
    const branch = derivedBranch(vias[0] ?? '')
    headers.setList('Via', [`SIP/2.0/${to.protocol} ${this.host}:${to.localPort};branch=${branch};rport`, ...vias])
    this.remember(branch, from)
    to.send(serialiseMessage({ ...request, headers }))
  }

  private routeOf(flow: Flow): string {
    return `<sip:${this.host}:${flow.localPort};transport=${flow.protocol.toLowerCase()};lr>`
  }

  private remember(branch: string, from: Flow): void {
    this.upstreamByBranch.set(branch, from)
    if (this.upstreamByBranch.size <= MAX_PENDING) return
    const oldest = this.upstreamByBranch.keys().next()
    if (!oldest.done) this.upstreamByBranch.delete(oldest.value)
  }
}

function callIdOf(request: SipRequest): string {
  return request.headers.get('Call-ID') ?? ''
}

/** A CANCEL carries no To tag, and a repeated INVITE neither. */
function isFollowUp(request: SipRequest): boolean {
  return request.method === 'CANCEL'
}

function derivedBranch(topVia: string): string {
  const via = parseVia(topVia)
  const seed = `${via?.sentBy ?? ''} ${via?.params.get('branch') ?? ''}`
  return `z9hG4bKr${createHash('sha1').update(seed).digest('hex').slice(0, 20)}`
}
