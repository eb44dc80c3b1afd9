import { createContext, use } from 'react'

import type { AgentId } from '#shared/domain/ids'

/** Begins an answer to a whisper; `null`: not from here. */
const Reply = createContext<((to: AgentId) => void) | null>(null)

export const WhisperReply = Reply.Provider

export function useWhisperReply(): ((to: AgentId) => void) | null {
  return use(Reply)
}
