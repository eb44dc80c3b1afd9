import { screen, type BrowserWindow } from 'electron'

import type { CallSnapshot } from '#shared/domain/call'
import type { Disposable } from '#shared/lib/disposable'
import type { WindowsRegistry } from '../ipc/windows-registry'
import { INCOMING_WIDTH, placeIncoming } from './incoming-bounds'
import { followScreens } from './follow-screens'
import { openWindow } from './open-window'

const FIRST_HEIGHT = 200

export interface IncomingWindow {
  readonly handleCalls: (calls: readonly CallSnapshot[]) => void
  /** The content is so high now. */
  readonly fit: (height: number) => void
  readonly destroy: () => void
}

/**
 * Shown while a call rings and at no other time, over everything, without taking the focus from where the person
 * types (spec N6). Opened at the first call and kept hidden between calls; opened anew if it died.
 */
export function createIncomingWindow(windows: WindowsRegistry): IncomingWindow {
  let window: BrowserWindow | null = null
  let isWanted = false
  /** Of its content, before it is scaled. */
  let wantedHeight = FIRST_HEIGHT
  let screens: Disposable | null = null

  const open = (): BrowserWindow => {
    const opened = openIncoming(windows)
    const contents = opened.webContents
    contents.once('render-process-gone', () => {
      window = null
      opened.destroy()
      if (isWanted) showNow()
    })
    opened.once('closed', () => {
      if (window === opened) window = null
    })
    opened.once('ready-to-show', () => {
      if (isWanted && window === opened) opened.showInactive()
    })
    return opened
  }

  const showNow = (): void => {
    // Its screen may be unplugged while it rings.
    screens ??= followScreens(() => {
      if (window) place(window, wantedHeight)
    })
    if (!window) {
      window = open()
      return
    }
    place(window, wantedHeight)
    window.showInactive()
  }

  return {
    handleCalls(calls) {
      const rings = calls.some((call) => call.phase.kind === 'incoming')
      if (rings === isWanted) return
      isWanted = rings
      if (rings) showNow()
      else {
        screens?.dispose()
        screens = null
        window?.hide()
      }
    },
    fit(height) {
      if (height <= 0) return
      wantedHeight = height
      if (window) place(window, height)
    },
    destroy() {
      isWanted = false
      screens?.dispose()
      screens = null
      window?.destroy()
      window = null
    },
  }
}

function openIncoming(windows: WindowsRegistry): BrowserWindow {
  const window = openWindow(windows, 'incoming', {
    width: INCOMING_WIDTH,
    height: FIRST_HEIGHT,
    frame: false,
    resizable: false,
    movable: true,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    acceptFirstMouse: true,
    webPreferences: { spellcheck: false },
  })
  window.setAlwaysOnTop(true, 'screen-saver')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
  place(window, FIRST_HEIGHT)
  return window
}

function place(window: BrowserWindow, height: number): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
  window.setBounds(placeIncoming(workArea, height, window.webContents.getZoomFactor()))
}
