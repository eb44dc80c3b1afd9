import type { Chat } from './chat'
import type { Channel } from './channel'
import { fillTemplate } from './text-template'

/** How clients of one channel are called, set by an administrator (spec K5, K7). */
export interface ChannelCalls {
  /** The technical number that the client sees, E.164; `null`: the line's own. */
  readonly callerNumber: string | null
  /** Stands beside the number as the caller's name, and on the visitor's page; may hold template fields. `''`: none. */
  readonly note: string
  /** Of a call that nobody took. The text is kept while the switch is off. */
  readonly missed: { readonly isTold: boolean; readonly text: string }
}

export const MAX_CALL_NOTE = 60
export const MAX_MISSED_TEXT = 250

/** `nothingKnown`: the person has not responded, was not invited, and the contacts are not open (spec K3). */
export type CallPermission = 'allowed' | 'nothingKnown'

export function callPermission(chat: Pick<Chat, 'reach'>, channel: Pick<Channel, 'capabilities'>): CallPermission {
  if (channel.capabilities.calls === 'anyone') return 'allowed'
  return chat.reach === null ? 'nothingKnown' : 'allowed'
}

/** The note as this client gets it; `null`: none. A field of which nothing is known makes it say nothing of the kind. */
export function callNote(calls: Pick<ChannelCalls, 'note'>, chat: Pick<Chat, 'subject'>): string | null {
  const facts = chat.subject?.kind === 'vacancy' ? { vacancy: chat.subject.title } : {}
  const filled = fillTemplate(calls.note, facts)
    .replace(/\{[^{}]*\}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return filled === '' ? null : [...filled].slice(0, MAX_CALL_NOTE * 2).join('')
}
