import { sql } from 'drizzle-orm'

import type { CaseState } from '#shared/domain/case'
import type { CaseId } from '#shared/domain/ids'

import type { Read } from './store'

/** One case of a report. Names as they are now; `null` where there is none. */
export interface ReportedCase {
  readonly id: CaseId
  readonly number: number
  readonly openedAtMs: number
  readonly channel: string
  readonly team: string | null
  readonly agent: string | null
  readonly client: string
  readonly vacancy: string | null
  readonly topic: string | null
  readonly firstAnswerMs: number | null
  readonly closedAtMs: number | null
  readonly state: CaseState['kind']
  readonly closedBy: string | null
}

/** What was opened from `fromMs` on and before `untilMs`, the oldest first; a page of it after the case `after`. */
export async function reportedCases(
  view: Read,
  period: { readonly fromMs: number; readonly untilMs: number },
  after: Pick<ReportedCase, 'openedAtMs' | 'id'> | null,
  limit: number,
): Promise<readonly ReportedCase[]> {
  const isLater = after ? sql`and (cases.opened_at_ms, cases.id) > (${after.openedAtMs}, ${after.id}::uuid)` : sql``
  const { rows } = await view.db.execute<Readonly<Record<keyof ReportedCase, string | number | null>>>(sql`
    select cases.id, cases.number, cases.opened_at_ms as "openedAtMs", channels.name as channel,
      teams.name as team, agents.name as agent, topics.name as topic,
      coalesce(nullif(concat_ws(' ', card.last_name, card.first_name, card.patronymic), ''), clients.name) as client,
      chats.subject ->> 'title' as vacancy, cases.first_answer_ms as "firstAnswerMs",
      (cases.state ->> 'atMs')::bigint as "closedAtMs", cases.state_kind as state,
      cases.state -> 'by' ->> 'kind' as "closedBy"
    from cases
    join chats on chats.id = cases.chat_id
    join channels on channels.id = chats.channel_id
    join clients on clients.id = chats.client_id
    left join client_cards as card on card.id = clients.card_id
    left join teams on teams.id = coalesce(cases.team_id, cases.last_team_id)
    left join agents on agents.id = coalesce(cases.agent_id, cases.last_agent_id)
    left join topics on topics.id = cases.topic_id
    where cases.opened_at_ms >= ${period.fromMs} and cases.opened_at_ms < ${period.untilMs}
      and cases.state_kind <> 'idle' ${isLater}
    order by cases.opened_at_ms, cases.id
    limit ${limit}
  `)
  const number = (value: string | number | null) => (value === null ? null : Number(value))
  const text = (value: string | number | null) => (value === null ? null : String(value))
  return rows.map((row) => ({
    // The columns above are what is asked for.
    id: row.id as CaseId,
    number: Number(row.number),
    openedAtMs: Number(row.openedAtMs),
    channel: String(row.channel),
    team: text(row.team),
    agent: text(row.agent),
    client: String(row.client),
    vacancy: text(row.vacancy),
    topic: text(row.topic),
    firstAnswerMs: number(row.firstAnswerMs),
    closedAtMs: number(row.closedAtMs),
    state: row.state as CaseState['kind'],
    closedBy: text(row.closedBy),
  }))
}
