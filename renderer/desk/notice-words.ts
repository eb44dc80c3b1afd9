import type { TFunction } from 'i18next'

import type { MessageContent } from '#shared/domain/message'

import type { IncomingMessage } from '../data/desk-data'
import { clientNameOf, previewOf } from '../features/chats'

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
      case 'mention':
        return [t('cases:notice.mention', { name }), content.kind === 'note' ? content.text : '']
    }
  })()
  return { title: title.slice(0, TITLE_LIMIT), body: body.slice(0, BODY_LIMIT) }
}
