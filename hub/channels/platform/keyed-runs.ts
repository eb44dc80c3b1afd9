/** One run per key at a time; what is asked for meanwhile becomes one more run after it. */
export class KeyedRuns<T> {
  private readonly running = new Map<string, Promise<T>>()
  private readonly queued = new Map<string, Promise<T>>()

  /** `later` stands for `now` where it has to wait: what the caller knows may be old by then. */
  run(key: string, now: () => Promise<T>, later: () => Promise<T>): Promise<T> {
    const current = this.running.get(key)
    if (!current) return this.begin(key, now)
    let next = this.queued.get(key)
    if (!next) {
      const again = () => {
        this.queued.delete(key)
        return this.begin(key, later)
      }
      next = current.then(again, again)
      this.queued.set(key, next)
    }
    return next
  }

  private begin(key: string, work: () => Promise<T>): Promise<T> {
    const run = work().finally(() => {
      this.running.delete(key)
    })
    this.running.set(key, run)
    return run
  }
}
