import type { HandlersOf } from '#shared/contract/define'
import type { NoticesContract, QuietSummary } from '#shared/contract/ipc/notices'
import type { Settings } from '#shared/contract/ipc/app'
import type { PlayedSound } from '#shared/contract/ipc/media'
import type { CallSnapshot } from '#shared/domain/call'
import type { ChatId } from '#shared/domain/ids'
import type { LineMessage } from '#shared/domain/line-message'
import { loudestOf, type SoundEvent } from '#shared/domain/sounds'
import type { MainTexts } from '../i18n'
import { eventHeardAs } from '../media/heard-as'
import type { QuietWatch } from './quiet-watch'
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
  readonly playSound: (sound: PlayedSound) => void
  readonly openChat: (chatId: ChatId) => void
  readonly showDesk: () => void
  readonly setUnread: (count: number) => void
  readonly quiet: Pick<QuietWatch, 'isQuiet' | 'note' | 'take'>
}

export interface Notices {
  readonly handlers: HandlersOf<NoticesContract>
  /** Tells of each missed call once; resolves when it has. */
  handleCalls(calls: readonly CallSnapshot[]): Promise<void>
  /** What came while it was quiet. */
  tellSummary(summary: QuietSummary): void
  /** Tells of a text to a telephone line, which came once. */
  handleLineMessage(message: LineMessage): void
}

export function createNotices(options: NoticesOptions): Notices {
  const { told, notifier, settings, texts } = options
  const play = (event: SoundEvent): void => {
    const heard = eventHeardAs(settings(), event)
    if (heard) options.playSound(heard)
  }
  return {
    handlers: {
      async messageArrived({ messageId, chatId, kind, event, round, name, title, body, isChatInFront }) {
        if (!(await told.take(markOf({ messageId, round })))) return 'none'
        const focused = options.focused()
        if (focused !== null && isChatInFront) return 'none'
        if (options.quiet.isQuiet()) {
          if (round === 0) options.quiet.note({ chatId, name, what: isMention(kind) ? 'mention' : 'message' })
          return 'none'
        }
        const { notifications } = settings()
        play(event)
        if (!notifications.messages) return 'none'
        if (focused === 'desk') return 'toast'
        const shown = notifier.show({ title, body: notifications.preview ? body : texts().newMessage }, () => {
          options.openChat(chatId)
        })
        return shown ? 'system' : 'toast'
      },
      async manyArrived({ news }) {
        const marks = new Map(news.map((each) => [markOf(each), each]))
        const focused = options.focused()
        const taken = await told.takeAll([...marks.keys()])
        const fresh = taken.flatMap((mark) => {
          const one = marks.get(mark)
          return one && !(focused !== null && one.isChatInFront) ? [one] : []
        })
        const answer = (verdict: 'system' | 'toast' | 'none') => ({
          verdict,
          fresh: fresh.map(({ messageId }) => messageId),
        })
        if (fresh.length === 0) return answer('none')
        if (options.quiet.isQuiet()) {
          for (const { chatId, kind, round, name } of fresh)
            if (round === 0) options.quiet.note({ chatId, name, what: isMention(kind) ? 'mention' : 'message' })
          return answer('none')
        }
        const { notifications } = settings()
        const event = loudestOf(fresh.map((each) => each.event))
        if (event) play(event)
        if (!notifications.messages) return answer('none')
        if (focused === 'desk') return answer('toast')
        const names = [...new Map(fresh.map(({ chatId, name }) => [chatId, name])).values()]
        const [only] = fresh
        const shown = notifier.show(
          {
            title: texts().many.title(fresh.length),
            body: notifications.preview ? texts().many.from(names) : texts().newMessage,
          },
          () => {
            if (names.length === 1 && only) options.openChat(only.chatId)
            else options.showDesk()
          },
        )
        return answer(shown ? 'system' : 'toast')
      },
      takeSummary: () => options.quiet.take(),
      setUnread({ count }) {
        options.setUnread(count)
        return null
      },
    },
    tellSummary({ chats, calls }) {
      const count = (of: (chat: QuietSummary['chats'][number]) => number) =>
        chats.reduce((sum, chat) => sum + of(chat), 0)
      const body = texts().quiet.counts({
        messages: count((chat) => chat.messages),
        mentions: count((chat) => chat.mentions),
        calls,
      })
      // In front of the desk its own page says it.
      if (options.focused() === 'desk') return
      const only = chats.length === 1 ? chats[0] : undefined
      notifier.show({ title: texts().quiet.title, body }, () => {
        if (only) options.openChat(only.chatId)
        else options.showDesk()
      })
    },
    handleLineMessage({ name, number, text }) {
      if (options.quiet.isQuiet()) {
        options.quiet.note({ chatId: null, name: name ?? number, what: 'message' })
        return
      }
      const { notifications } = settings()
      play('message')
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
        if (options.quiet.isQuiet()) {
          options.quiet.note({ chatId, name: call.name ?? call.number, what: 'call' })
          continue
        }
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

/** Each round of a message is told once. */
function markOf({ messageId, round }: { readonly messageId: string; readonly round: number }): string {
  return round === 0 ? messageId : `${messageId} ${String(round)}`
}

function isMention(kind: string): boolean {
  return kind === 'mention' || kind === 'whisper'
}
