import type { PushNotice } from '#shared/contract/portal'
import { plainName } from '#shared/domain/site-chat'

import type { ClaimedPush } from '../store/push-notices'

const WORDS = {
  ru: {
    called: 'Вам звонили',
    written: {
      one: '{n} новое сообщение',
      few: '{n} новых сообщения',
      many: '{n} новых сообщений',
      other: '{n} новых сообщения',
    },
  },
  en: {
    called: 'You had a call',
    written: { one: '{n} new message', few: '{n} new messages', many: '{n} new messages', other: '{n} new messages' },
  },
} as const

/** Who has written and how much. What was written stays in the chat, where it can still be taken back. */
export function noticeOf({
  company,
  language: wished,
  count,
  missedCalls,
  conversationId,
}: Pick<ClaimedPush, 'company' | 'language' | 'count' | 'missedCalls' | 'conversationId'>): PushNotice {
  const language = wished ?? 'ru'
  const words = WORDS[language]
  const written = count - missedCalls
  const form = new Intl.PluralRules(language).select(written)
  const waits = words.written[form === 'zero' || form === 'two' ? 'other' : form].replace('{n}', String(written))
  const news = [...(missedCalls > 0 ? [words.called] : []), ...(written > 0 ? [waits] : [])]
  return { title: plainName(company), body: news.join(' · '), language, conversationId }
}
