import { ahead16, ahead32, wrap16, wrap32 } from './sequence'

export interface StreamHeader {
  readonly ssrc: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly marker: boolean
}

export interface StreamStart {
  readonly ssrc: number
  readonly sequenceNumber: number
  readonly timestamp: number
}

/** RFC 3550 A.1: more is no loss but another beginning. */
const MAX_DROPOUT = 3_000
/** A clock that is off by more than this against the time that went by was set anew, as music on hold does. */
const MAX_CLOCK_JUMP_S = 10
/** Length of the packet that bridges two sources. */
const PACKET_S = 0.02

/**
 * One unbroken stream for the receiver, whatever changes at its source: SSRC, numbers and clock go on where they were
 * when a transfer, music on hold or a new media window takes over. Gaps within one source stay, because they are the
 * losses that the receiver must count.
 */
export class StreamRewriter {
  readonly ssrc: number
  private source: number | null = null
  private sequenceOffset = 0
  private timestampOffset = 0
  private lastIn: StreamHeader | null = null
  private last: { readonly sequenceNumber: number; readonly timestamp: number }
  private lastAtMs = 0
  private hasSent = false

  constructor(
    start: StreamStart,
    private clockRate = 8_000,
  ) {
    this.ssrc = start.ssrc
    this.last = start
  }

  /** Of the present source; reports about it carry this. */
  get sourceSsrc(): number | null {
    return this.source
  }

  setClockRate(clockRate: number): void {
    this.clockRate = clockRate
  }

  rewrite(header: StreamHeader, nowMs: number): StreamHeader {
    const isTakeOver = this.source !== header.ssrc || this.isOtherBeginning(header)
    if (isTakeOver) this.takeOver(header, nowMs)
    else if (this.isClockSet(header, nowMs)) this.timestampOffset = wrap32(this.due(nowMs) - header.timestamp)
    const sequenceNumber = wrap16(header.sequenceNumber + this.sequenceOffset)
    const timestamp = wrap32(header.timestamp + this.timestampOffset)
    if (isTakeOver || ahead16(sequenceNumber, this.last.sequenceNumber) > 0) {
      this.last = { sequenceNumber, timestamp }
      this.lastIn = header
      this.lastAtMs = nowMs
    }
    // Receivers adapt their buffers at a marker (RFC 3551 §4.1).
    const marker = header.marker || (isTakeOver && this.hasSent)
    this.hasSent = true
    return { ssrc: this.ssrc, sequenceNumber, timestamp, marker }
  }

  /** The source's clock reading as the receiver knows it. */
  timestampOf(sourceTimestamp: number): number {
    return wrap32(sourceTimestamp + this.timestampOffset)
  }

  /** RFC 3550 §6.4.1, «extended highest sequence number»: the receiver's, as the source counts. */
  sourceSequenceOf(extended: number): number {
    const cycles = extended >>> 16
    const sequence = wrap16(extended)
    const source = sequence - this.sequenceOffset
    return wrap32((Math.max(0, cycles + Math.floor(source / 0x10000)) << 16) | wrap16(source))
  }

  private isOtherBeginning(header: StreamHeader): boolean {
    return this.lastIn !== null && Math.abs(ahead16(header.sequenceNumber, this.lastIn.sequenceNumber)) > MAX_DROPOUT
  }

  /** Packets of one key press repeat their time: only jumps that are no event count. */
  private isClockSet(header: StreamHeader, nowMs: number): boolean {
    if (!this.lastIn || ahead16(header.sequenceNumber, this.lastIn.sequenceNumber) <= 0) return false
    const told = ahead32(header.timestamp, this.lastIn.timestamp)
    const passed = ((nowMs - this.lastAtMs) / 1_000) * this.clockRate
    return Math.abs(told - passed) > MAX_CLOCK_JUMP_S * this.clockRate
  }

  private takeOver(header: StreamHeader, nowMs: number): void {
    const next = this.hasSent ? this.last.sequenceNumber + 1 : this.last.sequenceNumber
    const timestamp = this.hasSent ? this.due(nowMs) : this.last.timestamp
    this.source = header.ssrc
    this.sequenceOffset = wrap16(next - header.sequenceNumber)
    this.timestampOffset = wrap32(timestamp - header.timestamp)
  }

  /** Where the receiver's clock stands now. */
  private due(nowMs: number): number {
    const passedS = Math.max((nowMs - this.lastAtMs) / 1_000, PACKET_S)
    return wrap32(this.last.timestamp + Math.round(passedS * this.clockRate))
  }
}
