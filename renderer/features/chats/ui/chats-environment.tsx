import { createContext, use, type ReactNode } from 'react'

import type { ChatRow } from '../../../data/desk-data'

/** What the chats need of the desk around them. */
export interface ChatsEnvironment {
  /** Opens an address outside; main decides whether it may. */
  readonly openExternal: (url: string) => void
  /** Leads to the one step that brings chats: connecting a channel. */
  readonly connectChannel: () => void
  /** Leads to adding a telephone line. */
  readonly addLine: () => void
  /** The button that calls the client, where a phone exists. */
  readonly renderDial: (chat: ChatRow) => ReactNode
}

const Environment = createContext<ChatsEnvironment>({
  openExternal: () => undefined,
  connectChannel: () => undefined,
  addLine: () => undefined,
  renderDial: () => null,
})

export const ChatsEnvironmentProvider = Environment.Provider

export function useChatsEnvironment(): ChatsEnvironment {
  return use(Environment)
}
