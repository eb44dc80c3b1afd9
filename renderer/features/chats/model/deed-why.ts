import type { DeedFailure } from '#shared/domain/chat-event'

const KNOWN = [
  'spam',
  'empty',
  'tooLong',
  'chatGone',
  'chatReadOnly',
  'clientBlocked',
  'notAuthorised',
  'tariff',
  'forbidden',
  'channelRemoved',
  'contactsClosed',
  'unsupported',
] as const

/** The sentence that says why the channel did not do it (`chats:chatEvent.why.<key>`). */
export function deedWhyKey(reason: DeedFailure): (typeof KNOWN)[number] | 'other' {
  return KNOWN.find((known) => known === reason) ?? 'other'
}
