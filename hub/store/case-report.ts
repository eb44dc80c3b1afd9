import { sql, type SQL } from 'drizzle-orm'

import type { CaseRow, CaseSelection, CaseSort } from '#shared/contract/reports'
import type { CaseState } from '#shared/domain/case'
import type { CaseId, ChatId } from '#shared/domain/ids'

import {
  CLIENT_NAME,
  FROM_CASES,
  needsChats,
  isAfterInPeriod,
  isInPeriod,
  isSelected,
  MOMENTS,
  VACANCY,
  type SelectionRules,
} from './case-selection'
import type { Read } from './store'

export interface CaseOrder {
  readonly sort: CaseSort
  readonly order: 'asc' | 'desc'
}

/** Where a page ended. */
export interface CasePlace {
  readonly value: number
  readonly id: string
}

export interface CasePage {
  readonly rows: readonly CaseRow[]
  /** `null`: there are no more. */
  readonly last: CasePlace | null
}

/** What has no answer or no end stands before all that has. */
const SORTED: Readonly<Record<CaseSort, SQL>> = {
  number: sql`cases.number`,
  opened: MOMENTS.opened,
  firstAnswer: sql`coalesce(cases.first_answer_ms, -1)`,
  wait: sql`coalesce(greatest(0, cases.first_answer_ms - cases.opened_at_ms), -1)`,
  closed: sql`coalesce((cases.state ->> 'atMs')::bigint, -1)`,
  took: sql`coalesce(greatest(0, (cases.state ->> 'atMs')::bigint - cases.opened_at_ms), -1)`,
}

/** Of the order in which a moment's own index stands. */
const SORT_OF = { opened: 'opened', answered: 'firstAnswer', closed: 'closed' } as const

/** A page of a selection after the place `after`. Names as they are now; `null` where there is none. */
export async function selectedCases(
  view: Read,
  selection: CaseSelection,
  rules: SelectionRules,
  { sort, order }: CaseOrder,
  after: CasePlace | null,
  limit: number,
): Promise<CasePage> {
  const by = SORTED[sort]
  const [sign, direction] = order === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const { moment } = selection
  const isInOrder = SORT_OF[moment] === sort
  const window = isInOrder ? isAfterInPeriod(moment, selection, order, after) : isInPeriod(moment, selection)
  const isLater =
    after && !isInOrder ? sql`and (${by}, cases.id) ${sign} (${after.value}::bigint, ${after.id}::uuid)` : sql``
  // The page is chosen first and named afterwards: nothing is looked up of what is not in it.
  const { rows } = await view.db.execute<Readonly<Record<keyof CaseRow | 'place', string | number | null>>>(sql`
    with page as materialized (
      select cases.id, ${isInOrder ? MOMENTS[moment] : by} as place
      ${needsChats(selection) ? FROM_CASES : sql`from cases`} where ${isSelected(selection, rules, window)} ${isLater}
      order by ${isInOrder ? MOMENTS[moment] : by} ${direction}, cases.id ${direction} limit ${limit}
    )
    select cases.id, cases.chat_id as "chatId", cases.number, cases.opened_at_ms as "openedAtMs",
      channels.name as channel, teams.name as team, agents.name as agent, topics.name as topic,
      ${CLIENT_NAME} as client, ${VACANCY} as vacancy, cases.first_answer_ms as "firstAnswerMs",
      (cases.state ->> 'atMs')::bigint as "closedAtMs", cases.state_kind as state,
      (coalesce(cases.snooze ->> 'kind', '') = 'away')::int as "isAway",
      cases.state -> 'by' ->> 'kind' as "closedBy", page.place
    ${FROM_CASES}
    join page on page.id = cases.id
    left join teams on teams.id = coalesce(cases.team_id, cases.last_team_id)
    left join agents on agents.id = coalesce(cases.agent_id, cases.last_agent_id)
    left join topics on topics.id = cases.topic_id
    order by page.place ${direction}, cases.id ${direction}
  `)
  const last = rows.length < limit ? undefined : rows.at(-1)
  return {
    rows: rows.map(rowOf),
    last: last === undefined ? null : { value: Number(last.place), id: String(last.id) },
  }
}

export async function countSelected(view: Read, selection: CaseSelection, rules: SelectionRules): Promise<number> {
  const { rows } = await view.db.execute<{ count: string | number }>(
    sql`select count(*) as count ${needsChats(selection) ? FROM_CASES : sql`from cases`} where ${isSelected(selection, rules)}`,
  )
  return Number(rows[0]?.count ?? 0)
}

function rowOf(row: Readonly<Record<keyof CaseRow, string | number | null>>): CaseRow {
  const number = (value: string | number | null) => (value === null ? null : Number(value))
  const text = (value: string | number | null) => (value === null ? null : String(value))
  return {
    // The columns above are what is asked for.
    id: row.id as CaseId,
    chatId: row.chatId as ChatId,
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
    ...(Number(row.isAway) === 1 ? { isAway: true } : {}),
    closedBy: text(row.closedBy),
  }
}
