import { useState } from 'react'

import type { AgentId } from '#shared/domain/ids'

export interface WhisperState {
  /** Whom is whispered to from this conversation; `null`: nobody. */
  readonly to: AgentId | null
  readonly begin: (to: AgentId) => void
  readonly end: () => void
}

/** Of one conversation, which is keyed by its chat. */
export function useWhisper(): WhisperState {
  const [to, setTo] = useState<AgentId | null>(null)
  return {
    to,
    begin: setTo,
    end: () => {
      setTo(null)
    },
  }
}
