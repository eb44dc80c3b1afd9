import type { Reach } from '#shared/domain/chat'
import type { CaseId, ChatId } from '#shared/domain/ids'

import type { IngestedChat } from '../channels/channel'
import { chatByExternalId, chatByResponse, insertChat, updateChat, type StoredChat } from '../store/chats'
import type { Write } from '../store/store'
import { chatOfSibling } from './chat-owner'
import { ingestClient } from './ingest-client'
import { takeOver } from './hand-over'
import type { IngestSource } from './ingest-source'
import { joinChats } from './join-chats'
import { newerResponse } from './newer-response'

/** The conversation as the hub has it: under this name, as a response without one, or in the account's other channel. */
export async function knownChat(tx: Write, source: IngestSource, chat: IngestedChat): Promise<StoredChat | null> {
  const { channelId } = source
  const named = await chatByExternalId(tx, channelId, chat.externalId)
  const ofResponse = chat.response ? await chatByResponse(tx, channelId, chat.response.externalId) : null
  // Told of late, when the response had no conversation yet.
  if (ofResponse && chat.access === 'noChat') return ofResponse
  if (named) return ofResponse && ofResponse.id !== named.id ? joinChats(tx, ofResponse, named) : named
  if (ofResponse) {
    await updateChat(tx, ofResponse.id, { externalId: chat.externalId })
    return { ...ofResponse, externalId: chat.externalId }
  }
  const elsewhere = await chatOfSibling(tx, channelId, chat.externalId)
  return elsewhere && takeOver(tx, source, elsewhere)
}

export async function insertNewChat(
  tx: Write,
  source: IngestSource,
  chat: IngestedChat,
  takenFromMs: number | null,
): Promise<StoredChat> {
  const clientId = await ingestClient(tx, source, chat, null)
  const created = {
    id: source.newId<ChatId>(),
    channelId: source.channelId,
    externalId: chat.externalId,
    clientId,
    caseId: source.newId<CaseId>(),
    subject: chat.subject,
    response: chat.response ?? null,
    avatarFileId: chat.avatarFileId,
    access: chat.access,
    readOnlyReason: chat.readOnlyReason ?? null,
    isWithoutVacancy: chat.isWithoutVacancy ?? false,
    reach: reachOf(chat),
    createdAtMs: chat.createdAtMs,
    takenFromMs,
  }
  return insertChat(tx, created, { kind: 'idle', sinceMs: tx.nowMs })
}

export async function updateKnownChat(
  tx: Write,
  source: IngestSource,
  known: StoredChat,
  chat: IngestedChat,
): Promise<StoredChat> {
  const clientId = await ingestClient(tx, source, chat, known)
  const patch = {
    // A response knows less of the ad than the conversation does.
    subject: chat.response ? (known.subject ?? chat.subject) : (chat.subject ?? known.subject),
    avatarFileId: chat.avatarFileId ?? known.avatarFileId,
    ...accessNow(known, chat),
    isWithoutVacancy: chat.isWithoutVacancy ?? known.isWithoutVacancy,
    reach: reachOf(chat) ?? known.reach,
    response: newerResponse(known.response, chat.response ?? null),
  }
  const before: typeof patch = {
    subject: known.subject,
    avatarFileId: known.avatarFileId,
    access: known.access,
    readOnlyReason: known.readOnlyReason,
    isWithoutVacancy: known.isWithoutVacancy,
    reach: known.reach,
    response: known.response,
  }
  if (JSON.stringify(sorted(patch)) !== JSON.stringify(sorted(before))) await updateChat(tx, known.id, patch)
  return { ...known, ...patch, clientId }
}

type Access = Pick<StoredChat, 'access' | 'readOnlyReason'>

function accessNow(known: StoredChat, chat: IngestedChat): Access {
  const before = { access: known.access, readOnlyReason: known.readOnlyReason }
  // The platforms do not list their blacklist, nor whom we left: what an agent did stays so until it is undone here.
  const isOurs = known.access === 'blocked' || known.access === 'left'
  if (isOurs && (chat.access === 'open' || chat.access === 'readOnly')) return before
  // An old word of a response that has its conversation, and so another name, by now.
  if (chat.access === 'noChat' && known.externalId !== chat.externalId) return before
  // A response says nothing of a conversation that is gone.
  if (chat.response && known.access === 'gone') return before
  return { access: chat.access, readOnlyReason: chat.readOnlyReason ?? null }
}

/** Whoever responded to a vacancy may be called, also where the platform does not say so (spec K3). */
function reachOf({ reach, response }: IngestedChat): Reach | null {
  return reach ?? (response ? 'responded' : null)
}

/** The database gives the fields of what it keeps as JSON back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}
