import type { CallRecord } from '#shared/domain/call'

import type { DeskData } from '../../../data/desk-data'
import { getCallsStore } from './calls'
import { chatPresentation } from './chat-presentation'

/** From the history: the same client the same way, seen by them as the channel has it now. */
export async function callBack(
  data: Pick<DeskData, 'observeChat' | 'observeChannels'>,
  { route, number, chatId }: CallRecord,
): Promise<void> {
  const presentation = chatId === null ? null : await chatPresentation(data, chatId)
  if (route === 'page' && chatId !== null) await getCallsStore().startPageCall(chatId, presentation)
  else await getCallsStore().startCall(number, { chatId, presentation })
}
