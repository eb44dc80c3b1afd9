import { lockCaseOfChat, type StoredCase } from '../store/cases'
import { refreshChat, updateChat, type StoredChat } from '../store/chats'
import { moveCases, moveContents, removeEmptyChat } from '../store/moved-chats'
import type { Write } from '../store/store'
import { newerResponse } from './newer-response'

/**
 * A response by telephone turns out to have a conversation that is here already: the two are one, with everything that
 * was said and done in either.
 */
export async function joinChats(tx: Write, standIn: StoredChat, conversation: StoredChat): Promise<StoredChat> {
  const ofStandIn = await lockCaseOfChat(tx, standIn.id)
  const ofConversation = await lockCaseOfChat(tx, conversation.id)
  const goesOn = isInHands(ofConversation) || !isOpen(ofStandIn) ? ofConversation : ofStandIn
  const other = goesOn === ofConversation ? ofStandIn : ofConversation
  await moveContents(tx, standIn.id, conversation.id)
  await moveCases(tx, standIn.id, conversation.id, { kept: goesOn, other })
  await removeEmptyChat(tx, standIn.id)
  const response = newerResponse(conversation.response, standIn.response)
  await updateChat(tx, conversation.id, { response })
  await refreshChat(tx, conversation.id)
  return { ...conversation, caseId: goesOn.id, response }
}

function isOpen({ state }: StoredCase): boolean {
  return state.kind !== 'idle' && state.kind !== 'closed'
}

function isInHands({ state }: StoredCase): boolean {
  return state.kind === 'assigned' || state.kind === 'withBot'
}
