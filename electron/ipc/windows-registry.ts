import type { BrowserWindow, WebContents } from 'electron'

import { toDisposable, type Disposable } from '#shared/lib/disposable'
import type { WindowKind } from '../windows/window-kind'

/** Which of our windows a `webContents` is. A window is entered when it is opened and leaves when destroyed. */
export class WindowsRegistry {
  private readonly listeners = new Set<() => void>()
  private readonly windows = new Map<number, { readonly kind: WindowKind; readonly window: BrowserWindow }>()

  enter(kind: WindowKind, window: BrowserWindow): void {
    const id = window.webContents.id
    this.windows.set(id, { kind, window })
    window.once('closed', () => this.windows.delete(id))
    for (const listener of this.listeners) listener()
  }

  /** A window was opened. */
  onEntered(listener: () => void): Disposable {
    this.listeners.add(listener)
    return toDisposable(() => this.listeners.delete(listener))
  }

  kindOf(contents: WebContents): WindowKind | null {
    return this.windows.get(contents.id)?.kind ?? null
  }

  /** Live windows of the given kinds. */
  all(isWanted: (kind: WindowKind) => boolean): readonly BrowserWindow[] {
    return [...this.windows.values()]
      .filter(({ kind, window }) => isWanted(kind) && !window.isDestroyed())
      .map(({ window }) => window)
  }
}
