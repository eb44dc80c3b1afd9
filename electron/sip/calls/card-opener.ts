import type { CallSnapshot } from '#shared/domain/call'
import type { CallId, ChatId } from '#shared/domain/ids'

interface Party {
  /** Whom one called oneself is on the screen, or was not wanted there; `null` for a call that came in. */
  readonly dialled: string | null
  shown: ChatId | null
}

/**
 * Shows the card of whoever one begins to talk with (spec C8): of an incoming call when it is answered, of any call when
 * another party has come to its other end. Once for each, so that whoever goes elsewhere meanwhile is left there.
 */
export class CardOpener {
  private readonly parties = new Map<CallId, Party>()

  constructor(private readonly open: (chatId: ChatId) => void) {}

  handleCalls(calls: readonly CallSnapshot[]): void {
    for (const { id, number, chatId, direction, phase } of calls) {
      if (phase.kind !== 'answering' && phase.kind !== 'active') continue
      const party = this.parties.get(id) ?? { dialled: direction === 'outgoing' ? number : null, shown: null }
      this.parties.set(id, party)
      if (chatId === null || chatId === party.shown || number === party.dialled) continue
      party.shown = chatId
      this.open(chatId)
    }
    const present = new Set(calls.map(({ id }) => id))
    for (const id of this.parties.keys()) if (!present.has(id)) this.parties.delete(id)
  }
}
