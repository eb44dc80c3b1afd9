import type { MailLanguage } from '#shared/domain/mail'
import { plainName } from '#shared/domain/site-chat'

import type { ClaimedNotice } from '../store/mail'

export interface LetterFile {
  readonly name: string
  readonly type: string
  readonly content: Buffer
}

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Absent: none. */
  readonly files?: readonly LetterFile[]
}

const WORDS = {
  ru: {
    subject: 'Вам ответили: {company}',
    called: 'Вам звонили: {company}',
    calls: '{company}: вам звонили, но не застали.',
    waits: {
      one: '{company}: вас ждёт {n} новое сообщение в чате.',
      few: '{company}: вас ждут {n} новых сообщения в чате.',
      many: '{company}: вас ждут {n} новых сообщений в чате.',
      other: '{company}: вас ждут {n} новых сообщения в чате.',
    },
    link: 'Чтобы прочитать и ответить, откройте ссылку, которую вам дала компания.',
    sites: 'Чтобы прочитать и ответить, откройте чат на сайте:',
    someSite: 'Чтобы прочитать и ответить, откройте чат на сайте, где вы его начали.',
    stop: 'Больше не нужны такие письма? Уберите адрес в чате, в строке «Почта, чтобы узнать об ответе».',
    testSubject: 'Проверочное письмо Otklik',
    test: 'Почта настроена: посетители чата будут узнавать об ответах.',
  },
  en: {
    subject: 'You have an answer: {company}',
    called: 'You had a call: {company}',
    calls: '{company}: somebody called you and did not find you.',
    waits: {
      one: '{company}: {n} new message waits for you in the chat.',
      few: '{company}: {n} new messages wait for you in the chat.',
      many: '{company}: {n} new messages wait for you in the chat.',
      other: '{company}: {n} new messages wait for you in the chat.',
    },
    link: 'To read and answer, open the link that the company gave you.',
    sites: 'To read and answer, open the chat on the site:',
    someSite: 'To read and answer, open the chat on the site where you began it.',
    stop: 'No more letters like this? Remove the address in the chat, at “E-mail, to hear of an answer”.',
    testSubject: 'Otklik test letter',
    test: 'Mail is set up: visitors of the chat will hear of answers.',
  },
} as const

/** Says that there is an answer, or that somebody called. What was written stays in the chat. */
export function noticeLetter(notice: Omit<ClaimedNotice, 'attempts' | 'upTo'>): Letter {
  const language = notice.language ?? 'ru'
  const words = WORDS[language]
  const company = plainName(notice.company)
  const { place, count, missedCalls } = notice
  const written = count - missedCalls
  const form = new Intl.PluralRules(language).select(written)
  const waits = words.waits[form === 'zero' || form === 'two' ? 'other' : form]
  const fill = (text: string) => text.replace('{n}', String(written)).replace('{company}', () => company)
  const sites = place.kind === 'sites' ? place.sites : []
  const where = place.kind === 'link' ? words.link : sites.length > 0 ? words.sites : words.someSite
  const news = [...(missedCalls > 0 ? [fill(words.calls)] : []), ...(written > 0 ? [fill(waits)] : [])]
  const subject = fill(written > 0 ? words.subject : words.called)
  return letter(language, notice.to, subject, [news, [where, ...sites], [words.stop]])
}

export function testLetter(to: string, language: MailLanguage): Letter {
  const words = WORDS[language]
  return letter(language, to, words.testSubject, [[words.test]])
}

function letter(
  language: MailLanguage,
  to: string,
  subject: string,
  paragraphs: readonly (readonly string[])[],
): Letter {
  const body = paragraphs.map((lines) => `<p>${lines.map(htmlOf).join('<br>')}</p>`).join('\n')
  return {
    to,
    subject,
    text: paragraphs.map((lines) => lines.join('\n')).join('\n\n') + '\n',
    html: `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>\n${body}\n</body></html>\n`,
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function htmlOf(line: string): string {
  const escaped = line.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter)
  // A site's address stands on a line of its own; they were checked to be nothing else when they were set.
  return /^https?:\/\/\S+$/.test(line) ? `<a href="${escaped}">${escaped}</a>` : escaped
}
