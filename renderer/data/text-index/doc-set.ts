/** Which of the documents of one segment, a bit for each. */
export class DocSet {
  private readonly words: Uint32Array

  constructor(
    readonly size: number,
    words?: Uint32Array,
  ) {
    this.words = words ?? new Uint32Array((size + 31) >>> 5)
  }

  add(doc: number): void {
    const at = doc >>> 5
    this.words[at] = (this.words[at] ?? 0) | (1 << (doc & 31))
  }

  has(doc: number): boolean {
    return ((this.words[doc >>> 5] ?? 0) & (1 << (doc & 31))) !== 0
  }

  unite({ words }: DocSet): void {
    for (let at = 0; at < this.words.length; at += 1) this.words[at] = (this.words[at] ?? 0) | (words[at] ?? 0)
  }

  intersect({ words }: DocSet): void {
    for (let at = 0; at < this.words.length; at += 1) this.words[at] = (this.words[at] ?? 0) & (words[at] ?? 0)
  }

  subtract({ words }: DocSet): void {
    for (let at = 0; at < this.words.length; at += 1) this.words[at] = (this.words[at] ?? 0) & ~(words[at] ?? 0)
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0)
  }

  get count(): number {
    let count = 0
    for (let word of this.words) for (; word !== 0; word &= word - 1) count += 1
    return count
  }

  /** The last `limit` of them, the last first. */
  last(limit: number): readonly number[] {
    const docs: number[] = []
    for (let at = this.words.length - 1; at >= 0 && docs.length < limit; at -= 1) {
      const word = this.words[at] ?? 0
      if (word === 0) continue
      for (let bit = 31; bit >= 0 && docs.length < limit; bit -= 1) {
        if ((word & (1 << bit)) !== 0) docs.push(at * 32 + bit)
      }
    }
    return docs
  }

  toArray(): readonly number[] {
    return [...this.last(this.size)].reverse()
  }
}
