import type { ClientId } from '#shared/domain/ids'

import type { IngestedChat } from '../channels/channel'
import { chatsOfClient, updateChat, type StoredChat } from '../store/chats'
import { clientByExternalId, clientById, insertClient, updateClient, type StoredClient } from '../store/clients'
import { fullNameFromResponses } from '../store/moved-chats'
import type { Write } from '../store/store'
import type { IngestSource } from './ingest-source'

/** Names of drivers for a person whom the platform does not number in this place. */
const STAND_IN = /^(applicant|chat):/
const E164 = /^\+\d+$/

/** The client of a conversation: of `known` where there is one, else by the platform's own number. */
export async function ingestClient(
  tx: Write,
  source: IngestSource,
  chat: IngestedChat,
  known: StoredChat | null,
): Promise<ClientId> {
  const client = known
    ? await sameOrReal(tx, source, chat, known)
    : ((await clientByExternalId(tx, source.channelId, chat.clientExternalId)) ?? (await newClient(tx, source, chat)))
  await update(tx, client, chat, known)
  return client.id
}

/** Told under a stand-in first and under the platform's number later, or the other way round: the number stays. */
async function sameOrReal(
  tx: Write,
  source: IngestSource,
  { clientExternalId: told }: IngestedChat,
  known: StoredChat,
): Promise<StoredClient> {
  const client = await clientById(tx, known.clientId)
  if (!client) throw new Error('A chat without its client.')
  if (client.externalId === told || STAND_IN.test(told) || !STAND_IN.test(client.externalId)) return client
  const real = await clientByExternalId(tx, source.channelId, told)
  if (!real) {
    await updateClient(tx, client.id, { externalId: told })
    return { ...client, externalId: told }
  }
  const patch = { phone: real.phone ?? client.phone, cardId: real.cardId ?? client.cardId }
  await updateClient(tx, real.id, patch)
  await updateChat(tx, known.id, { clientId: real.id })
  return { ...real, ...patch }
}

async function newClient(tx: Write, source: IngestSource, chat: IngestedChat): Promise<StoredClient> {
  const client: StoredClient = {
    id: source.newId<ClientId>(),
    channelId: source.channelId,
    externalId: chat.clientExternalId,
    name: chat.response?.fullName || chat.clientName,
    phone: null,
    cardId: null,
    createdAtMs: tx.nowMs,
  }
  await insertClient(tx, client)
  return client
}

/** A response names the person in full and by telephone; what somebody typed here is not overwritten. */
async function update(tx: Write, client: StoredClient, chat: IngestedChat, known: StoredChat | null): Promise<void> {
  const wishedName =
    chat.response?.fullName ||
    known?.response?.fullName ||
    (await fullNameFromResponses(tx, client.id)) ||
    chat.clientName
  const name = wishedName === '' ? client.name : wishedName
  const phone = client.phone ?? chat.response?.phones.find((number) => E164.test(number)) ?? null
  if (name === client.name && phone === client.phone) return
  await updateClient(tx, client.id, { name, phone })
  for (const id of await chatsOfClient(tx, client.id)) tx.changed('chat', id)
}
