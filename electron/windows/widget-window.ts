import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'

import { widget as widgetContract } from '#shared/contract/ipc/widget'
import type { ChatId } from '#shared/domain/ids'
import type { Disposable } from '#shared/lib/disposable'
import type { Context } from '../context'
import { currentEntrance } from '../hub/entrance'
import { pageUrl } from '../protocol/origin'
import { followScreens } from './follow-screens'
import { openWindow } from './open-window'
import { cornerOf, placeWidget, type Point } from './widget-bounds'
import { keepWidgetCorner, readWidgetCorner } from './widget-state'
import { workAreas } from './work-areas'

export interface WidgetOptions {
  /** The desk in front, with this chat. */
  readonly openChat: (chatId: ChatId) => void
  /** The desk has become another person's, or nobody's. */
  readonly onMoved: (listener: () => void) => Disposable
  /** Started with the computer: nothing is on the screen before the person has looked at the desk. */
  readonly isBackground: boolean
}

/**
 * The chats as a small window over everything, on every desktop: as the person set it, always or while the desk is
 * hidden or minimised. It is opened when it is wanted first and kept hidden after that; it never takes the focus by
 * itself.
 */
export function startWidget(context: Context, ready: Promise<void>, options: WidgetOptions): void {
  const { openChat, onMoved } = options
  const { desk, settings, router, owned, userData, logger } = context
  let window: BrowserWindow | null = null
  let corner: Point | null = readWidgetCorner(userData)
  let isOpen = false
  let isPutAway = false
  let isUnseen = options.isBackground

  const isDeskOut = (): boolean => !desk.window.isDestroyed() && (!desk.window.isVisible() || desk.window.isMinimized())
  const isWanted = (): boolean => {
    const { widget } = settings.get()
    return (
      !isPutAway &&
      !isUnseen &&
      currentEntrance().page === 'desk' &&
      (widget === 'always' || (widget === 'whenHidden' && isDeskOut()))
    )
  }
  const place = (): void => {
    window?.setBounds(placeWidget(corner, isOpen, workAreas(), settings.get().scalePercent / 100))
  }
  const update = (): void => {
    if (!isWanted()) {
      window?.hide()
      return
    }
    if (window) {
      place()
      window.showInactive()
    } else open()
  }
  const open = (): void => {
    const opened = openWidget(context)
    window = opened
    place()
    opened.once('ready-to-show', () => {
      if (window === opened && isWanted()) opened.showInactive()
    })
    opened.webContents.once('render-process-gone', (_event, { reason }) => {
      logger.error('the widget died', { reason })
      if (window === opened) window = null
      opened.destroy()
      update()
    })
  }
  /** Its page holds the cache of whoever was here. */
  const beginAnew = (): void => {
    window?.destroy()
    window = null
    update()
  }
  const deskWentOut = (): void => {
    isPutAway = false
    update()
  }
  const showDesk = (): void => {
    isOpen = false
    context.send(widgetContract, 'stateChanged', { isOpen })
    desk.show()
  }

  router.handle(widgetContract, {
    getState: () => ({ isOpen }),
    setOpen(wanted) {
      isOpen = wanted.isOpen
      place()
      // Opened by the person: what is typed next belongs here.
      if (isOpen) window?.focus()
      context.send(widgetContract, 'stateChanged', { isOpen })
      return null
    },
    move({ x, y }) {
      if (!window) return null
      const bounds = window.getBounds()
      window.setBounds({ ...bounds, x: bounds.x + x, y: bounds.y + y })
      corner = cornerOf(window.getBounds())
      keepWidgetCorner(userData, corner, logger)
      return null
    },
    hide() {
      isPutAway = true
      update()
      return null
    },
    showDesk({ chatId }) {
      showDesk()
      if (chatId !== null) openChat(chatId)
      return null
    },
  })

  desk.window.once('show', () => {
    isUnseen = false
  })
  void ready.then(() => {
    if (desk.window.isDestroyed()) return
    desk.window.on('hide', deskWentOut)
    desk.window.on('minimize', deskWentOut)
    for (const name of ['show', 'restore'] as const) desk.window.on(name as 'show', update)
    owned.add(followScreens(update))
    owned.add(settings.onChanged(update))
    owned.add(onMoved(beginAnew))
    update()
  })
  owned.defer(() => {
    window?.destroy()
    window = null
  })
}

function openWidget({ windows }: Context): BrowserWindow {
  const entrance = currentEntrance()
  const url = pageUrl('widget', entrance.page === 'desk' ? entrance.cache : null, true)
  const options: BrowserWindowConstructorOptions = {
    frame: false,
    transparent: true,
    hasShadow: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    acceptFirstMouse: true,
    webPreferences: { spellcheck: process.platform !== 'linux' },
  }
  const window = openWindow(windows, 'widget', options, url)
  window.setAlwaysOnTop(true, 'floating')
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true })
  return window
}
