import { join } from 'node:path'

import { app, Menu, nativeImage, Tray } from 'electron'

import { describeError, type Logger } from '#shared/lib/logger'
import type { MainTexts } from '../i18n'
import { trayIconName } from './icon-name'

export interface TrayIcon {
  readonly setUnread: (count: number) => void
  /** After a change of language. */
  readonly refresh: () => void
  readonly destroy: () => void
}

export interface TrayOptions {
  readonly iconFolder: string
  readonly texts: () => MainTexts
  readonly onOpen: () => void
  readonly onQuit: () => void
  readonly logger: Logger
}

/** The count stands in the icon (1–9, 9+), in the tooltip and, where the OS has one, on the dock or launcher. */
export function createTray(options: TrayOptions): TrayIcon {
  const tray = openTray(options)
  let unread = 0
  let shown = trayIconName(unread)

  const refresh = (): void => {
    const texts = options.texts()
    tray?.setToolTip(texts.unread(unread))
    tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.open, click: options.onOpen },
        { type: 'separator' },
        { label: texts.quit, click: options.onQuit },
      ]),
    )
  }
  refresh()
  tray?.on('click', options.onOpen)

  return {
    setUnread(count) {
      if (count === unread) return
      unread = count
      const name = trayIconName(count)
      // With many unread messages each new one would read and hand over the same picture again.
      if (name !== shown) tray?.setImage(iconFor(options.iconFolder, name))
      shown = name
      tray?.setToolTip(options.texts().unread(count))
      app.setBadgeCount(count)
    },
    refresh,
    destroy() {
      tray?.destroy()
    },
  }
}

/** A desktop without a tray (no status notifier, no D-Bus) goes without. */
function openTray({ iconFolder, logger }: TrayOptions): Tray | null {
  try {
    return new Tray(iconFor(iconFolder, trayIconName(0)))
  } catch (error) {
    logger.warn('there is no tray here', { error: describeError(error) })
    return null
  }
}

function iconFor(folder: string, name: string): Electron.NativeImage {
  return nativeImage.createFromPath(join(folder, `${name}.png`))
}
