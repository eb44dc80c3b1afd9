/** How the system starts Otklik with the computer: without a window, but for the tray. */
export const BACKGROUND_ARGUMENT = '--in-background'

/** The part of Electron's `app` that is used. */
interface OpenedAtLogin {
  getLoginItemSettings(): { readonly wasOpenedAtLogin?: boolean }
}

/** Login items of macOS have no arguments: the system itself says that it was one. */
export function isBackgroundStart(argv: readonly string[], platform: NodeJS.Platform, app: OpenedAtLogin): boolean {
  if (argv.includes(BACKGROUND_ARGUMENT)) return true
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin === true
}
