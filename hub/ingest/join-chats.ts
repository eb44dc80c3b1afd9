import { lockCaseOfChat, type StoredCase } from '../store/cases'
import { refreshChat, updateChat, type StoredChat } from '../store/chats'
import { clientById, updateClient } from '../store/clients'
import { moveCases, moveContents, removeEmptyChat } from '../store/moved-chats'
import type { Write } from '../store/store'
import { newerResponse } from './newer-response'

/**
 * A response by telephone turns out to have a conversation that is here already: the two are one, with everything that
 * was said and done in either. The response stays, for somebody may be at work on it; the conversation is new.
 */
export async function joinChats(tx: Write, response: StoredChat, conversation: StoredChat): Promise<StoredChat> {
  const ofResponse = await lockCaseOfChat(tx, response.id)
  const ofConversation = await lockCaseOfChat(tx, conversation.id)
  const kept = whichGoesOn(ofResponse, ofConversation)
  const other = kept === ofResponse ? ofConversation : ofResponse
  await moveContents(tx, conversation.id, response.id)
  await moveCases(tx, conversation.id, response.id, { kept, other })
  await removeEmptyChat(tx, conversation.id)
  await takeClient(tx, response, conversation)
  const joined = {
    externalId: conversation.externalId,
    clientId: conversation.clientId,
    subject: conversation.subject ?? response.subject,
    avatarFileId: conversation.avatarFileId ?? response.avatarFileId,
    access: conversation.access,
    readOnlyReason: conversation.readOnlyReason,
    isWithoutVacancy: conversation.isWithoutVacancy,
    reach: response.reach ?? conversation.reach,
    response: newerResponse(conversation.response, response.response),
  }
  await updateChat(tx, response.id, joined)
  await refreshChat(tx, response.id)
  return { ...response, ...joined, caseId: kept.id }
}

/** The platform's own number of the client; what is known of the telephone and the card goes over. */
async function takeClient(tx: Write, response: StoredChat, conversation: StoredChat): Promise<void> {
  const before = await clientById(tx, response.clientId)
  const real = await clientById(tx, conversation.clientId)
  if (!before || !real) throw new Error('A chat without its client.')
  await updateClient(tx, real.id, { phone: real.phone ?? before.phone, cardId: real.cardId ?? before.cardId })
}

function whichGoesOn(ofResponse: StoredCase, ofConversation: StoredCase): StoredCase {
  if (isInHands(ofConversation) && !isInHands(ofResponse)) return ofConversation
  return isOpen(ofResponse) ? ofResponse : ofConversation
}

function isOpen({ state }: StoredCase): boolean {
  return state.kind !== 'idle' && state.kind !== 'closed'
}

function isInHands({ state }: StoredCase): boolean {
  return state.kind === 'assigned' || state.kind === 'withBot'
}
