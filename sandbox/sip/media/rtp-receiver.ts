/** Counts what came in and what is missing between. */
export class RtpReceiver {
  received = 0
  lost = 0
  private lastSequence: number | undefined

  count(sequence: number): void {
    this.received += 1
    const last = this.lastSequence
    this.lastSequence = sequence
    if (last === undefined) return
    const step = (sequence - last) & 0xffff
    // A jump of more than half the range is a late packet or a new stream.
    if (step > 1 && step < 1000) this.lost += step - 1
  }
}
