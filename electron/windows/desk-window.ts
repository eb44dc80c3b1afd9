import { nativeTheme, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

import type { Entrance } from '../hub/entrance'
import type { WindowsRegistry } from '../ipc/windows-registry'
import { pageUrl } from '../protocol/origin'
import { openWindow } from './open-window'
import { placeWindow, smallestSize } from './window-bounds'
import type { WindowState } from './window-state'
import { workAreas } from './work-areas'

const BACKGROUND = { dark: '#1a1b1e', light: '#ffffff' } as const

export interface DeskStart {
  readonly state: WindowState
  readonly entrance: Entrance
  readonly asksForKey: boolean
  /** It stays hidden until somebody asks for it. */
  readonly isBackground: boolean
}

export function openDeskWindow(
  windows: WindowsRegistry,
  { state, entrance, asksForKey, isBackground }: DeskStart,
): BrowserWindow {
  const screens = workAreas()
  const smallest = smallestSize(screens)
  const options: BrowserWindowConstructorOptions = {
    ...placeWindow(state.bounds, screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Otklik',
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: { spellcheck: process.platform !== 'linux', zoomFactor: state.scalePercent / 100 },
  }
  const window = openWindow(windows, 'desk', options, entranceUrl(entrance, asksForKey))
  if (isBackground) {
    window.once('show', () => {
      if (state.isMaximized) window.maximize()
    })
    return window
  }
  window.once('ready-to-show', () => {
    if (state.isMaximized) window.maximize()
    else window.show()
  })
  return window
}

/** Another page in the same window: nothing of the one before stays in its memory. */
export function showEntrance(window: BrowserWindow, entrance: Entrance): void {
  if (!window.isDestroyed()) void window.loadURL(entranceUrl(entrance, true))
}

function entranceUrl(entrance: Entrance, asksForKey: boolean): string {
  return entrance.page === 'desk' ? pageUrl('desk', entrance.cache, asksForKey) : pageUrl('sign-in')
}

/** Brings the desk window before the person, wherever it was. */
export function showDesk(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
