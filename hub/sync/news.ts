import type { Ahead, Change, HubFrame } from '#shared/contract/sync'
import type { AgentRole } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { SharedFrame } from './shared-frame'

export const CHANGES_PER_FRAME = 500

/** `upTo`: the cursor behind it; `changes` in feed order with their present rows. */
export class News {
  private made: readonly SharedFrame[] | null = null
  /** Has whoever gets it to be looked at first (spec V2)? */
  readonly hasWhisper: boolean
  private readonly roles: ReadonlyMap<string, AgentRole>

  /** `caughtUp`: nothing older is left to be told. */
  constructor(
    readonly changes: readonly Change[],
    readonly upTo: number,
    readonly caughtUp: boolean,
    private readonly ahead?: Ahead,
  ) {
    this.hasWhisper = changes.some(
      ({ entity, row }) => entity === 'message' && row?.content.kind === 'note' && row.content.between !== undefined,
    )
    this.roles = new Map(
      changes.flatMap(({ entity, id, row }) => (entity === 'agent' && row ? [[id, row.role] as const] : [])),
    )
  }

  /** Their role from now on, where it tells of them. */
  roleOf(id: AgentId): AgentRole | undefined {
    return this.roles.get(id)
  }

  /** Does a desk that stands there get all of it? */
  isAllAfter(cursor: number): boolean {
    const [first] = this.changes
    return first === undefined || first.seq > cursor
  }

  /** What of it a desk that stands there does not have. */
  since(cursor: number): readonly Change[] {
    return this.changes.filter(({ seq }) => seq > cursor)
  }

  /** Put into words once, however many desks get it. */
  get frames(): readonly SharedFrame[] {
    this.made ??= framesOf(this.changes, this.upTo, this.caughtUp, this.ahead).map(
      (frame) => new SharedFrame(Buffer.from(JSON.stringify(frame))),
    )
    return this.made
  }
}

/** The cursor moves with the last of them, or with each where `upTo` is not 0. */
export function framesOf(
  changes: readonly Change[],
  upTo: number,
  caughtUp: boolean,
  ahead?: Ahead,
): readonly HubFrame[] {
  const frames: HubFrame[] = []
  for (let start = 0; start === 0 || start < changes.length; start += CHANGES_PER_FRAME) {
    const part = changes.slice(start, start + CHANGES_PER_FRAME)
    const isLast = start + CHANGES_PER_FRAME >= changes.length
    const partUpTo = isLast || upTo === 0 ? upTo : (part.at(-1)?.seq ?? upTo)
    frames.push({
      type: 'changes',
      changes: part,
      upTo: partUpTo,
      caughtUp: caughtUp && isLast,
      ...(ahead && { ahead }),
    })
  }
  return frames
}
