import { screen, type BrowserWindow } from 'electron'

import type { CallSnapshot } from '#shared/domain/call'
import type { WindowsRegistry } from '../ipc/windows-registry'
import { openWindow } from './open-window'

const WIDTH = 368
const FIRST_HEIGHT = 200
const MIN_HEIGHT = 80
const MAX_HEIGHT = 480
const MARGIN = 16

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
    if (!window) {
      window = open()
      return
    }
    place(window, window.getBounds().height)
    window.showInactive()
  }

  return {
    handleCalls(calls) {
      const rings = calls.some((call) => call.phase.kind === 'incoming')
      if (rings === isWanted) return
      isWanted = rings
      if (rings) showNow()
      else window?.hide()
    },
    fit(height) {
      if (window && height > 0) place(window, Math.min(Math.max(height, MIN_HEIGHT), MAX_HEIGHT))
    },
    destroy() {
      isWanted = false
      window?.destroy()
      window = null
    },
  }
}

function openIncoming(windows: WindowsRegistry): BrowserWindow {
  const window = openWindow(windows, 'incoming', {
    width: WIDTH,
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

/** Bottom right corner of the screen on which the person works. */
function place(window: BrowserWindow, height: number): void {
  const area = screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea
  window.setBounds({
    x: area.x + area.width - WIDTH - MARGIN,
    y: area.y + area.height - height - MARGIN,
    width: WIDTH,
    height,
  })
}
