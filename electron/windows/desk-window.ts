import { nativeTheme, screen, type BrowserWindow } from 'electron'

import type { WindowsRegistry } from '../ipc/windows-registry'
import { openWindow } from './open-window'
import { MIN_SIZE, placeWindow } from './window-bounds'
import type { WindowState } from './window-state'

const BACKGROUND = { dark: '#1a1b1e', light: '#ffffff' } as const

export function openDeskWindow(windows: WindowsRegistry, state: WindowState): BrowserWindow {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const window = openWindow(windows, 'desk', {
    ...placeWindow(state.bounds, screens),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Otklik',
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: { spellcheck: process.platform !== 'linux' },
  })
  window.once('ready-to-show', () => {
    if (state.isMaximized) window.maximize()
    else window.show()
  })
  return window
}

/** Brings the desk window before the person, wherever it was. */
export function showDesk(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
