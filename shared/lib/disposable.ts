/** Something that must be released. `dispose()` may be called any number of times. */
export interface Disposable {
  dispose(): void
}

export function toDisposable(release: () => void): Disposable {
  let released = false
  return {
    dispose() {
      if (released) return
      released = true
      release()
    },
  }
}

/**
 * Owns what its holder created: listeners, timers, sockets. Members are released in reverse order of
 * creation; one that is added after disposal is released at once, so a late answer leaks nothing.
 */
export class DisposableStore implements Disposable {
  private readonly members = new Set<Disposable>()
  private disposed = false

  get isDisposed(): boolean {
    return this.disposed
  }

  add<T extends Disposable>(member: T): T {
    if (this.disposed) member.dispose()
    else this.members.add(member)
    return member
  }

  defer(release: () => void): void {
    this.add(toDisposable(release))
  }

  /** Releases one member early and forgets it. */
  release(member: Disposable): void {
    this.members.delete(member)
    member.dispose()
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    const members = [...this.members].reverse()
    this.members.clear()
    for (const member of members) member.dispose()
  }
}
