/** How long messages were on their way, of all desks together: a count for each millisecond. */
export class Delays {
  private readonly counts = new Float64Array(120_000)
  private total = 0

  add(ms: number): void {
    const place = Math.min(this.counts.length - 1, Math.max(0, Math.round(ms)))
    this.counts[place] = (this.counts[place] ?? 0) + 1
    this.total += 1
  }

  get size(): number {
    return this.total
  }

  percentile(share: number): number {
    const wanted = Math.ceil(this.total * share)
    let seen = 0
    for (const [ms, count] of this.counts.entries()) {
      seen += count
      if (seen >= wanted && count > 0) return ms
    }
    return 0
  }

  clear(): void {
    this.counts.fill(0)
    this.total = 0
  }
}

/** Which messages one desk has had: a bit for each, since a thousand desks have a hundred thousand. */
export class Had {
  count = 0
  twice = 0
  private bits = new Uint8Array(1024)

  add(number: number): void {
    const place = number >> 3
    if (place >= this.bits.length) {
      const more = new Uint8Array(Math.max(place + 1, this.bits.length * 2))
      more.set(this.bits)
      this.bits = more
    }
    const bit = 1 << (number & 7)
    const before = this.bits[place] ?? 0
    if ((before & bit) !== 0) this.twice += 1
    else this.count += 1
    this.bits[place] = before | bit
  }
}
