import { join } from 'node:path'

import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

import type { WindowsRegistry } from '../ipc/windows-registry'
import { pageUrl } from '../protocol/origin'
import type { WindowKind } from './window-kind'

/** Every window is opened here, with the same locked preferences. */
export function openWindow(
  windows: WindowsRegistry,
  kind: WindowKind,
  options: BrowserWindowConstructorOptions,
  url: string = pageUrl(kind),
): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    ...options,
    webPreferences: {
      ...options.webPreferences,
      preload: join(__dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      backgroundThrottling: false,
      devTools: !app.isPackaged && process.env['NODE_ENV'] === 'development',
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    },
  })
  windows.enter(kind, window)
  void window.loadURL(url)
  return window
}
