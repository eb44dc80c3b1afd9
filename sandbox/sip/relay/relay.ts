import { createHash } from 'node:crypto'
import type { LineDialog } from '../lines/line-dialog'
import { parseVia, tagOf, userOf } from '../message/address'
import { parseCSeq, serialiseMessage, type SipRequest, type SipResponse } from '../message/sip-message'
import type { Bindings } from '../registrar/bindings'
import type { Flow } from '../transport/flow'

const MAX_PENDING = 5000

interface Side {
  readonly user: string
  flow: Flow
}

interface RelayedCall {
  /** `null`: no call, or none that has begun to ring. */
  state: LineDialog['state'] | null
  readonly callerTag: string
  calleeTag: string
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
    private readonly domain: string,
    private readonly onChanged: () => void,
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
      state: null,
      callerTag: tagOf(request.headers.get('From')) ?? '',
      calleeTag: '',
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
    if (request.method === 'BYE') this.note(call, null, call.calleeTag)
    return true
  }

  /** Returns whether the response was one to carry. */
  handleResponse(response: SipResponse): boolean {
    const vias = response.headers.list('Via')
    const branch = parseVia(vias[0] ?? '')?.params.get('branch') ?? ''
    const upstream = this.upstreamByBranch.get(branch)
    if (!upstream) return false
    this.follow(response)
    const headers = response.headers.clone()
    headers.setList('Via', vias.slice(1))
    upstream.send(serialiseMessage({ ...response, headers }))
    return true
  }

  /** Of the calls that a phone has with another one. */
  dialogsOf(line: string): LineDialog[] {
    return [...this.calls].flatMap(([callId, { caller, callee, callerTag, calleeTag, state }]) => {
      if (state === null || (caller.user !== line && callee.user !== line)) return []
      const isCaller = caller.user === line
      const remote = isCaller ? callee.user : caller.user
      return {
        id: callId,
        callId,
        localTag: isCaller ? callerTag : calleeTag,
        remoteTag: isCaller ? calleeTag : callerTag,
        direction: isCaller ? 'initiator' : 'recipient',
        state,
        remote: { number: remote, name: null, target: `sip:${remote}@${this.domain}` },
      }
    })
  }

  /** What the called phone says of an INVITE is how the call goes. */
  private follow(response: SipResponse): void {
    const call = this.calls.get(response.headers.get('Call-ID') ?? '')
    const { status, headers } = response
    if (!call || parseCSeq(headers.get('CSeq'))?.method !== 'INVITE' || status === 100) return
    if (call.state === 'confirmed') return
    const tag = tagOf(headers.get('To')) ?? ''
    this.note(call, status < 200 ? 'early' : status < 300 ? 'confirmed' : null, tag)
  }

  private note(call: RelayedCall, state: RelayedCall['state'], tag: string): void {
    if (call.state === state && call.calleeTag === tag) return
    call.state = state
    call.calleeTag = tag
    this.onChanged()
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
