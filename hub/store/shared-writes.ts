import { allOver } from '#shared/lib/all-over'

import type { Write } from './store'

/** So many at most: whoever waits behind them does not wait long. */
const MOST_TOGETHER = 25

type Work = (tx: Write) => Promise<unknown>
/** Works of different groups have nothing in common: none reads what another writes. */
export type GroupOf = (tx: Write) => Promise<string>

interface Waiting {
  readonly work: Work
  readonly groupOf: GroupOf
  readonly done: (value: unknown) => void
  readonly failed: (error: unknown) => void
}

/**
 * What comes while a transaction is under way is written by the next one together, in the order in which it came: under
 * load one commit, and one look at what administrators set, serves many of them (docs/adr/0046). Works of one group go
 * one after another, the groups side by side, so that their statements are asked together (docs/adr/0055). Each is told
 * its own outcome; where one of them fails, nothing of the transaction counts and each is written alone.
 */
export class SharedWrites {
  private readonly waiting: Waiting[] = []
  private isWriting = false

  constructor(private readonly write: (work: Work) => Promise<unknown>) {}

  add<T>(work: (tx: Write) => Promise<T>, groupOf: GroupOf): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // It is told what its own work answered.
      this.waiting.push({ work, groupOf, done: resolve as (value: unknown) => void, failed: reject })
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
        let answers = new Map<Waiting, unknown>()
        await this.write(async (tx) => {
          answers = await sideBySide(tx, some)
        })
        for (const one of some) one.done(answers.get(one))
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

async function sideBySide(tx: Write, some: readonly Waiting[]): Promise<Map<Waiting, unknown>> {
  const groups = new Map<string, Waiting[]>()
  for (const one of some) {
    const name = await one.groupOf(tx)
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  const answers = new Map<Waiting, unknown>()
  let hasFailed = false
  const inTurn = async (group: readonly Waiting[]) => {
    try {
      for (const one of group) if (!hasFailed) answers.set(one, await one.work(tx))
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  await allOver([...groups.values()].map(inTurn))
  return answers
}
