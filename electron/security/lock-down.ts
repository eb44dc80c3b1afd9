import { app, session, type WebContents } from 'electron'

import type { WindowsRegistry } from '../ipc/windows-registry'
import { APP_ORIGIN } from '../protocol/origin'
import { isPermitted, isPermittedDevice } from './permissions'

export type OpenExternal = (url: string) => void

/** Electron's security checklist, items 5 and 12–15: our pages go nowhere and are granted only what they use. */
export function lockDown(windows: WindowsRegistry, openExternal: OpenExternal): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url)
      return { action: 'deny' }
    })
  })

  const isGranted = (
    contents: WebContents | null,
    origin: string,
    permission: string,
    mediaTypes: readonly string[],
  ): boolean => {
    const kind = contents && windows.kindOf(contents)
    return kind !== null && isOurs(origin) && isPermitted(kind, permission, mediaTypes)
  }
  const ours = session.defaultSession
  ours.setPermissionRequestHandler((contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(isGranted(contents, details.requestingUrl, permission, mediaTypes))
  })
  ours.setPermissionCheckHandler((contents, permission, origin, details) =>
    isGranted(contents, origin, permission, details.mediaType ? [details.mediaType] : []),
  )
  // Whether a page may ask at all is said above (`hid`); nobody has to choose a device in a dialog.
  ours.setDevicePermissionHandler(
    ({ deviceType, origin, device }) => isOurs(origin) && isPermittedDevice(deviceType, device),
  )
}

/** Asked with an origin or with an address, as Electron's two handlers do. */
function isOurs(origin: string): boolean {
  return origin === APP_ORIGIN || origin.startsWith(`${APP_ORIGIN}/`)
}
