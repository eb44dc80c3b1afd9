import type { Chat } from '#shared/domain/chat'
import { fullNameOf } from '#shared/domain/client-card'

/** What a person typed into the list's search field, made ready once for many chats. */
export interface ChatSearch {
  readonly words: readonly string[]
}

const PHONE_FRAGMENT = /^\+?[\d\s()-]+$/
const MIN_PHONE_DIGITS = 3

/** `null` when there is nothing to look for. */
export function parseChatSearch(typed: string): ChatSearch | null {
  const whole = typed.trim()
  if (whole === '') return null
  // «8 917 204» is one phone fragment, not three words.
  if (PHONE_FRAGMENT.test(whole) && digitsOf(whole).length >= MIN_PHONE_DIGITS) return { words: [whole] }
  return { words: foldText(whole).split(/\s+/) }
}

/** Every word must occur in the client's names, the subject, the vacancy, the case number or a phone. */
export function matchesChatSearch(chat: Chat, search: ChatSearch): boolean {
  const { card, response } = chat
  const names = [chat.clientName, card ? fullNameOf(card) : '', response?.fullName ?? '']
  const about = [chat.subject?.title ?? '', response?.vacancy.title ?? '', String(chat.case.number)]
  const text = foldText([...names, ...about].join(' '))
  const phones = [chat.clientPhone ?? '', ...(card?.phones ?? []), ...(response?.phones ?? [])].map(digitsOf)
  return search.words.every((word) => text.includes(word) || phones.some((phone) => hasPhoneFragment(phone, word)))
}

/** Case, «ё» and stacked marks do not matter to a person who searches. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').normalize('NFC')
}

function hasPhoneFragment(phone: string, word: string): boolean {
  if (phone === '' || !PHONE_FRAGMENT.test(word)) return false
  const digits = digitsOf(word)
  if (digits.length < MIN_PHONE_DIGITS) return false
  if (phone.includes(digits)) return true
  // In Russia a number begins with 8 when dialled inside the country and with +7 when written for everyone.
  return digits.startsWith('8') && !word.startsWith('+') && phone.startsWith(`7${digits.slice(1)}`)
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
