import { sql, type SQL } from 'drizzle-orm'

import type { CaseMoment, CaseSelection } from '#shared/contract/reports'
import type { ServiceTargets } from '#shared/domain/wall/service-targets'

/** When it happened; each has an index of its own (0480). */
export const MOMENTS: Readonly<Record<CaseMoment, SQL>> = {
  opened: sql`cases.opened_at_ms`,
  answered: sql`cases.first_answer_ms`,
  closed: sql`(cases.state ->> 'atMs')::bigint`,
}

/** As the wall says it: of a closed case, whose it was last. */
export const TEAM = sql`case when cases.state_kind = 'closed' then cases.last_team_id else cases.team_id end`
export const AGENT = sql`case when cases.state_kind = 'closed' then cases.last_agent_id else cases.agent_id end`
export const CLIENT_NAME = sql`coalesce(nullif(concat_ws(' ', card.last_name, card.first_name, card.patronymic), ''), clients.name)`
const WAIT = sql`greatest(0, cases.first_answer_ms - cases.opened_at_ms)`

export const VACANCY = sql`coalesce(chats.subject ->> 'title', chats.response -> 'vacancy' ->> 'title')`

/** Tables that conditions and columns of a selection go by. */
export const FROM_CASES = sql`
  from cases
  join chats on chats.id = cases.chat_id
  join channels on channels.id = chats.channel_id
  join clients on clients.id = chats.client_id
  left join client_cards as card on card.id = clients.card_id
`

export interface Period {
  readonly fromMs: number
  readonly untilMs: number
}

export interface SelectionRules {
  readonly timeZone: string
  readonly targets: ServiceTargets
}

/** Cases of which this moment lies in the period. */
export function isInPeriod(moment: CaseMoment, { fromMs, untilMs }: Period): SQL {
  return sql`(${MOMENTS[moment]} >= ${fromMs} and ${MOMENTS[moment]} < ${untilMs} and ${HAPPENED[moment]})`
}

/**
 * The same, of those that come after a place in the order of this moment. Told as one comparison of rows, so that a
 * database that knows nothing of its tables yet reads on in the index too, and does not sort all for each page.
 */
export function isAfterInPeriod(
  moment: CaseMoment,
  { fromMs, untilMs }: Period,
  order: 'asc' | 'desc',
  after: { readonly value: number; readonly id: string } | null,
): SQL {
  const at = MOMENTS[moment]
  if (order === 'asc') {
    const { value, id } = after ?? { value: fromMs - 1, id: LAST_ID }
    return sql`((${at}, cases.id) > (${value}::bigint, ${id}::uuid) and ${at} < ${untilMs} and ${HAPPENED[moment]})`
  }
  const { value, id } = after ?? { value: untilMs, id: FIRST_ID }
  return sql`((${at}, cases.id) < (${value}::bigint, ${id}::uuid) and ${at} >= ${fromMs} and ${HAPPENED[moment]})`
}

/** In the words of the indexes' own conditions; only what is closed has the moment of an end. */
const HAPPENED: Readonly<Record<CaseMoment, SQL>> = {
  opened: sql`cases.state_kind <> 'idle'`,
  answered: sql`cases.first_answer_ms is not null and cases.state_kind <> 'idle'`,
  closed: sql`true`,
}
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** `window`: which of the period, where not all of it. */
export function isSelected(
  selection: CaseSelection,
  { timeZone, targets }: SelectionRules,
  window = isInPeriod(selection.moment, selection),
): SQL {
  const { moment, part, state, channelId, teamId, agentId, topicId, day, hour, search } = selection
  const local = sql`(to_timestamp(${MOMENTS[moment]} / 1000.0) at time zone ${timeZone})`
  const conditions = [window]
  const target = targetSql(targets)
  if (part === 'inTime') conditions.push(sql`cases.first_answer_ms is not null and ${WAIT} <= ${target}`)
  if (part === 'late') conditions.push(sql`cases.first_answer_ms is not null and ${WAIT} > ${target}`)
  if (part === 'waiting') conditions.push(IS_WAITING)
  if (part === 'unanswered') conditions.push(sql`cases.first_answer_ms is null`)
  if (part === 'handled') conditions.push(sql`cases.first_answer_ms is not null`)
  if (state !== undefined) conditions.push(sql`cases.state_kind = ${state}`)
  if (channelId !== undefined) conditions.push(sql`chats.channel_id = ${channelId}::uuid`)
  if (teamId !== undefined) conditions.push(sql`(${TEAM}) ${isOne(teamId)}`)
  if (agentId !== undefined) conditions.push(sql`(${AGENT}) ${isOne(agentId)}`)
  if (topicId !== undefined) conditions.push(sql`cases.topic_id ${isOne(topicId)}`)
  if (day !== undefined) conditions.push(sql`to_char(${local}, 'YYYY-MM-DD') = ${day}`)
  if (hour !== undefined) conditions.push(sql`extract(hour from ${local}) = ${hour}`)
  if (search !== undefined && search !== '') conditions.push(holds(search))
  return sql.join(conditions, sql` and `)
}

/** Whether what is said of the cases stands elsewhere than in their own rows. */
export function needsChats({ part, channelId, search }: CaseSelection): boolean {
  return channelId !== undefined || (search ?? '') !== '' || part === 'late' || part === 'inTime'
}

/** Somebody who has a case open waits for an answer now. */
export const IS_WAITING = sql`(cases.waiting_since_ms is not null and cases.state_kind <> 'closed')`

function isOne(id: string): SQL {
  return id === 'none' ? sql`is null` : sql`= ${id}::uuid`
}

function holds(search: string): SQL {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`(${CLIENT_NAME} ilike ${pattern} or ${VACANCY} ilike ${pattern} or cases.number::text = ${search})`
}

/** The target of a case in milliseconds; `null`: there is none (as `targetMsOf` says it). */
function targetSql({ answerWithinMs, exceptions }: ServiceTargets): SQL {
  if (exceptions.length === 0) return sql`${answerWithinMs}::bigint`
  const branches = exceptions.map(({ teamId, channelId, answerWithinMs: own }) => {
    const isTeam = teamId === null ? sql`true` : sql`(${TEAM}) = ${teamId}::uuid`
    const isChannel = channelId === null ? sql`true` : sql`chats.channel_id = ${channelId}::uuid`
    return sql`when ${isTeam} and ${isChannel} then ${own}::bigint`
  })
  return sql`(case ${sql.join(branches, sql` `)} else ${answerWithinMs}::bigint end)`
}
