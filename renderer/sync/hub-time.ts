/** An answer that took longer says too little of when it was given. */
const LONGEST_TRIP_MS = 5_000
/** Less is half of the longest trip, and what the clocks of a network differ by. */
const TOLERATED_MS = 3_000

/** Compares the hub's time with this computer's; tells what is found first and what is clearly another thing. */
export class HubTime {
  private told: number | null = null

  constructor(private readonly tell: (aheadMs: number) => void) {}

  /** The hub was asked and heard at these instants of this computer; what it said lies in between. */
  handle(askedAtMs: number, heardAtMs: number, hubNowMs: number): void {
    const tripMs = heardAtMs - askedAtMs
    // Below zero: the clock was set meanwhile.
    if (tripMs < 0 || tripMs > LONGEST_TRIP_MS) return
    const found = Math.round(hubNowMs - askedAtMs - tripMs / 2)
    const aheadMs = Math.abs(found) < TOLERATED_MS ? 0 : found
    if (this.told !== null && Math.abs(aheadMs - this.told) < TOLERATED_MS) return
    this.told = aheadMs
    this.tell(aheadMs)
  }
}
