import { toDisposable, type Disposable } from './disposable'

export type Listener<T> = (value: T) => void

/** One typed event. A listener that throws does not keep the others from hearing it. */
export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<Listener<T>>()

  constructor(private readonly onListenerError: (error: unknown) => void) {}

  on(listener: Listener<T>): Disposable {
    this.listeners.add(listener)
    return toDisposable(() => {
      this.listeners.delete(listener)
    })
  }

  emit(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value)
      } catch (error) {
        this.onListenerError(error)
      }
    }
  }

  dispose(): void {
    this.listeners.clear()
  }
}
