const EVENTS = '0123456789*#ABCD'

/** Collects digits from RFC 4733 events. Every packet of one key press carries the same timestamp (§2.5.1.2). */
export class DtmfReceiver {
  private lastTimestamp: number | undefined
  private collected = ''

  get digits(): string {
    return this.collected
  }

  push(payload: Buffer, timestamp: number): void {
    const digit = EVENTS[payload[0] ?? -1]
    if (digit === undefined || timestamp === this.lastTimestamp) return
    this.lastTimestamp = timestamp
    this.collected += digit
  }

  addDigit(digit: string): void {
    this.collected += digit
  }
}
