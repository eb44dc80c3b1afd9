import type { AgentId, ChatId } from '#shared/domain/ids'

import { useStateOf } from '../../../ui/use-state-of'

export interface WhisperState {
  /** Whom is whispered to from this conversation; `null`: nobody. */
  readonly to: AgentId | null
  readonly begin: (to: AgentId) => void
  readonly end: () => void
}

/** Of one conversation. */
export function useWhisper(chatId: ChatId): WhisperState {
  const [to, setTo] = useStateOf<AgentId | null>(chatId, () => null)
  return {
    to,
    begin: setTo,
    end: () => {
      setTo(null)
    },
  }
}
