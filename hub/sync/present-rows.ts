import type { Change } from '#shared/contract/sync'
import type { Channel } from '#shared/domain/channel'
import type { AgentId, CallId, ChannelId, ChatId, MessageId } from '#shared/domain/ids'

import { agentsByIds } from '../store/agents'
import { callsByIds } from '../store/calls'
import { erasedAmong, presentChats } from '../store/chats'
import { readDirectory } from '../store/directory'
import { messagesByIds } from '../store/messages'
import type { EntityName } from '../store/schema'
import type { CommittedChange, Store } from '../store/store'
import { readTelephony } from '../telephony/mango/read-telephony'

export type ChannelsByIds = (ids: ReadonlySet<ChannelId>) => Promise<readonly Channel[]>

/** Changes with the rows as they are now; `row: null` for what is gone. */
export async function withPresentRows(
  store: Store,
  channelsByIds: ChannelsByIds,
  changes: readonly CommittedChange[],
): Promise<readonly Change[]> {
  const ids = (entity: EntityName) => changes.filter((change) => change.entity === entity).map((change) => change.id)
  const [chats, messages, channels, calls, agents] = await Promise.all([
    load(ids('chat') as ChatId[], (wanted) => store.read((view) => presentChats(view, wanted))),
    load(ids('message') as MessageId[], (wanted) => store.read((view) => messagesByIds(view, wanted))),
    load(ids('channel') as ChannelId[], (wanted) => channelsByIds(new Set(wanted))),
    load(ids('call') as CallId[], (wanted) => store.read((view) => callsByIds(view, wanted))),
    load(ids('agent') as AgentId[], (wanted) => store.read((view) => agentsByIds(view, wanted))),
  ])

  const goneChats = (ids('chat') as ChatId[]).filter((id) => !chats.has(id))
  const erased = goneChats.length > 0 ? await store.read((view) => erasedAmong(view, goneChats)) : new Set<ChatId>()

  const directory = ids('directory').length > 0 ? await store.read(readDirectory) : null
  const telephony = ids('telephony').length > 0 ? await store.read(readTelephony) : null

  return changes.map(({ seq, entity, id }): Change => {
    switch (entity) {
      case 'chat':
        return { seq, entity, id, row: chats.get(id) ?? null, ...(erased.has(id as ChatId) ? { isErased: true } : {}) }
      case 'message':
        return { seq, entity, id, row: messages.get(id) ?? null }
      case 'channel':
        return { seq, entity, id, row: channels.get(id) ?? null }
      case 'call':
        return { seq, entity, id, row: calls.get(id) ?? null }
      case 'agent':
        return { seq, entity, id, row: agents.get(id) ?? null }
      case 'directory':
        return { seq, entity, id, row: directory }
      case 'telephony':
        return { seq, entity, id, row: telephony }
    }
  })
}

async function load<Id extends string, Row extends { readonly id: Id }>(
  ids: readonly Id[],
  query: (ids: readonly Id[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, Row>> {
  if (ids.length === 0) return new Map()
  return new Map((await query(ids)).map((row) => [row.id, row]))
}
