/** The first `limit` of many by an order, without sorting the rest. */
export class BestSlots {
  private readonly best: number[] = []

  constructor(
    private readonly limit: number,
    private readonly isBefore: (a: number, b: number) => boolean,
  ) {}

  add(slot: number): void {
    const last = this.best.at(-1)
    if (this.best.length >= this.limit && last !== undefined && !this.isBefore(slot, last)) return
    let low = 0
    let high = this.best.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.isBefore(slot, this.best[middle] ?? 0)) high = middle
      else low = middle + 1
    }
    this.best.splice(low, 0, slot)
    if (this.best.length > this.limit) this.best.pop()
  }

  toArray(): readonly number[] {
    return this.best
  }
}
