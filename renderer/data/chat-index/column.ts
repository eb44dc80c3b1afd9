/** A growing list of numbers without a header for each. */
export class Column {
  private values = new Float64Array(1_024)

  get(at: number): number {
    return this.values[at] ?? 0
  }

  set(at: number, value: number): void {
    if (at >= this.values.length) {
      const grown = new Float64Array(Math.max(at + 1, this.values.length * 2))
      grown.set(this.values)
      this.values = grown
    }
    this.values[at] = value
  }
}
