import { toDisposable, type Disposable } from '#shared/lib/disposable'
import { Emitter, type Listener } from '#shared/lib/emitter'

/** An event of which each value must be heard: what comes while nobody listens waits for the next listener. */
export class Mailbox<T> implements Disposable {
  private readonly emitter: Emitter<T>
  private listeners = 0
  private waiting: T[] = []

  constructor(onListenerError: (error: unknown) => void) {
    this.emitter = new Emitter(onListenerError)
  }

  on(listener: Listener<T>): Disposable {
    const subscription = this.emitter.on(listener)
    this.listeners += 1
    for (const value of this.waiting.splice(0)) this.emitter.emit(value)
    return toDisposable(() => {
      this.listeners -= 1
      subscription.dispose()
    })
  }

  post(value: T): void {
    if (this.listeners === 0) this.waiting.push(value)
    else this.emitter.emit(value)
  }

  dispose(): void {
    this.waiting = []
    this.emitter.dispose()
  }
}
