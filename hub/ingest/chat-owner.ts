import type { ChannelId } from '#shared/domain/ids'

import type { IngestedChat } from '../channels/channel'
import { familyOf, siblingsOf, type ChannelTraits } from '../store/channels'
import { chatByExternalId, type StoredChat } from '../store/chats'
import { heldChatsLike } from '../store/held-responses'
import type { Read } from '../store/store'

type OfferedChat = Pick<IngestedChat, 'externalId' | 'subject' | 'response'>
type Topic = { readonly subject: IngestedChat['subject']; readonly response?: StoredChat['response'] | undefined }

/**
 * Whose conversation it is where one account has both Avito and Авито Работа (ADR 0010): the latter has those about
 * work, i.e. about a vacancy, a résumé or a response, and the former has the rest.
 */
export async function ownsChat(view: Read, channelId: ChannelId, chat: OfferedChat): Promise<boolean> {
  const { self, siblings } = await familyOf(view, channelId)
  switch (self?.kind) {
    case 'avitoJobs':
      return isAboutWork(chat) || (await isKnown(view, channelId, chat))
    case 'avito': {
      const jobs = siblings.find((one) => one.kind === 'avitoJobs' && isWorking(one))
      return !jobs || !(isAboutWork(chat) || (await isKnown(view, jobs.id, chat)))
    }
    case 'hh':
    case 'site':
    case undefined:
      return true
  }
}

/** The same conversation as another channel of the account had it. */
export async function chatOfSibling(view: Read, channelId: ChannelId, externalId: string): Promise<StoredChat | null> {
  for (const sibling of await siblingsOf(view, channelId)) {
    const chat = await chatByExternalId(view, sibling.id, externalId)
    if (chat) return chat
  }
  return null
}

/**
 * Which working channel of the account goes on with a conversation of `from`, which rests or is gone: one of its own
 * kind has all of them, another kind what that kind is for. A response by telephone is known to its own kind alone.
 */
export function heirOf(
  from: Pick<ChannelTraits, 'kind'>,
  siblings: readonly ChannelTraits[],
  chat: Pick<StoredChat, 'subject' | 'response' | 'access'>,
): ChannelId | null {
  const working = siblings.filter(isWorking)
  const ofKind = working.find(({ kind }) => kind === from.kind)
  if (ofKind) return ofKind.id
  const other = working.find(({ kind }) => (kind === 'avitoJobs' ? isAboutWork(chat) : chat.access !== 'noChat'))
  return other?.id ?? null
}

function isAboutWork({ subject, response }: Topic): boolean {
  return response != null || subject?.kind === 'vacancy' || subject?.kind === 'resume'
}

async function isKnown(view: Read, channelId: ChannelId, chat: OfferedChat): Promise<boolean> {
  if (await chatByExternalId(view, channelId, chat.externalId)) return true
  return (await heldChatsLike(view, channelId, chat)).length > 0
}

function isWorking({ removedAtMs, supersededByGroupId }: ChannelTraits): boolean {
  return removedAtMs === null && supersededByGroupId === null
}
