import { textLength } from './capabilities'
import type { Chat } from './chat'
import type { Channel, ChannelKind } from './channel'
import { fillKnown } from './text-template'

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

const MISSED_TEXT =
  'Здравствуйте! Мы вам звонили, но не дозвонились. Напишите, пожалуйста, когда вам удобно поговорить.'

/** As a channel begins. In a chat of one's own a notice costs nobody anything; a text on a platform is for a person to wish. */
export function defaultCalls(kind: ChannelKind): ChannelCalls {
  return { callerNumber: null, note: '', missed: { isTold: kind === 'site', text: MISSED_TEXT } }
}

export type CallsProblem =
  | { readonly code: 'callerNumberInvalid' }
  | { readonly code: 'callNoteTooLong' | 'missedTextTooLong'; readonly length: number; readonly max: number }
  /** What cannot be seen in a name, or turns the order of letters round. */
  | { readonly code: 'callNoteUnseen' | 'missedTextUnseen' }
  | { readonly code: 'missedTextBlank' }

/** `maxTextLength`: of the channel. Whether there is such a number at all is for the hub and the screen to look up. */
export function checkCalls(
  { callerNumber, note, missed }: ChannelCalls,
  { maxTextLength }: { readonly maxTextLength: number },
): readonly CallsProblem[] {
  const problems: CallsProblem[] = []
  if (callerNumber !== null && !E164.test(callerNumber)) problems.push({ code: 'callerNumberInvalid' })
  const noteLength = textLength(note)
  if (noteLength > MAX_CALL_NOTE) problems.push({ code: 'callNoteTooLong', length: noteLength, max: MAX_CALL_NOTE })
  if (UNSEEN.test(note)) problems.push({ code: 'callNoteUnseen' })
  const length = textLength(missed.text)
  const max = Math.min(MAX_MISSED_TEXT, missed.isTold ? maxTextLength : MAX_MISSED_TEXT)
  if (length > max) problems.push({ code: 'missedTextTooLong', length, max })
  // A text for a conversation may have several lines.
  if (UNSEEN.test(missed.text.replaceAll('\n', ''))) problems.push({ code: 'missedTextUnseen' })
  if (missed.isTold && missed.text.trim() === '') problems.push({ code: 'missedTextBlank' })
  return problems
}

const E164 = /^\+[1-9]\d{6,14}$/
/** Controls, overrides of direction and separators of lines; what joins the parts of an emoji stays. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/** `nothingKnown`: the person has not responded, was not invited, and the contacts are not open (spec K3). */
export type CallPermission = 'allowed' | 'nothingKnown'

export function callPermission(chat: Pick<Chat, 'reach'>, channel: Pick<Channel, 'capabilities'>): CallPermission {
  if (channel.capabilities.calls === 'anyone') return 'allowed'
  return chat.reach === null ? 'nothingKnown' : 'allowed'
}

/** The note as this client gets it; `null`: none. A field of which nothing is known makes it say nothing of the kind. */
export function callNote(calls: Pick<ChannelCalls, 'note'>, chat: Pick<Chat, 'subject'>): string | null {
  const facts = chat.subject?.kind === 'vacancy' ? { vacancy: chat.subject.title } : {}
  const filled = fillKnown(calls.note, facts)
  return filled === '' ? null : [...filled].slice(0, MAX_CALL_NOTE * 2).join('')
}
