import type { Write } from './store'

/** So many at most: whoever waits behind them does not wait long. */
const MOST_TOGETHER = 25

type Work = (tx: Write) => Promise<unknown>

interface Waiting {
  readonly work: Work
  readonly done: (value: unknown) => void
  readonly failed: (error: unknown) => void
}

/**
 * What comes while a transaction is under way is written by the next one together, in the order in which it came: under
 * load one commit, and one look at what administrators set, serves many of them (docs/adr/0046). Each is told its own
 * outcome; where one of them fails, nothing of the transaction counts and each is written alone.
 */
export class SharedWrites {
  private readonly waiting: Waiting[] = []
  private isWriting = false

  constructor(private readonly write: (work: Work) => Promise<unknown>) {}

  add<T>(work: (tx: Write) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // It is told what its own work answered.
      this.waiting.push({ work, done: resolve as (value: unknown) => void, failed: reject })
      if (!this.isWriting) void this.writeAll()
    })
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length > 0) await this.writeSome(this.waiting.splice(0, MOST_TOGETHER))
    this.isWriting = false
  }

  private async writeSome(some: readonly Waiting[]): Promise<void> {
    if (some.length > 1) {
      try {
        let answers: unknown[] = []
        await this.write(async (tx) => {
          answers = []
          for (const { work } of some) answers.push(await work(tx))
        })
        for (const [index, { done }] of some.entries()) done(answers[index])
        return
      } catch {
        // Whose error it is shows when each is alone.
      }
    }
    for (const one of some) await this.writeAlone(one)
  }

  private async writeAlone({ work, done, failed }: Waiting): Promise<void> {
    try {
      done(await this.write(work))
    } catch (error) {
      failed(error)
    }
  }
}
