import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { app, Menu, nativeTheme, powerMonitor, type MenuItemConstructorOptions } from 'electron'

import { app as appContract, type Leaving } from '#shared/contract/ipc/app'
import { describeError } from '#shared/lib/logger'
import type { Disposable } from '#shared/lib/disposable'
import type { Context } from '../context'
import { textsFor } from '../i18n'
import { RestartPace } from '../restart-pace'
import { createAskBeforeLeaving } from './ask-before-leaving'
import { followScreens } from './follow-screens'
import { followScale } from './scale'
import { bringBack } from './window-bounds'
import { windowStatePath, type WindowState } from './window-state'
import { workAreas } from './work-areas'

const SAVE_AFTER_MS = 500

export interface DeskKeeper {
  /** From now on closing really closes. */
  readonly allowClose: () => void
  /** Before quitting: `false` while the person is asked about what is unsaved. */
  readonly mayQuit: () => boolean
  readonly setUnsaved: (hasUnsaved: boolean) => void
  /** The person agreed. */
  readonly leave: (how: Leaving) => void
}

/** What a desk window needs while it lives: hidden on close, reloaded after a crash, its place remembered. */
export function keepDeskWindow(context: Context, ready: Promise<void>): DeskKeeper {
  const { window } = context.desk
  let mayClose = false

  const leaving = createAskBeforeLeaving((how) => {
    context.desk.show()
    context.send(appContract, 'leaveRequested', { how })
  })
  window.on('close', (event) => {
    if (mayClose) return
    event.preventDefault()
    if (leaving.mayLeave('close')) window.hide()
  })
  window.on('unresponsive', leaving.forget)
  window.webContents.on('render-process-gone', leaving.forget)
  window.webContents.on('did-navigate', leaving.forget)
  // The system does not wait for an answer.
  powerMonitor.on('shutdown', leaving.forget)
  reloadAfterCrash(context)
  rememberPlace(context)
  void ready.then(() => {
    stayOnScreen(context)
  })
  applyTheme(context)
  followScale(context)
  void ready.then(() => {
    if (!window.isDestroyed()) window.setIcon(join(context.resources, 'icons', 'app.png'))
    setMenu(context)
  })
  return {
    allowClose: () => {
      mayClose = true
    },
    mayQuit: () => leaving.mayLeave('quit'),
    setUnsaved: leaving.setUnsaved,
    leave: (how) => {
      if (how === 'close') window.hide()
      else {
        leaving.forget()
        app.quit()
      }
    },
  }
}

/** Drafts and the outbox lie in the window's database and calls in main, so a reload loses nothing. */
function reloadAfterCrash({ desk, clock, logger, owned }: Context): void {
  const { window } = desk
  const pace = new RestartPace(clock)
  window.webContents.on('did-start-loading', () => {
    pace.noteStart()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed()) return
    const waitMs = pace.noteDeath()
    logger.error('the desk window died', { reason, waitMs })
    owned.add(
      clock.schedule(waitMs, () => {
        if (!window.isDestroyed()) window.webContents.reload()
      }),
    )
  })
}

function rememberPlace({ desk, clock, logger, userData, settings, owned }: Context): void {
  const { window } = desk
  let timer: Disposable | null = null
  const save = (): void => {
    if (window.isDestroyed()) return
    const state: WindowState = {
      bounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      theme: settings.get().theme,
      scalePercent: settings.get().scalePercent,
    }
    writeFile(windowStatePath(userData), JSON.stringify(state)).catch((error: unknown) => {
      logger.warn('the place of the window could not be kept', { error: describeError(error) })
    })
  }
  const saveSoon = (): void => {
    timer?.dispose()
    timer = clock.schedule(SAVE_AFTER_MS, save)
  }
  for (const name of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(name as 'resize', saveSoon)
  owned.add(settings.onChanged(saveSoon))
  owned.defer(() => timer?.dispose())
}

/** Not every system moves a window whose screen was unplugged. */
function stayOnScreen({ desk, owned }: Context): void {
  const { window } = desk
  owned.add(
    followScreens(() => {
      if (window.isDestroyed() || window.isMaximized() || window.isFullScreen()) return
      const place = bringBack(window.getNormalBounds(), workAreas())
      if (place) window.setBounds(place)
    }),
  )
}

function applyTheme({ settings, owned }: Context): void {
  const apply = (): void => {
    nativeTheme.themeSource = settings.get().theme
  }
  apply()
  owned.add(settings.onChanged(apply))
}

/** The menu is not shown on Windows and Linux; it carries the keys (Ctrl+Q, edit commands on macOS). */
function setMenu({ settings, owned }: Context): void {
  const build = (): void => {
    const texts = textsFor(settings.get().language)
    const template: MenuItemConstructorOptions[] = [
      { label: 'Otklik', submenu: [{ role: 'quit', label: texts.quit, accelerator: 'CmdOrCtrl+Q' }] },
      { label: texts.edit, role: 'editMenu' },
    ]
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  build()
  owned.add(settings.onChanged(build))
}
