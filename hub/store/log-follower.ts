import type { CommittedChange } from './store'

/** The channel of NOTIFY that says: the change log holds more. The notice names the hub that made it so. */
export const CHANGES_TOLD = 'otklik_changes'
/** As `CHANGES_TOLD`: a webhook was passed on to the hub that works for its channel. */
export const HOOKS_PASSED = 'otklik_hooks'

/** As `CHANGES_TOLD`: hubs speak to each other (hub/between-hubs/talk.ts); the notice itself is what is said. */
export const HUBS_TALK = 'otklik_talk'

/** As `CHANGES_TOLD`: a hub has let go of its duties; whoever wishes them looks at once. */
export const DUTIES_FREE = 'otklik_duties'

export interface LogFollowerParts {
  /** What the log holds after `seq`, in its order; the first `atOnce`. */
  readonly read: (seq: number) => Promise<readonly CommittedChange[]>
  readonly atOnce: number
  /** Up to where the log was cut: what stood there cannot be read any more. */
  readonly cutUpTo: () => Promise<number>
  readonly announce: (changes: readonly CommittedChange[]) => void
  /** Changes went by unseen: whoever acts on them has to look at everything anew. */
  readonly missed: () => void
}

/**
 * Announces the change log from where it stood at the start, each change once and in the order of commits, whoever
 * made it. That there is something to read may be told too often or too late, and costs nothing or a delay.
 */
export class LogFollower {
  private running: Promise<void> | null = null
  private next: Promise<void> | null = null

  constructor(
    private readonly parts: LogFollowerParts,
    private upTo: number,
  ) {}

  /** Resolves once everything that was committed before the call is announced. */
  follow(): Promise<void> {
    // A look that has begun may have missed it; the one after is shared by all who wait.
    if (this.running === null) return this.begin()
    this.next ??= this.running.then(
      () => this.begin(),
      () => this.begin(),
    )
    return this.next
  }

  /**
   * As `follow`, with what was committed here just now. Numbers are given in the order of commits: where these go on from
   * what was announced last, nobody committed anything in between, and nothing has to be read.
   */
  followOwn(committed: readonly CommittedChange[]): Promise<void> {
    const goesOn = committed.every(({ seq }, index) => seq === this.upTo + 1 + index)
    if (this.running !== null || !goesOn) return this.follow()
    this.upTo += committed.length
    this.parts.announce(committed)
    return Promise.resolve()
  }

  private begin(): Promise<void> {
    this.next = null
    const round = this.look().finally(() => {
      if (this.running === round) this.running = null
    })
    this.running = round
    return round
  }

  private async look(): Promise<void> {
    for (;;) {
      const changes = await this.parts.read(this.upTo)
      const last = changes.at(-1)
      if (!last) return
      // Numbers of what never was committed are missing, too. Asked after the reading: what was cut before is gone.
      const isWhole = changes[0]?.seq === this.upTo + 1 || (await this.parts.cutUpTo()) <= this.upTo
      this.upTo = last.seq
      if (!isWhole) this.parts.missed()
      this.parts.announce(changes)
      // What is committed from now on is told of anew.
      if (changes.length < this.parts.atOnce) return
    }
  }
}
