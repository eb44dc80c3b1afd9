import type { Chat } from '#shared/domain/chat'
import { fullNameOf } from '#shared/domain/client-card'
import type { Findable } from '#shared/domain/name-search/find-in'

/** The client's names and phones, what the conversation is about, the case's number. */
export function findableOf({ clientName, clientPhone, card, response, subject, case: { number } }: Chat): Findable {
  return {
    texts: [
      clientName,
      card ? fullNameOf(card) : '',
      response?.fullName ?? '',
      subject?.title ?? '',
      response?.vacancy.title ?? '',
    ],
    phones: [...(clientPhone === null ? [] : [clientPhone]), ...(card?.phones ?? []), ...(response?.phones ?? [])],
    caseNumber: number,
  }
}
