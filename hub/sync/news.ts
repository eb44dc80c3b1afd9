import type { Change, HubFrame } from '#shared/contract/sync'

import { SharedFrame } from './shared-frame'

export const CHANGES_PER_FRAME = 500

/** `upTo` is the last change of a commit; `changes` in feed order with their present rows. */
export class News {
  private made: readonly SharedFrame[] | null = null

  constructor(
    readonly changes: readonly Change[],
    readonly upTo: number,
  ) {}

  /** Does a desk that stands there get all of it? */
  isAllAfter(cursor: number): boolean {
    const [first] = this.changes
    return first === undefined || first.seq > cursor
  }

  /** Put into words once, however many desks get it. */
  get frames(): readonly SharedFrame[] {
    this.made ??= framesOf(this.changes, this.upTo, true).map(
      (frame) => new SharedFrame(Buffer.from(JSON.stringify(frame))),
    )
    return this.made
  }
}

/** The cursor moves with the last of them, or with each where `upTo` is not 0. */
export function framesOf(changes: readonly Change[], upTo: number, caughtUp: boolean): readonly HubFrame[] {
  const frames: HubFrame[] = []
  for (let start = 0; start === 0 || start < changes.length; start += CHANGES_PER_FRAME) {
    const part = changes.slice(start, start + CHANGES_PER_FRAME)
    const isLast = start + CHANGES_PER_FRAME >= changes.length
    const partUpTo = isLast || upTo === 0 ? upTo : (part.at(-1)?.seq ?? upTo)
    frames.push({ type: 'changes', changes: part, upTo: partUpTo, caughtUp: caughtUp && isLast })
  }
  return frames
}
