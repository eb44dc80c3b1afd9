export interface Endpoint {
  readonly address: string
  readonly port: number
}

/**
 * Symmetric RTP (RFC 4961): the description names an address, the network may show another. The first good packet says
 * where the other side really is; from then on nobody else is heard or answered until a description is exchanged again.
 */
export class SourceLock {
  private named: Endpoint | null = null
  private seen: Endpoint | null = null
  private isOpen = true

  /** Where to send to; `null` while nobody has named or shown an address. */
  get target(): Endpoint | null {
    return this.seen ?? this.named
  }

  get isLocked(): boolean {
    return !this.isOpen
  }

  /** A description came. An address that it repeats leaves the target where packets came from. */
  expect(endpoint: Endpoint | null): void {
    const isSame = endpoint !== null && this.named !== null && isEqual(endpoint, this.named)
    if (endpoint && !isSame) {
      this.named = endpoint
      this.seen = null
    }
    this.isOpen = true
  }

  mayComeFrom(source: Endpoint): boolean {
    return this.isOpen || (this.seen !== null && isEqual(this.seen, source))
  }

  /** A packet of this source was what was expected. */
  confirm(source: Endpoint): void {
    if (!this.isOpen) return
    this.seen = source
    this.isOpen = false
  }
}

function isEqual(one: Endpoint, other: Endpoint): boolean {
  return one.address === other.address && one.port === other.port
}
