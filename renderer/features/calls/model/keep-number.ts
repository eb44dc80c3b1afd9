import type { Chat } from '#shared/domain/chat'

import type { DeskData } from '../../../data/desk-data'
import { phoneToE164 } from '../../../ui/phone-e164'

/** So that the client is known by it the next time. An extension or a name of the PBX is nobody's telephone. */
export async function keepNumber(
  data: Pick<DeskData, 'setClientPhone' | 'saveClientCard'>,
  { id, card, clientPhone }: Pick<Chat, 'id' | 'card' | 'clientPhone'>,
  number: string,
): Promise<void> {
  const phone = await phoneToE164(number)
  if (!phone.ok || phone.value === clientPhone || card?.phones.includes(phone.value)) return
  if (card) {
    const { id: cardId, phones, emails, ...rest } = card
    await data.saveClientCard(id, cardId, { ...rest, phones: [...phones, phone.value], emails: [...emails] })
  } else if (clientPhone === null) await data.setClientPhone(id, phone.value)
}
