import type { Change, HubFrame } from '#shared/contract/sync'
import type { AgentId } from '#shared/domain/ids'

import { SharedFrame } from './shared-frame'

export const CHANGES_PER_FRAME = 500

/** `upTo` is the last change of a commit; `changes` in feed order with their present rows. */
export class News {
  private made: readonly SharedFrame[] | null = null
  private readonly hasWhisper: boolean
  private readonly agents: ReadonlySet<string>

  constructor(
    readonly changes: readonly Change[],
    readonly upTo: number,
  ) {
    this.hasWhisper = changes.some(
      ({ entity, row }) => entity === 'message' && row?.content.kind === 'note' && row.content.between !== undefined,
    )
    this.agents = new Set(changes.flatMap(({ entity, id }) => (entity === 'agent' ? [id] : [])))
  }

  /** Has this person to be looked at first: there is a whisper in it (spec V2), or their own rights may be others now? */
  asksWho(me: AgentId): boolean {
    return this.hasWhisper || this.agents.has(me)
  }

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
