import type { Clock } from '#shared/lib/clock'
import { parseVia } from '../message/address'
import { buildResponse, type ResponseOptions } from '../message/response'
import { serialiseMessage, type SipRequest } from '../message/sip-message'
import { isReliable, type Flow } from '../transport/flow'

/** T1, T2 and 64·T1 of RFC 3261 §17.1.1.1. */
export const T1_MS = 500
export const T2_MS = 4000
export const TRANSACTION_LIFETIME_MS = 64 * T1_MS

/** One request that waits for its answer; a repeated request gets the last answer again (RFC 3261 §17.2). */
export class ServerTransaction {
  private lastResponse: string | undefined
  private lastStatus = 0
  private isAcknowledged = false
  /** What a CANCEL of this INVITE does. Without it the CANCEL is answered and nothing else happens. */
  onCancel: (() => void) | undefined

  constructor(
    readonly request: SipRequest,
    readonly flow: Flow,
    private readonly clock: Clock,
  ) {}

  get isFinal(): boolean {
    return this.lastStatus >= 200
  }

  respond(status: number, options: ResponseOptions = {}): void {
    if (this.isFinal) return
    this.lastStatus = status
    this.lastResponse = serialiseMessage(buildResponse(this.request, status, options))
    this.flow.send(this.lastResponse)
    const needsAck = this.request.method === 'INVITE' && status >= 300
    if (needsAck && !isReliable(this.flow.protocol)) this.repeatUntilAck(T1_MS, TRANSACTION_LIFETIME_MS)
  }

  repeatLastResponse(): void {
    if (this.lastResponse !== undefined) this.flow.send(this.lastResponse)
  }

  /** The ACK of a refusal belongs to the transaction; the ACK of a 2xx goes to the dialog. */
  handleAck(): void {
    this.isAcknowledged = true
  }

  private repeatUntilAck(delayMs: number, leftMs: number): void {
    this.clock.schedule(delayMs, () => {
      if (this.isAcknowledged || leftMs <= 0) return
      this.repeatLastResponse()
      this.repeatUntilAck(Math.min(delayMs * 2, T2_MS), leftMs - delayMs)
    })
  }
}

/** Open server transactions by branch, sender and method (RFC 3261 §17.2.3). */
export class ServerTransactions {
  private readonly byKey = new Map<string, ServerTransaction>()

  constructor(private readonly clock: Clock) {}

  open(request: SipRequest, flow: Flow): ServerTransaction {
    const transaction = new ServerTransaction(request, flow, this.clock)
    const key = keyOf(request, request.method)
    this.byKey.set(key, transaction)
    this.clock.schedule(TRANSACTION_LIFETIME_MS, () => {
      this.forgetWhenFinal(key, transaction)
    })
    return transaction
  }

  find(request: SipRequest, method = request.method): ServerTransaction | undefined {
    return this.byKey.get(keyOf(request, method))
  }

  /** Somebody else answers it: the relay keeps no transactions. */
  release(request: SipRequest): void {
    this.byKey.delete(keyOf(request, request.method))
  }

  clear(): void {
    this.byKey.clear()
  }

  private forgetWhenFinal(key: string, transaction: ServerTransaction): void {
    if (this.byKey.get(key) !== transaction) return
    if (transaction.isFinal) {
      this.byKey.delete(key)
      return
    }
    this.clock.schedule(TRANSACTION_LIFETIME_MS, () => {
      this.forgetWhenFinal(key, transaction)
    })
  }
}

function keyOf(request: SipRequest, method: string): string {
  const via = parseVia(request.headers.list('Via')[0] ?? '')
  const branch = via?.params.get('branch') ?? ''
  // A branch without the magic cookie is from RFC 2543 and need not be unique (§17.2.3).
  const extra = branch.startsWith('z9hG4bK')
    ? ''
    : `${request.headers.get('Call-ID')} ${request.headers.get('CSeq')?.split(' ')[0]}`
  return `${method} ${branch} ${via?.sentBy ?? ''} ${extra}`
}
