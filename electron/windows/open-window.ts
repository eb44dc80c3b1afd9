import { join } from 'node:path'

import { app, BrowserWindow, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron'

import type { WindowsRegistry } from '../ipc/windows-registry'
import { pageUrl } from '../protocol/origin'
import type { WindowKind } from './window-kind'

/** Whatever a caller wishes. */
const LOCKED: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  backgroundThrottling: false,
  devTools: !app.isPackaged && process.env['NODE_ENV'] === 'development',
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
}

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
      ...LOCKED,
    },
  })
  windows.enter(kind, window)
  void window.loadURL(url)
  return window
}

/**
 * Never seen, without scripts and without a door to main, and shows one picture that is none: only a window's own request
 * makes Chromium look for a certificate. Resolves when the answer has come.
 */
export async function askFromWindow(address: URL, endsWithin: Promise<void>): Promise<void> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { spellcheck: false, ...LOCKED, javascript: false },
  })
  const page = `data:text/html,${encodeURIComponent(`<img src="${address.href}">`)}`
  try {
    await Promise.race([window.loadURL(page), endsWithin])
  } finally {
    window.destroy()
  }
}
