import { randomBytes } from 'node:crypto'
import type { Clock } from '#shared/lib/clock'
import { parseVia } from '../message/address'
import { parseCSeq, serialiseMessage, type SipRequest, type SipResponse } from '../message/sip-message'
import { isReliable, type Flow } from '../transport/flow'
import { T1_MS, T2_MS, TRANSACTION_LIFETIME_MS } from './server-transaction'

export type ClientOutcome = SipResponse | 'timeout'

interface Pending {
  readonly onOutcome: (outcome: ClientOutcome) => void
  hasAnswer: boolean
  isDone: boolean
}

/** Requests that the sandbox itself sends, matched to their responses by branch and method. */
export class ClientTransactions {
  private readonly byKey = new Map<string, Pending>()

  constructor(private readonly clock: Clock) {}

  /** `onOutcome` hears every provisional response, then the final one or `timeout`. Returns the branch. */
  send(flow: Flow, request: SipRequest, onOutcome: Pending['onOutcome']): string {
    const branch = newBranch()
    addVia(request, flow, branch)
    const key = `${branch} ${request.method}`
    const pending: Pending = { onOutcome, hasAnswer: false, isDone: false }
    this.byKey.set(key, pending)
    const text = serialiseMessage(request)
    flow.send(text)
    if (!isReliable(flow.protocol)) this.repeat(flow, text, pending, T1_MS)
    this.clock.schedule(TRANSACTION_LIFETIME_MS, () => {
      this.byKey.delete(key)
      if (!pending.isDone && !pending.hasAnswer) onOutcome('timeout')
    })
    return branch
  }

  /** Returns whether the response belonged to a request of the sandbox. */
  handleResponse(response: SipResponse): boolean {
    const branch = parseVia(response.headers.list('Via')[0] ?? '')?.params.get('branch') ?? ''
    const method = parseCSeq(response.headers.get('CSeq'))?.method ?? ''
    const pending = this.byKey.get(`${branch} ${method}`)
    if (!pending) return false
    pending.hasAnswer = true
    // A repeated 2xx to INVITE means that the ACK was lost: the dialog sends it again (RFC 3261 §13.2.2.4).
    const isRepeatedAcceptance = method === 'INVITE' && response.status >= 200
    if (!pending.isDone || isRepeatedAcceptance) {
      if (response.status >= 200) pending.isDone = true
      pending.onOutcome(response)
    }
    return true
  }

  clear(): void {
    this.byKey.clear()
  }

  private repeat(flow: Flow, text: string, pending: Pending, delayMs: number): void {
    this.clock.schedule(delayMs, () => {
      if (pending.isDone || pending.hasAnswer || !flow.isOpen) return
      flow.send(text)
      this.repeat(flow, text, pending, Math.min(delayMs * 2, T2_MS))
    })
  }
}

export function addVia(request: SipRequest, flow: Flow, branch: string): void {
  request.headers.prepend('Via', `SIP/2.0/${flow.protocol} 127.0.0.1:${flow.localPort};branch=${branch};rport`)
}

export function newBranch(): string {
  return `z9hG4bK${randomBytes(9).toString('hex')}`
}
