import type { Change } from '#shared/contract/sync'
import type { Channel } from '#shared/domain/channel'

import { listAgents } from '../store/agents'
import { newestCalls } from '../store/calls'
import { chatsNewestFirst } from '../store/chats'
import { DIRECTORY_ID, readDirectory } from '../store/directory'
import { TELEPHONY_ID } from '../store/mango'
import { newestOfChats } from '../store/messages'
import type { Store } from '../store/store'
import { readTelephony } from '../telephony/mango/read-telephony'

const CHATS_WITH_MESSAGES = 200
const MESSAGES_PER_CHAT = 50
const CHATS_AT_ONCE = 10
const ROWS_AT_ONCE = 500
const NEWEST_CALLS = 200

/**
 * What an empty desk needs, in pieces and in the order in which it is looked at. All rows carry the `seq` at which
 * the snapshot was begun: whatever changes meanwhile comes again as a later change.
 */
export async function* snapshot(
  store: Store,
  channels: () => Promise<readonly Channel[]>,
  seq: number,
): AsyncGenerator<readonly Change[]> {
  const connected = await channels()
  const agents = await store.read(listAgents)
  const directory = await store.read(readDirectory)
  const telephony = await store.read(readTelephony)
  const chats = await store.read(chatsNewestFirst)
  yield [
    { seq, entity: 'directory', id: DIRECTORY_ID, row: directory },
    ...(telephony ? [{ seq, entity: 'telephony', id: TELEPHONY_ID, row: telephony } as const] : []),
    ...connected.map((row): Change => ({ seq, entity: 'channel', id: row.id, row })),
    ...agents.map((row): Change => ({ seq, entity: 'agent', id: row.id, row: { ...row } })),
  ]
  for (let start = 0; start < chats.length; start += ROWS_AT_ONCE) {
    yield chats.slice(start, start + ROWS_AT_ONCE).map((row): Change => ({ seq, entity: 'chat', id: row.id, row }))
  }
  const withMessages = chats.slice(0, CHATS_WITH_MESSAGES).map((chat) => chat.id)
  for (let start = 0; start < withMessages.length; start += CHATS_AT_ONCE) {
    const some = withMessages.slice(start, start + CHATS_AT_ONCE)
    const messages = await store.read((view) => newestOfChats(view, some, MESSAGES_PER_CHAT))
    yield messages.map((row): Change => ({ seq, entity: 'message', id: row.id, row }))
  }
  const calls = await store.read((view) => newestCalls(view, NEWEST_CALLS))
  yield calls.map((row): Change => ({ seq, entity: 'call', id: row.id, row: { ...row } }))
}
