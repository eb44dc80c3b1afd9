import type { AgentId, ChatId } from '#shared/domain/ids'

import type { ChatRow, IncomingMessage } from '../data/desk-data'

interface Unopened {
  readonly arrival: IncomingMessage
  readonly round: number
  readonly toldAtMs: number
}

/** What was told and nobody has opened: the latest of each chat, to be told again (spec N4). */
export class UnopenedNews {
  private readonly byChat = new Map<ChatId, Unopened>()

  told(arrival: IncomingMessage, nowMs: number): void {
    this.byChat.set(arrival.chat.id, { arrival, round: 0, toldAtMs: nowMs })
  }

  opened(id: ChatId): void {
    this.byChat.delete(id)
  }

  get arrivals(): readonly IncomingMessage[] {
    return [...this.byChat.values()].map(({ arrival }) => arrival)
  }

  /** Those whose interval is over; each counts as told again from now on. `atMost` rounds; 0: without an end. */
  takeDue(
    nowMs: number,
    everyMs: number,
    atMost = 0,
  ): readonly { readonly arrival: IncomingMessage; readonly round: number }[] {
    const due = [...this.byChat.values()].filter(
      ({ toldAtMs, round }) => nowMs - toldAtMs >= everyMs && (atMost === 0 || round < atMost),
    )
    return due.map(({ arrival, round }) => {
      const again = { arrival, round: round + 1 }
      this.byChat.set(arrival.chat.id, { ...again, toldAtMs: nowMs })
      return again
    })
  }
}

/** Somebody has looked, here or elsewhere, or it is not this person's any more. */
export function isSettled({ kind }: IncomingMessage, chat: ChatRow | null, meId: AgentId | null): boolean {
  if (!chat) return true
  const { state } = chat.case
  if (state.kind === 'closed') return true
  if (state.kind === 'assigned' && state.agentId !== meId) return kind !== 'mention'
  return (kind === 'message' || kind === 'response') && chat.unread === 0
}
