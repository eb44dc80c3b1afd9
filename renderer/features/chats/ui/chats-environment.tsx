import { createContext, use, type ReactNode } from 'react'

import type { Channel } from '#shared/domain/channel'
import type { CallId, ChatId } from '#shared/domain/ids'

import type { ChatRow } from '../../../data/desk-data'
import type { ContextTab } from '../model/chats.store'
import type { Deed } from '../model/deed-offers'

/** What the chats need of the desk around them. */
export interface ChatsEnvironment {
  /** Opens an address outside; main decides whether it may. */
  readonly openExternal: (url: string) => void
  /** Leads to the one step that brings chats: connecting a channel. */
  readonly connectChannel: () => void
  /** Leads to adding a telephone line. */
  readonly addLine: () => void
  /** So long a message can be taken back after Send; 0: not at all. */
  readonly undoSendMs: number
  /** The button that calls the client, where a phone exists; `phone`: another number than the chat's. */
  readonly renderDial: (chat: ChatRow, channel: Channel | null, phone?: string) => ReactNode
  /** The same as items of a menu; `null`: nobody calls from here. */
  readonly renderDialItems: ((chat: ChatRow, channel: Channel | null) => ReactNode) | null
  /** Opens the box in which one writes about a call; `null`: not here. */
  readonly openCallRemark: ((id: CallId) => void) | null
}

/** What the page adds of its own. */
interface WithinPage {
  readonly showContext: (tab: ContextTab) => void
  readonly openChat: (id: ChatId) => void
  /** Opens the chat with the cursor where one writes, nothing in front of it. */
  readonly writeIn: (id: ChatId) => void
  /** Asks what is to be known before it is done to the open chat. */
  readonly askDeed: (deed: Deed) => void
}

const Environment = createContext<ChatsEnvironment & WithinPage>({
  openExternal: () => undefined,
  connectChannel: () => undefined,
  addLine: () => undefined,
  undoSendMs: 0,
  renderDial: () => null,
  renderDialItems: null,
  openCallRemark: null,
  showContext: () => undefined,
  openChat: () => undefined,
  writeIn: () => undefined,
  askDeed: () => undefined,
})

export const ChatsEnvironmentProvider = Environment.Provider

export function useChatsEnvironment(): ChatsEnvironment & WithinPage {
  return use(Environment)
}
