import type { Colleague, ColleagueSnapshot } from '#shared/domain/colleague'
import type { SipAccountId } from '#shared/domain/ids'
import type { Clock } from '#shared/lib/clock'
import type { Disposable } from '#shared/lib/disposable'
import type { Logger } from '#shared/lib/logger'
import type { AccountLine } from '../account/account-line'
import { ColleagueWatch } from './colleague-watch'
import type { Pickup } from './pickup'

export interface ColleaguesDependencies {
  readonly clock: Clock
  readonly logger: Logger
  readonly line: (id: SipAccountId) => AccountLine | undefined
  readonly onChanged: (snapshots: ColleagueSnapshot[]) => void
}

/** A registrar that has just let us in has calls to think of first, and not a hundred questions at once. */
const ASK_AFTER_MS = 1_000
const BETWEEN_MS = 40

/** The lines of all colleagues, in the order of the settings. */
export class Colleagues implements Disposable {
  private watches: readonly ColleagueWatch[] = []

  constructor(private readonly deps: ColleaguesDependencies) {}

  /** Whoever stayed as they were is not asked about anew. */
  set(list: readonly Colleague[]): void {
    const before = new Map(this.watches.map((watch) => [keyOf(watch.colleague), watch]))
    this.watches = list.map((colleague) => before.get(keyOf(colleague)) ?? this.create(colleague))
    const kept = new Set(this.watches)
    for (const watch of before.values()) if (!kept.has(watch)) watch.leave()
    for (const [index, watch] of this.watches.entries()) {
      const line = this.deps.line(watch.colleague.accountId)
      if (line?.isRegistered && watch.over !== line) watch.start(line, index * BETWEEN_MS)
    }
    this.tell()
  }

  snapshots(): ColleagueSnapshot[] {
    return this.watches.map((watch) => watch.snapshot())
  }

  pickup(id: string): Pickup | null {
    return this.watches.find(({ colleague }) => colleague.id === id)?.pickup() ?? null
  }

  handleReachable(line: AccountLine, isReachable: boolean): void {
    for (const [index, watch] of this.of(line).entries()) {
      if (isReachable) watch.start(line, ASK_AFTER_MS + index * BETWEEN_MS)
      else watch.suspend()
    }
  }

  handleRetired(line: AccountLine): void {
    for (const watch of this.of(line)) if (watch.over === line) watch.leave()
  }

  dispose(): void {
    for (const watch of this.watches) watch.dispose()
    this.watches = []
  }

  private of({ account }: AccountLine): readonly ColleagueWatch[] {
    return this.watches.filter(({ colleague }) => colleague.accountId === account.id)
  }

  private create(colleague: Colleague): ColleagueWatch {
    const { clock, logger } = this.deps
    return new ColleagueWatch({
      colleague,
      clock,
      logger: logger.child('colleague', { colleagueId: colleague.id }),
      onChanged: () => {
        this.tell()
      },
    })
  }

  private tell(): void {
    this.deps.onChanged(this.snapshots())
  }
}

function keyOf({ id, accountId, number, name }: Colleague): string {
  return JSON.stringify([id, accountId, number, name])
}
