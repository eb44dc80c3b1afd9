import type { AgentId } from '#shared/domain/ids'
import type { SoundEvent } from '#shared/domain/sounds'

import type { IncomingMessage } from '../data/desk-data'

/** By what a person tells it apart by ear. */
export function soundEventOf({ kind, chat }: IncomingMessage, meId: AgentId | null): SoundEvent {
  switch (kind) {
    case 'message':
    case 'response': {
      const { state } = chat.case
      return state.kind === 'assigned' && (meId === null || state.agentId === meId) ? 'message' : 'queue'
    }
    case 'assigned':
    case 'taken':
      return 'assigned'
    case 'mention':
    case 'whisper':
      return 'mention'
    case 'late':
    case 'returned':
      return kind
  }
}
