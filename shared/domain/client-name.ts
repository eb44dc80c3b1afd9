import type { Chat } from './chat'
import { fullNameOf } from './client-card'

/** What the company calls the client, else what the client calls himself; `''`: «Гость». */
export function clientNameOf({ card, response, clientName }: Pick<Chat, 'card' | 'response' | 'clientName'>): string {
  return (card ? fullNameOf(card) : '') || clientName || (response?.fullName ?? '')
}
