import type { CallPresentation } from '#shared/domain/call'
import { callNote, callPermission, type ChannelCalls } from '#shared/domain/channel-calls'
import type { Channel } from '#shared/domain/channel'
import type { Chat } from '#shared/domain/chat'

/** How the client of a chat can be called; exactly this is offered. */
export interface DialWays {
  /** `nothingKnown`: nobody may call them yet (spec K3). */
  readonly permission: 'allowed' | 'nothingKnown'
  /** E.164; `null`: unknown, it can be entered. */
  readonly phone: string | null
  /** The site chat, where the visitor may have it open (spec K6); not of who was blocked or whom one left. */
  readonly hasPage: boolean
  /** What a call from this channel shows the client (spec K5). */
  readonly presentation: CallPresentation | null
}

export type DialledChat = Pick<Chat, 'id' | 'reach' | 'subject' | 'access'>

/** `channel: null`: it is gone, and nothing is known of it that would forbid or add a way. */
export function dialWays(chat: DialledChat, channel: Channel | null, phone: string | null): DialWays {
  return {
    permission: channel ? callPermission(chat, channel) : 'allowed',
    phone,
    hasPage: (channel?.capabilities.browserCalls ?? false) && chat.access.kind === 'open',
    presentation: presentationOf(chat, channel),
  }
}

export function presentationOf(chat: Pick<Chat, 'subject'>, channel: Channel | null): CallPresentation | null {
  const calls = channel && callsOf(channel)
  if (!calls) return null
  const { callerNumber: number } = calls
  const note = callNote(calls, chat)
  return number === null && note === null ? null : { number, note }
}

/** The cache may hold a channel of before there were such settings. */
function callsOf(channel: Channel): ChannelCalls | undefined {
  return (channel as { readonly calls?: ChannelCalls }).calls
}
