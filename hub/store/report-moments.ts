import { sql } from 'drizzle-orm'

import type { CaseMoment } from '#shared/contract/reports'
import type { AgentId, ChannelId, TeamId, TopicId } from '#shared/domain/ids'
import type { Belonging, ReportCall, ReportCase, ReportMessages } from '#shared/domain/report/report'

import { AGENT, isAfterInPeriod, IS_WAITING, MOMENTS, TEAM, type Period } from './case-selection'
import type { Read } from './store'

type Cell = string | number | boolean | null
type Row<K extends string> = Readonly<Record<K | 'channelId' | 'teamId' | 'agentId' | 'topicId', Cell>>

export interface Place {
  readonly atMs: number
  readonly id: string
}

/** Each page ends with the place after which the next one begins; `null`: there are no more. */
export interface CaseMomentPage {
  readonly cases: readonly ReportCase[]
  readonly last: Place | null
}

export interface CallPage {
  readonly calls: readonly ReportCall[]
  readonly last: Place | null
}

export interface MessagePage {
  readonly messages: readonly ReportMessages[]
  /** A chat. */
  readonly last: string | null
}

/** The shortest step between zones: no hour and no day of any of them begins within one. */
const BUCKET_MS = 15 * 60_000

const OWNER = sql`chats.channel_id as "channelId", (${TEAM}) as "teamId", (${AGENT}) as "agentId",
  cases.topic_id as "topicId"`
/** The case of a chat as it was at that moment; before the first there was none. */
const caseAt = (atMs: ReturnType<typeof sql>) => sql`left join lateral (
  select * from cases as own where own.chat_id = chats.id and own.opened_at_ms <= ${atMs} and own.state_kind <> 'idle'
  order by own.opened_at_ms desc limit 1
) as cases on true`

/** A page of the cases of which this moment lies in the period. */
export async function caseMoments(
  view: Read,
  moment: CaseMoment,
  period: Period,
  after: Place | null,
  limit: number,
): Promise<CaseMomentPage> {
  const at = MOMENTS[moment]
  const place = after && { value: after.atMs, id: after.id }
  const { rows } = await view.db.execute<
    Row<'id' | 'atMs' | 'openedAtMs' | 'firstAnswerMs' | 'closedAtMs' | 'isWaiting'>
  >(sql`
    with page as materialized (
      select cases.*, ${at} as at_ms from cases where ${isAfterInPeriod(moment, period, 'asc', place)}
      order by ${at}, cases.id limit ${limit}
    )
    select cases.id, cases.at_ms as "atMs", ${OWNER}, cases.opened_at_ms as "openedAtMs",
      cases.first_answer_ms as "firstAnswerMs", (cases.state ->> 'atMs')::bigint as "closedAtMs",
      ${IS_WAITING} as "isWaiting"
    from page as cases join chats on chats.id = cases.chat_id
    order by cases.at_ms, cases.id
  `)
  const last = rows.length < limit ? undefined : rows.at(-1)
  return {
    cases: rows.map((row) => ({
      ...belongingOf(row),
      openedAtMs: Number(row.openedAtMs),
      firstAnswerMs: numberOf(row.firstAnswerMs),
      closedAtMs: numberOf(row.closedAtMs),
      isWaiting: row.isWaiting === true,
    })),
    last: last === undefined ? null : { atMs: Number(last.atMs), id: String(last.id) },
  }
}

/** A page of the calls that began in the period; one belongs to the case that its chat had then. */
export async function callMoments(
  view: Read,
  { fromMs, untilMs }: Period,
  after: Place | null,
  limit: number,
): Promise<CallPage> {
  const isLater = after ? sql`and (calls.started_at_ms, calls.id) > (${after.atMs}::bigint, ${after.id}::uuid)` : sql``
  const { rows } = await view.db.execute<Row<'id' | 'startedAtMs' | 'direction' | 'outcome' | 'durationMs'>>(sql`
    select calls.id, calls.started_at_ms as "startedAtMs", calls.direction, calls.outcome,
      calls.duration_ms as "durationMs", ${OWNER}
    from calls left join chats on chats.id = calls.chat_id ${caseAt(sql`calls.started_at_ms`)}
    where calls.started_at_ms >= ${fromMs} and calls.started_at_ms < ${untilMs} ${isLater}
    order by calls.started_at_ms, calls.id limit ${limit}
  `)
  const last = rows.length < limit ? undefined : rows.at(-1)
  return {
    calls: rows.map((row) => ({
      ...belongingOf(row),
      startedAtMs: Number(row.startedAtMs),
      direction: row.direction === 'incoming' ? 'incoming' : 'outgoing',
      isAnswered: row.outcome === 'answered',
      talkMs: Number(row.durationMs),
    })),
    last: last === undefined ? null : { atMs: Number(last.startedAtMs), id: String(last.id) },
  }
}

/** What clients and people wrote in the period, of a page of chats (the last of them is `last`), counted together. */
export async function messageMoments(
  view: Read,
  { fromMs, untilMs }: Period,
  afterChat: string | null,
  limit: number,
): Promise<MessagePage> {
  const isLater = afterChat === null ? sql`` : sql`and id > ${afterChat}::uuid`
  const page = await view.db.execute<{ id: string }>(sql`
    select id from chats where last_at_ms >= ${fromMs} ${isLater} order by id limit ${limit}
  `)
  const ids = page.rows.map(({ id }) => id)
  if (ids.length === 0) return { messages: [], last: null }
  const { rows } = await view.db.execute<Row<'atMs' | 'direction' | 'count'>>(sql`
    select "channelId", "teamId", "agentId", "topicId", direction, bucket * ${BUCKET_MS} as "atMs", count(*) as count
    from (
      select ${OWNER}, messages.direction, messages.at_ms / ${BUCKET_MS} as bucket
      from messages join chats on chats.id = messages.chat_id ${caseAt(sql`messages.at_ms`)}
      where messages.chat_id = any(${sql.param(ids)}::uuid[])
        and messages.at_ms >= ${fromMs} and messages.at_ms < ${untilMs} and not messages.is_history
        and (messages.direction = 'in' or (messages.direction = 'out'
          and messages.author ->> 'kind' in ('agent', 'outside')
          and coalesce(messages.delivery ->> 'state', '') not in ('failed', 'scheduled')))
    ) as said
    group by "channelId", "teamId", "agentId", "topicId", direction, bucket
  `)
  return {
    messages: rows.map((row) => ({
      ...belongingOf(row),
      atMs: Number(row.atMs),
      direction: row.direction === 'in' ? 'in' : 'out',
      count: Number(row.count),
    })),
    last: ids.length < limit ? null : (ids.at(-1) ?? null),
  }
}

/** The columns above are ids, or nobody's. */
function belongingOf(row: Row<never>): Belonging {
  return {
    channelId: row.channelId as ChannelId | null,
    teamId: row.teamId as TeamId | null,
    agentId: row.agentId as AgentId | null,
    topicId: row.topicId as TopicId | null,
  }
}

function numberOf(cell: Cell): number | null {
  return cell === null ? null : Number(cell)
}
