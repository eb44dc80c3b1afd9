/** A queue that gives its least member first. */
export class Heap<T> {
  private readonly items: T[] = []

  constructor(private readonly isBefore: (a: T, b: T) => boolean) {}

  get size(): number {
    return this.items.length
  }

  peek(): T | undefined {
    return this.items[0]
  }

  push(item: T): void {
    let at = this.items.length
    while (at > 0) {
      const parentAt = (at - 1) >> 1
      const parent = this.items[parentAt]
      if (parent === undefined || !this.isBefore(item, parent)) break
      this.items[at] = parent
      at = parentAt
    }
    this.items[at] = item
  }

  pop(): T | undefined {
    const first = this.items[0]
    const last = this.items.pop()
    if (last !== undefined && this.items.length > 0) this.sink(last)
    return first
  }

  private sink(item: T): void {
    let at = 0
    for (;;) {
      let childAt = 2 * at + 1
      let child = this.items[childAt]
      if (child === undefined) break
      const right = this.items[childAt + 1]
      if (right !== undefined && this.isBefore(right, child)) {
        child = right
        childAt += 1
      }
      if (!this.isBefore(child, item)) break
      this.items[at] = child
      at = childAt
    }
    this.items[at] = item
  }
}
