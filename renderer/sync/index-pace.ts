import { sleep, type Clock } from '#shared/lib/clock'

/** Nobody waits: two thirds of the time the processor is left to the desk. */
const PAUSE_MS = 25

/** How fast messages are indexed: as fast as can be for whoever searches, not at all while somebody writes. */
export class IndexPace {
  private isSearched = false
  private isWriting = false
  private goOn: (() => void) | null = null

  constructor(private readonly clock: Clock) {}

  /** Somebody searches, and what is not indexed is not found; or nobody does any more. */
  setSearched(isSearched: boolean): void {
    this.isSearched = isSearched
    this.resume()
  }

  setWriting(isWriting: boolean): void {
    this.isWriting = isWriting
    this.resume()
  }

  /** Until a piece of work may follow. */
  async pause(): Promise<void> {
    if (!this.isSearched) await sleep(this.clock, PAUSE_MS)
    if (this.mayGoOn) return
    await new Promise<void>((resolve) => {
      this.goOn = resolve
    })
  }

  private get mayGoOn(): boolean {
    return this.isSearched || !this.isWriting
  }

  private resume(): void {
    if (!this.mayGoOn) return
    this.goOn?.()
    this.goOn = null
  }
}
