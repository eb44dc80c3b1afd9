import type { ClientId } from '#shared/domain/ids'

import type { IngestedChat } from '../channels/channel'
import { chatsOfClient, updateChat, type StoredChat } from '../store/chats'
import { clientByExternalId, clientWithName, insertClient, updateClient, type StoredClient } from '../store/clients'
import type { Write } from '../store/store'
import type { IngestSource } from './ingest-source'

/** Names of drivers for a person whom the platform does not number in this place. */
const STAND_IN = /^(applicant|chat):/
const E164 = /^\+\d+$/

type FoundClient = NonNullable<Awaited<ReturnType<typeof clientWithName>>>

/** The client of a conversation: of `known` where there is one, else by the platform's own number. */
export async function ingestClient(
  tx: Write,
  source: IngestSource,
  chat: IngestedChat,
  known: StoredChat | null,
): Promise<ClientId> {
  const found = known
    ? await sameOrReal(tx, source, chat, known)
    : ((await namedAlike(tx, source, chat)) ?? (await newClient(tx, source, chat)))
  await update(tx, found, chat, known)
  return found.client.id
}

async function namedAlike(tx: Write, { channelId }: IngestSource, chat: IngestedChat): Promise<FoundClient | null> {
  const client = await clientByExternalId(tx, channelId, chat.clientExternalId)
  return client && withName(tx, client.id)
}

async function withName(tx: Write, id: ClientId): Promise<FoundClient> {
  const found = await clientWithName(tx, id)
  if (!found) throw new Error('A chat without its client.')
  return found
}

/** Told under a stand-in first and under the platform's number later, or the other way round: the number stays. */
async function sameOrReal(
  tx: Write,
  source: IngestSource,
  { clientExternalId: told }: IngestedChat,
  known: StoredChat,
): Promise<FoundClient> {
  const found = await withName(tx, known.clientId)
  const { client } = found
  if (client.externalId === told || STAND_IN.test(told) || !STAND_IN.test(client.externalId)) return found
  const real = await clientByExternalId(tx, source.channelId, told)
  if (!real) {
    await updateClient(tx, client.id, { externalId: told })
    return { ...found, client: { ...client, externalId: told } }
  }
  const patch = { phone: real.phone ?? client.phone, cardId: real.cardId ?? client.cardId }
  await updateClient(tx, real.id, patch)
  await updateChat(tx, known.id, { clientId: real.id })
  return withName(tx, real.id)
}

async function newClient(tx: Write, source: IngestSource, chat: IngestedChat): Promise<FoundClient> {
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
  return { client, nameInResponses: '' }
}

/** A response names the person in full and by telephone; what somebody typed here is not overwritten. */
async function update(
  tx: Write,
  { client, nameInResponses }: FoundClient,
  chat: IngestedChat,
  known: StoredChat | null,
): Promise<void> {
  const wishedName = chat.response?.fullName || known?.response?.fullName || nameInResponses || chat.clientName
  const name = wishedName === '' ? client.name : wishedName
  const phone = client.phone ?? chat.response?.phones.find((number) => E164.test(number)) ?? null
  if (name === client.name && phone === client.phone) return
  await updateClient(tx, client.id, { name, phone })
  for (const id of await chatsOfClient(tx, client.id)) tx.changed('chat', id)
}
