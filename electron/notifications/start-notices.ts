import { join } from 'node:path'

import { app, BrowserWindow } from 'electron'

import type { PlayedSound } from '#shared/contract/ipc/media'
import { notices as noticesContract } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'
import type { Context } from '../context'
import { textsFor } from '../i18n'
import { createTray, type TrayIcon } from '../tray/tray'
import { createNotices, type Notices } from './notices'
import { openQuietNotes } from './quiet-notes'
import { QuietWatch } from './quiet-watch'
import { createOsNotifier } from './os-notifier'
import { createToldMessages, openToldList } from './told-messages'

export interface RunningNotices extends Notices {
  readonly isQuiet: () => boolean
  readonly openChat: (chatId: ChatId) => void
  /** The phone side brings the media window's sounds. */
  setSounds(play: (sound: PlayedSound) => void): void
}

/** `ready`: when the tray may be drawn, which takes the OS a while. */
export function startNotices(context: Context, ready: Promise<void>): RunningNotices {
  const { userData, logger, clock, settings, desk, owned } = context
  const texts = () => textsFor(settings.get().language)
  let play: (sound: PlayedSound) => void = () => undefined

  let tray: TrayIcon | null = null
  let unread = 0
  void ready.then(() => {
    tray = createTray({
      iconFolder: join(context.resources, 'icons'),
      texts,
      onOpen: desk.show,
      onQuit: () => {
        app.quit()
      },
      logger,
    })
    tray.setUnread(unread)
    owned.defer(tray.destroy)
    owned.add(settings.onChanged(tray.refresh))
  })

  // What ended while Otklik was closed is told once the page asks for it.
  let tellSummary: Notices['tellSummary'] = () => undefined
  const openChat = (chatId: ChatId): void => {
    desk.show()
    context.send(noticesContract, 'chatRequested', { chatId })
  }
  const quiet = owned.add(
    new QuietWatch({
      quiet: () => settings.get().quiet,
      clock,
      notes: openQuietNotes(userData, logger, clock),
      onSummary: (summary) => {
        tellSummary(summary)
        context.send(noticesContract, 'summaryReady', null)
      },
    }),
  )
  owned.add(
    settings.onChanged(() => {
      quiet.look()
    }),
  )
  const notices = createNotices({
    quiet,
    told: createToldMessages(openToldList(userData, logger, clock), logger),
    notifier: createOsNotifier(),
    settings: settings.get,
    texts,
    focused: () => {
      const window = BrowserWindow.getFocusedWindow()
      if (!window) return null
      return window === desk.window ? 'desk' : 'other'
    },
    playSound: (sound) => {
      play(sound)
    },
    openChat,
    showDesk: desk.show,
    setUnread: (count) => {
      unread = count
      tray?.setUnread(count)
    },
  })
  tellSummary = (summary) => {
    notices.tellSummary(summary)
  }
  context.router.handle(noticesContract, notices.handlers)
  return {
    ...notices,
    isQuiet: () => quiet.isQuiet(),
    openChat,
    setSounds(next) {
      play = next
    },
  }
}
