import type { Clock } from '#shared/lib/clock'

import type { OutgoingMessage } from '../channel'
import type { WireMessage } from './wire/schemas'

/** After the answer to a send, the hub needs a moment to write down whose message it is. */
const SETTLE_MS = 3000
/** Longest that a send of unknown outcome keeps a message back. */
const UNRESOLVED_MS = 120_000

interface PendingSend {
  readonly chatId: string
  readonly text: string | null
  readonly startedAtMs: number
  untilMs: number
}

/**
 * Sends under way. A message of ours may appear in the chat before the answer to its send does; ingested then, it
 * would look like one written outside Otklik. So it is kept back until the send is settled.
 */
export class OwnMessages {
  private readonly pending = new Set<PendingSend>()
  private readonly sentIds = new Map<string, number>()

  constructor(private readonly clock: Clock) {}

  begin(message: OutgoingMessage): PendingSend {
    const now = this.clock.now()
    const text = message.content.kind === 'text' ? message.content.text : null
    const send = { chatId: message.chatExternalId, text, startedAtMs: now, untilMs: now + UNRESOLVED_MS }
    this.pending.add(send)
    return send
  }

  /** `externalId`: accepted under it. `'unknown'`: kept until `resolve`. `null`: certainly not accepted. */
  finish(send: PendingSend, externalId: string | null | 'unknown'): void {
    if (externalId === 'unknown') return
    this.pending.delete(send)
    if (externalId !== null) this.sentIds.set(externalId, this.clock.now())
  }

  /** The hub has asked for the outcome and got an answer. */
  resolve(message: OutgoingMessage, externalId: string | null): void {
    const text = message.content.kind === 'text' ? message.content.text : null
    for (const send of this.pending)
      if (send.chatId === message.chatExternalId && send.text === text) this.pending.delete(send)
    if (externalId !== null) this.sentIds.set(externalId, this.clock.now())
  }

  /** Is this message of ours one that a send has not settled for yet? */
  mustWait(chatId: string, message: WireMessage, text: string | null): boolean {
    const now = this.clock.now()
    const sentAtMs = this.sentIds.get(message.id)
    if (sentAtMs !== undefined) {
      if (now - sentAtMs < SETTLE_MS) return true
      this.sentIds.delete(message.id)
      return false
    }
    for (const send of this.pending) {
      if (send.untilMs < now) this.pending.delete(send)
      else if (send.chatId === chatId && send.text === text) return true
    }
    return false
  }
}
