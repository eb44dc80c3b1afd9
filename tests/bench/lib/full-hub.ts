import { randomUUID } from 'node:crypto'

import type { AgentId, CaseId, ChannelId, ClientId } from '#shared/domain/ids'
import type { Message } from '#shared/domain/message'

import { atMsOf, chatIdOf, chatOfMessage, fullId, fullMessage, nameOf, type FullPlan, type FullSize } from './full-data'
import { generatePeople, type Person } from './people'

/** One statement of a hub's database, whichever it is. */
export type RunSql = (sql: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>

const ROWS_AT_ONCE = 5_000
/** Of the newest chats: cases of the desk's own person, then the queue; all others are closed. */
const MINE = 30
const QUEUED = 50
/** Among the newest, those in which the client spoke last are unread. */
const UNREAD = 40
const CLOSED_AFTER_MS = 60_000

/**
 * Chats and messages in a hub's database, as if they had come over a year. The feed gets another name: whoever followed
 * it takes a snapshot, as after a restored backup.
 */
export async function fillHub(run: RunSql, size: FullSize, endMs: number): Promise<FullPlan> {
  const [facts] = await run(`select (select id from agents order by id limit 1) as me,
    (select id from channels where removed_at_ms is null order by created_at_ms limit 1) as channel`)
  const plan: FullPlan = {
    ...size,
    endMs,
    meId: wanted(facts?.['me'], 'agent') as AgentId,
    channelId: wanted(facts?.['channel'], 'channel') as ChannelId,
  }
  // Rows name each other; they are whole once all are there.
  await run('set session_replication_role = replica')
  const words = await rememberIndex(run, 'messages_by_words')
  const people = generatePeople(size.chats)
  const names = people.map(nameOf)
  const last = lastMessages(plan)
  const unread = await insertChats(run, plan, people, last)
  await inParts(size.messages, async (from, to) => {
    const rows = range(from, to).map((index) => {
      const message = fullMessage(index, plan, names[chatOfMessage(index, plan)] ?? '')
      return toRow(message, !unread.has(index))
    })
    await insert(run, 'messages', rows)
  })
  await run(words)
  await run('set session_replication_role = origin')
  await run(`update hub_facts set value = $1 where key = 'feedId'`, [randomUUID()])
  await run('vacuum (analyze)')
  await run('checkpoint')
  return plan
}

/** An index over all words is built at once, not word by word: answers how. */
async function rememberIndex(run: RunSql, name: string): Promise<string> {
  const [found] = await run('select indexdef from pg_indexes where indexname = $1', [name])
  await run(`drop index ${name}`)
  return wanted(found?.['indexdef'], `index ${name}`)
}

/** Answers the messages that nobody has read. */
async function insertChats(
  run: RunSql,
  plan: FullPlan,
  people: readonly Person[],
  last: Int32Array,
): Promise<ReadonlySet<number>> {
  const rank = ranks(last)
  const unread = new Set<number>()
  await inParts(plan.chats, async (from, to) => {
    const clients: object[] = []
    const cases: object[] = []
    const chats: object[] = []
    for (const chat of range(from, to)) {
      const [openedAtMs, lastIndex] = [atMsOf(chat, plan), last[chat] ?? chat]
      const person = people[chat]
      if (!person) throw new Error(`There is no person ${String(chat)}`)
      const name = nameOf(person)
      const message = fullMessage(lastIndex, plan, name)
      const isWaiting = message.direction === 'in'
      const isUnread = isWaiting && (rank[chat] ?? Infinity) < UNREAD
      if (isUnread) unread.add(lastIndex)
      const ids = {
        client_id: fullId<ClientId>('client', chat, openedAtMs),
        case_id: fullId<CaseId>('case', chat, openedAtMs),
      }
      clients.push({
        id: ids.client_id,
        channel_id: plan.channelId,
        external_id: `full-client-${String(chat)}`,
        name,
        phone: chat % 2 === 0 ? `+7${person.phone}` : null,
        created_at_ms: openedAtMs,
      })
      const state = stateOf(rank[chat] ?? Infinity, message.atMs, plan.meId)
      cases.push({
        id: ids.case_id,
        chat_id: chatIdOf(chat, plan),
        state,
        opened_at_ms: openedAtMs,
        waiting_since_ms: isWaiting && state.kind !== 'closed' ? message.atMs : null,
        last_agent_id: plan.meId,
      })
      chats.push({
        id: chatIdOf(chat, plan),
        channel_id: plan.channelId,
        external_id: `u2i-full-${String(chat)}`,
        ...ids,
        subject: { kind: 'item', title: person.vacancy, price: null, url: null, imageUrl: null },
        access: 'open',
        created_at_ms: openedAtMs,
        last_message_id: message.id,
        last_at_ms: message.atMs,
        unread: isUnread ? 1 : 0,
      })
    }
    await insert(run, 'clients', clients)
    await insert(run, 'cases', cases)
    await insert(run, 'chats', chats)
  })
  return unread
}

function stateOf(rank: number, lastAtMs: number, meId: AgentId) {
  if (rank < MINE)
    return { kind: 'assigned', agentId: meId, teamId: null, sinceMs: lastAtMs, answerByMs: null } as const
  if (rank < QUEUED) return { kind: 'queued', teamId: null, sinceMs: lastAtMs } as const
  return { kind: 'closed', atMs: lastAtMs + CLOSED_AFTER_MS, by: { kind: 'agent', agentId: meId } } as const
}

function toRow(message: Message, isRead: boolean): object {
  const { id, chatId, externalId, atMs, direction, author, content, delivery, deletableUntilMs } = message
  return {
    id,
    chat_id: chatId,
    external_id: externalId,
    at_ms: atMs,
    direction,
    author,
    content,
    delivery,
    deletable_until_ms: deletableUntilMs,
    is_read: isRead,
    is_history: false,
  }
}

async function insert(run: RunSql, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ')
  await run(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}

/** The last message of each chat. */
function lastMessages(plan: FullPlan): Int32Array {
  const last = new Int32Array(plan.chats)
  for (let index = 0; index < plan.messages; index += 1) last[chatOfMessage(index, plan)] = index
  return last
}

/** The place of each chat in the list, the newest first. */
function ranks(last: Int32Array): Int32Array {
  const order = range(0, last.length).sort((a, b) => (last[b] ?? 0) - (last[a] ?? 0))
  const rank = new Int32Array(last.length)
  for (const [place, chat] of order.entries()) rank[chat] = place
  return rank
}

async function inParts(count: number, work: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += ROWS_AT_ONCE) await work(from, Math.min(count, from + ROWS_AT_ONCE))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset)
}

function wanted(value: unknown, what: string): string {
  if (typeof value !== 'string')
    throw new Error(`The hub has no ${what}; it has to be started once before it is filled`)
  return value
}
