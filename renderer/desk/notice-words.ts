import type { TFunction } from 'i18next'

import type { MessageContent } from '#shared/domain/message'

import type { IncomingMessage } from '../data/desk-data'
import { clientNameOf, previewOf } from '../features/chats'

const MINUTE_MS = 60_000
const TITLE_LIMIT = 200
const BODY_LIMIT = 500

type Words = TFunction<['chats', 'cases', 'common', 'shell']>

/** What a notice says: the client's words, or what happened to the case (spec N2, N3). */
export function noticeWords(
  { kind, chat, message }: IncomingMessage,
  t: Words,
): { readonly title: string; readonly body: string } {
  const name = clientNameOf(chat) || t('common:guest')
  const { content } = message
  const words = (said: MessageContent | undefined) => {
    if (!said) return ''
    const preview = previewOf(said)
    return preview.kind === 'text' ? preview.text : t(`chats:preview.${preview.key}`)
  }
  const [title, body] = ((): readonly [string, string] => {
    switch (kind) {
      case 'message':
        return [name, words(content)]
      case 'response':
        return [
          content.kind === 'response' ? t('cases:response.announced', { vacancy: content.vacancyTitle }) : name,
          name,
        ]
      case 'assigned':
        return [t('cases:notice.assigned', { name }), words(chat.lastMessage?.content)]
      case 'returned':
        return [t('cases:notice.returned', { name }), words(chat.lastMessage?.content)]
      case 'mention':
        return [t('cases:notice.mention', { name }), content.kind === 'note' ? content.text : '']
      case 'whisper':
        return [t('cases:notice.whisper', { name }), content.kind === 'note' ? content.text : '']
      case 'taken':
        return [t('cases:notice.taken', { name }), t('cases:notice.takenBody')]
      case 'late': {
        const event = content.kind === 'caseEvent' && content.event.kind === 'targetMissed' ? content.event : null
        const minutes = Math.ceil((event?.targetMs ?? 0) / MINUTE_MS)
        return [t('cases:notice.late', { name }), t('cases:notice.lateBody', { minutes })]
      }
    }
  })()
  return { title: title.slice(0, TITLE_LIMIT), body: body.slice(0, BODY_LIMIT) }
}
