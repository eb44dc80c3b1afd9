import type { HandlersOf } from '#shared/contract/define'
import type { NoticesContract } from '#shared/contract/ipc/notices'
import type { Settings } from '#shared/contract/ipc/app'
import type { CallSnapshot } from '#shared/domain/call'
import type { ChatId } from '#shared/domain/ids'
import type { LineMessage } from '#shared/domain/line-message'
import type { MainTexts } from '../i18n'
import type { ToldMessages } from './told-messages'

/** What an OS can do for us; `os-notifier.ts` is the real one. */
export interface Notifier {
  /** `false` where the OS shows none. */
  show(notice: { readonly title: string; readonly body: string }, onClick: () => void): boolean
}

export interface NoticesOptions {
  readonly told: ToldMessages
  readonly notifier: Notifier
  readonly settings: () => Settings
  readonly texts: () => MainTexts
  /** The window in which the person works; `other`: not the desk, so that nobody sees its toasts. */
  readonly focused: () => 'desk' | 'other' | null
  readonly playMessageSound: () => void
  readonly openChat: (chatId: ChatId) => void
  readonly showDesk: () => void
  readonly setUnread: (count: number) => void
}

export interface Notices {
  readonly handlers: HandlersOf<NoticesContract>
  /** Tells of each missed call once; resolves when it has. */
  handleCalls(calls: readonly CallSnapshot[]): Promise<void>
  /** Tells of a text to a telephone line, which came once. */
  handleLineMessage(message: LineMessage): void
}

export function createNotices(options: NoticesOptions): Notices {
  const { told, notifier, settings, texts } = options
  return {
    handlers: {
      async messageArrived({ messageId, chatId, title, body, isChatInFront }) {
        if (!(await told.take(messageId))) return 'none'
        const focused = options.focused()
        if (focused !== null && isChatInFront) return 'none'
        const { notifications, sounds } = settings()
        if (sounds.message) options.playMessageSound()
        if (!notifications.messages) return 'none'
        if (focused === 'desk') return 'toast'
        const shown = notifier.show({ title, body: notifications.preview ? body : texts().newMessage }, () => {
          options.openChat(chatId)
        })
        return shown ? 'system' : 'toast'
      },
      setUnread({ count }) {
        options.setUnread(count)
        return null
      },
    },
    handleLineMessage({ name, number, text }) {
      const { notifications, sounds } = settings()
      if (sounds.message) options.playMessageSound()
      if (!notifications.messages) return
      notifier.show(
        {
          title: texts().lineMessage(name ?? number),
          body: notifications.preview ? text : texts().newMessage,
        },
        options.showDesk,
      )
    },
    async handleCalls(calls) {
      for (const call of calls) {
        if (call.direction !== 'incoming' || call.phase.kind !== 'ended' || call.phase.outcome !== 'missed') continue
        if (!(await told.take(call.id))) continue
        const { chatId } = call
        notifier.show(
          { title: texts().missedCall, body: call.name ?? (call.number === '' ? texts().unknownCaller : call.number) },
          () => {
            if (chatId) options.openChat(chatId)
            else options.showDesk()
          },
        )
      }
    },
  }
}
