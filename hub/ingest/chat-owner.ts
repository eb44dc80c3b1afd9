import type { ChannelId } from '#shared/domain/ids'

import type { IngestedChat } from '../channels/channel'
import { siblingsOf, storedKind, type StoredChannel } from '../store/channels'
import { chatByExternalId, type StoredChat } from '../store/chats'
import { heldChatsLike } from '../store/held-responses'
import type { Read } from '../store/store'

type OfferedChat = Pick<IngestedChat, 'externalId' | 'subject' | 'response'>

/**
 * Whose conversation it is where one account has both Avito and Авито Работа (ADR 0010): the latter has those about
 * work, i.e. about a vacancy, a résumé or a response, and the former has the rest.
 */
export async function ownsChat(view: Read, channelId: ChannelId, chat: OfferedChat): Promise<boolean> {
  switch (await storedKind(view, channelId)) {
    case 'avitoJobs':
      return isAboutWork(chat) || (await isKnown(view, channelId, chat))
    case 'avito': {
      const jobs = (await siblingsOf(view, channelId)).find(isWorking)
      return !jobs || !(isAboutWork(chat) || (await isKnown(view, jobs.id, chat)))
    }
    case null:
      return true
  }
}

/** The same conversation as the account's other channel had it. */
export async function chatOfSibling(view: Read, channelId: ChannelId, externalId: string): Promise<StoredChat | null> {
  for (const sibling of await siblingsOf(view, channelId)) {
    const chat = await chatByExternalId(view, sibling.id, externalId)
    if (chat) return chat
  }
  return null
}

function isAboutWork({ subject, response }: OfferedChat): boolean {
  return response !== undefined || subject?.kind === 'vacancy' || subject?.kind === 'resume'
}

async function isKnown(view: Read, channelId: ChannelId, chat: OfferedChat): Promise<boolean> {
  if (await chatByExternalId(view, channelId, chat.externalId)) return true
  return (await heldChatsLike(view, channelId, chat)).length > 0
}

function isWorking({ removedAtMs, supersededByGroupId }: StoredChannel): boolean {
  return removedAtMs === null && supersededByGroupId === null
}
