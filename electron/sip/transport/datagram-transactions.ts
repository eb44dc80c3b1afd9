import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import { readEnvelope, type Envelope } from './envelope'

/** RFC 3261 §17.1.1.1, table 4. */
const T1_MS = 500
const T2_MS = 4_000
/** 64·T1: timers B, F and H end then what they watch, J and D forget it. */
const TRANSACTION_MS = 64 * T1_MS
/** An INVITE may ring for minutes; this only forgets what nobody ends. */
const LONGEST_INVITE_MS = 600_000

export interface DatagramTransactionsOptions {
  readonly clock: Clock
  /** Puts one message on the wire, once. */
  readonly transmit: (text: string) => void
}

interface Sent {
  readonly text: string
  readonly isInvite: boolean
  readonly sinceMs: number
  /** Has a provisional answer: RFC 3261 lets an INVITE rest then and slows down everything else. */
  isProceeding: boolean
  isFinal: boolean
  /** Our ACK to a refusal, for when the refusal comes again. */
  ack: string | null
}

interface Received {
  readonly isInvite: boolean
  lastResponse: string | null
  isFinal: boolean
  isAcknowledged: boolean
}

/**
 * What RFC 3261 §17 wants of an unreliable transport and sip.js leaves out (facts/telephony.md c.4 row 1): requests
 * are sent again until they are answered (timers A and E), answers again when their request comes again, refusals of
 * an INVITE until their ACK (timer G). The library sees each message once, keeps the time-outs (B, F, H) and repeats
 * by itself a 2xx to INVITE, its ACK and reliable provisional answers.
 */
export class DatagramTransactions implements Disposable {
  private readonly sent = new Map<string, Sent>()
  private readonly received = new Map<string, Received>()
  private readonly timers = new Map<object, Disposable>()
  private readonly lifetimes = new Map<string, Disposable>()

  constructor(private readonly options: DatagramTransactionsOptions) {}

  handleOutgoing(text: string): void {
    const envelope = readEnvelope(text)
    if (envelope?.kind === 'request') this.noteRequest(envelope, text)
    else if (envelope) this.noteResponse(envelope, text)
    this.options.transmit(text)
  }

  /** Whether the user agent is to see it: a repetition is dealt with here. */
  handleIncoming(text: string): boolean {
    const envelope = readEnvelope(text)
    // Without a branch or a method there is nothing to match; the user agent refuses or drops it.
    if (!envelope) return true
    if (envelope.kind === 'response') return this.takeResponse(envelope)
    return envelope.method === 'ACK' ? this.takeAck(envelope) : this.takeRequest(envelope)
  }

  dispose(): void {
    for (const timer of [...this.timers.values(), ...this.lifetimes.values()]) timer.dispose()
    this.timers.clear()
    this.lifetimes.clear()
    this.sent.clear()
    this.received.clear()
  }

  private noteRequest({ method, branch }: Envelope, text: string): void {
    if (method === 'ACK') {
      // An ACK with the branch of its INVITE answers a refusal; that of a 2xx has its own (RFC 3261 §17.1.1.3).
      const invite = this.sent.get(sentKey(branch, 'INVITE'))
      if (invite) invite.ack = text
      return
    }
    const key = sentKey(branch, method)
    const isInvite = method === 'INVITE'
    const sinceMs = this.options.clock.now()
    const sent: Sent = { text, isInvite, sinceMs, isProceeding: false, isFinal: false, ack: null }
    this.sent.set(key, sent)
    this.keepFor(TRANSACTION_MS, key, this.sent)
    this.repeatRequest(sent, T1_MS)
  }

  /** Timers A and E: the interval doubles, for other requests than INVITE up to T2. */
  private repeatRequest(sent: Sent, delayMs: number): void {
    this.after(delayMs, sent, () => {
      if (this.options.clock.now() - sent.sinceMs >= TRANSACTION_MS) return
      this.options.transmit(sent.text)
      const next = sent.isProceeding ? T2_MS : delayMs * 2
      this.repeatRequest(sent, sent.isInvite ? next : Math.min(next, T2_MS))
    })
  }

  private takeResponse({ method, branch, status }: Envelope): boolean {
    const key = sentKey(branch, method)
    const sent = this.sent.get(key)
    if (!sent) return true
    if (status < 200) {
      if (sent.isFinal) return false
      sent.isProceeding = true
      if (!sent.isInvite) return true
      this.stop(sent)
      this.keepFor(LONGEST_INVITE_MS, key, this.sent)
      return true
    }
    const isRepeated = sent.isFinal
    if (!isRepeated) {
      sent.isFinal = true
      this.stop(sent)
      this.keepFor(TRANSACTION_MS, key, this.sent)
      return true
    }
    // A 2xx again wants its ACK again, or is another branch's: both are the library's (RFC 3261 §13.2.2.4).
    if (sent.isInvite && status < 300) return true
    if (sent.ack !== null) this.options.transmit(sent.ack)
    return false
  }

  private takeRequest(envelope: Envelope): boolean {
    const key = receivedKey(envelope, envelope.method)
    const known = this.received.get(key)
    if (known) {
      if (known.lastResponse !== null) this.options.transmit(known.lastResponse)
      return false
    }
    const isInvite = envelope.method === 'INVITE'
    this.received.set(key, { isInvite, lastResponse: null, isFinal: false, isAcknowledged: false })
    this.keepFor(LONGEST_INVITE_MS, key, this.received)
    return true
  }

  private takeAck(envelope: Envelope): boolean {
    const refused = this.received.get(receivedKey(envelope, 'INVITE'))
    if (refused) {
      this.stop(refused)
      const isRepeated = refused.isAcknowledged
      refused.isAcknowledged = true
      return !isRepeated
    }
    const key = receivedKey(envelope, 'ACK')
    if (this.received.has(key)) return false
    this.received.set(key, { isInvite: false, lastResponse: null, isFinal: true, isAcknowledged: true })
    this.keepFor(TRANSACTION_MS, key, this.received)
    return true
  }

  private noteResponse(envelope: Envelope, text: string): void {
    const key = receivedKey(envelope, envelope.method)
    const received = this.received.get(key)
    if (!received) return
    received.lastResponse = text
    if (envelope.status < 200 || received.isFinal) return
    received.isFinal = true
    this.keepFor(TRANSACTION_MS, key, this.received)
    if (received.isInvite && envelope.status >= 300) this.repeatRefusal(received, text, T1_MS)
  }

  /** Timer G, until the ACK or timer H. */
  private repeatRefusal(received: Received, text: string, delayMs: number, spentMs = 0): void {
    this.after(delayMs, received, () => {
      if (spentMs + delayMs >= TRANSACTION_MS) return
      this.options.transmit(text)
      this.repeatRefusal(received, text, Math.min(delayMs * 2, T2_MS), spentMs + delayMs)
    })
  }

  private after(delayMs: number, of: object, action: () => void): void {
    this.timers.set(
      of,
      this.options.clock.schedule(delayMs, () => {
        this.timers.delete(of)
        action()
      }),
    )
  }

  private stop(of: object): void {
    this.timers.get(of)?.dispose()
    this.timers.delete(of)
  }

  private keepFor(ms: number, key: string, among: Map<string, Sent> | Map<string, Received>): void {
    this.lifetimes.get(key)?.dispose()
    this.lifetimes.set(
      key,
      this.options.clock.schedule(ms, () => {
        const entry = among.get(key)
        if (entry) this.stop(entry)
        among.delete(key)
        this.lifetimes.delete(key)
      }),
    )
  }
}

function sentKey(branch: string, method: string): string {
  return `sent ${method} ${branch}`
}

/** RFC 3261 §17.2.3; `rival` tells apart what has no unique branch (RFC 2543). */
function receivedKey({ branch, sentBy, rival }: Envelope, method: string): string {
  return `received ${method} ${branch} ${sentBy} ${rival}`
}
