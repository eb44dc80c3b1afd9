import { join } from 'node:path'

import { app, BrowserWindow } from 'electron'

import { notices as noticesContract } from '#shared/contract/ipc/notices'
import type { ChatId } from '#shared/domain/ids'
import type { Context } from '../context'
import { textsFor } from '../i18n'
import { createTray } from '../tray/tray'
import { createNotices, type Notices } from './notices'
import { createOsNotifier } from './os-notifier'
import { createToldMessages, openToldList } from './told-messages'

export interface RunningNotices extends Notices {
  readonly openChat: (chatId: ChatId) => void
  /** The phone side brings the media window's sound. */
  setMessageSound(play: () => void): void
}

export function startNotices(context: Context): RunningNotices {
  const { userData, logger, clock, settings, desk, owned } = context
  const texts = () => textsFor(settings.get().language)
  let playMessageSound = (): void => {}

  const tray = createTray({
    iconFolder: join(context.resources, 'icons'),
    texts,
    onOpen: desk.show,
    onQuit: () => {
      app.quit()
    },
    logger,
  })
  owned.defer(() => {
    tray.destroy()
  })
  owned.add(settings.onChanged(tray.refresh))

  const openChat = (chatId: ChatId): void => {
    desk.show()
    context.send(noticesContract, 'chatRequested', { chatId })
  }
  const notices = createNotices({
    told: createToldMessages(openToldList(userData, logger, clock)),
    notifier: createOsNotifier(),
    settings: settings.get,
    texts,
    isAnyWindowFocused: () => BrowserWindow.getFocusedWindow() !== null,
    playMessageSound: () => {
      playMessageSound()
    },
    openChat,
    showDesk: desk.show,
    setUnread: tray.setUnread,
  })
  context.router.handle(noticesContract, notices.handlers)
  return {
    ...notices,
    openChat,
    setMessageSound(play) {
      playMessageSound = play
    },
  }
}
