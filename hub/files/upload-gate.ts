import type { AgentId } from '#shared/domain/ids'
import { toDisposable, type Disposable } from '#shared/lib/disposable'

/** A desk sends one after another; several desks of one person, and a program of theirs, may be at it. */
export const UPLOADS_OF_ONE = 6
/** Each may bring up to 128 MB. */
const UPLOADS_OF_ALL = 48

/** Lets so many files come in at once and no more, so that nobody takes up all of the hub's connections and its disk. */
export class UploadGate {
  private readonly byPerson = new Map<AgentId, number>()
  private count = 0

  /** `null`: too many are under way. Disposed once its file has come or has been given up. */
  enter(who: AgentId): Disposable | null {
    const own = this.byPerson.get(who) ?? 0
    if (own >= UPLOADS_OF_ONE || this.count >= UPLOADS_OF_ALL) return null
    this.byPerson.set(who, own + 1)
    this.count += 1
    return toDisposable(() => {
      this.count -= 1
      const left = (this.byPerson.get(who) ?? 0) - 1
      if (left > 0) this.byPerson.set(who, left)
      else this.byPerson.delete(who)
    })
  }
}
