import { sql, type SQL } from 'drizzle-orm'

import { UNDO_AT_MOST_MS } from '#shared/domain/delivery'
import type { ChatId } from '#shared/domain/ids'

import { askedTogether, listed, PLACE } from './asked-together'
import { preparedSql } from './prepared-sql'
import type { Read } from './store'

/** A message, or a response to a vacancy; not what was there before the channel was connected. */
const IS_WORD_OF_CLIENT = sql`(not is_history and (direction = 'in' or content ->> 'kind' = 'response'))`
/** As the index `messages_that_answer` has it: a client may have written thousands of words that nobody answered. */
const MAY_ANSWER = sql`(direction = 'out' or content ->> 'kind' in ('phoneCall', 'chatEvent'))`
/**
 * Of a person, also in the channel itself, or a talk by telephone. What was written for later answers nothing yet; what
 * waits only for the moment of taking it back does (isForLater, docs/adr/0012). A move to another stage or an invitation,
 * once the channel has taken it, where an agent sent words with it.
 */
const IS_ANSWER = sql`(${MAY_ANSWER} and (
  (direction = 'out' and author ->> 'kind' in ('agent', 'outside') and coalesce(delivery ->> 'state', '') <> 'failed'
    and not (coalesce(delivery ->> 'state', '') = 'scheduled' and (delivery ->> 'sendAtMs')::bigint - at_ms > ${sql.raw(String(UNDO_AT_MOST_MS))}))
  or (content ->> 'kind' = 'phoneCall' and content ->> 'outcome' = 'answered')
  or (content ->> 'kind' = 'chatEvent' and content -> 'event' ->> 'kind' in ('stageMoved', 'invited')
    and content -> 'event' ->> 'agentId' is not null and content -> 'event' ->> 'text' is not null
    and content -> 'event' ->> 'outcome' is null)
))`
const IS_ANSWER_OF_BOT = sql`(direction = 'out' and author ->> 'kind' = 'bot')`

/**
 * Parts of a `with` of `refreshed`, the chats and their present cases: when a person first answered in it, and since when
 * its client waits, counted anew from the messages, so that late, withdrawn and failed ones count as they should. A bot's
 * answer counts while the bot has the case; afterwards a person is waited for. The answer is looked for once, and not for
 * each word: a client may write a thousand of them.
 */
export const REFRESH_WAITING: SQL = sql`
  present as materialized (
    select refreshed.id as chat_id, cases.id, cases.opened_at_ms, cases.state_kind
    from refreshed
    cross join lateral (
      select cases.id, opened_at_ms, state_kind from cases where cases.id = refreshed.case_id limit 1
    ) as cases
    where cases.state_kind not in ('idle', 'closed')
  ), answer as materialized (
    select present.chat_id, found.at_ms, found.id from present
    cross join lateral (
      select at_ms, messages.id from messages
      where messages.chat_id = present.chat_id and at_ms >= present.opened_at_ms
        and ${MAY_ANSWER} and (${IS_ANSWER} or (present.state_kind = 'withBot' and ${IS_ANSWER_OF_BOT}))
      order by at_ms desc, messages.id desc limit 1
    ) as found
  ), counted as materialized (
    select present.id, (
      select at_ms from messages
      where messages.chat_id = present.chat_id and at_ms >= present.opened_at_ms and ${IS_WORD_OF_CLIENT}
        and (answer.chat_id is null or (messages.at_ms, messages.id) >= (answer.at_ms, answer.id))
      order by at_ms, messages.id limit 1
    ) as waiting_since_ms, case when answer.chat_id is not null then (
      select at_ms from messages
      where messages.chat_id = present.chat_id and at_ms >= present.opened_at_ms and ${IS_ANSWER}
      order by at_ms, messages.id limit 1
    ) end as first_answer_ms
    from present left join answer on answer.chat_id = present.chat_id
  ), waiting as (
    update cases set waiting_since_ms = counted.waiting_since_ms, first_answer_ms = counted.first_answer_ms
    from counted where cases.id = counted.id
      and (cases.waiting_since_ms, cases.first_answer_ms)
        is distinct from (counted.waiting_since_ms, counted.first_answer_ms)
  )
`

/** When a person last answered after this time; `null`: not since then. */
export async function answeredAfter(view: Read, chatId: ChatId, atMs: number): Promise<number | null> {
  return askedTogether(view, 'answered after', { chatId, atMs }, (asked) => answersAfter(view, asked))
}

async function answersAfter(
  view: Read,
  asked: readonly { readonly chatId: ChatId; readonly atMs: number }[],
): Promise<readonly (number | null)[]> {
  const text = () => sql`
    select ${PLACE} as place, answer.at_ms
    from unnest(${listed(sql.placeholder('chatIds'), 'uuid')}, ${listed(sql.placeholder('times'), 'bigint')}) with ordinality as wanted (chat_id, at_ms, place)
    cross join lateral (
      select messages.at_ms from messages
      where messages.chat_id = wanted.chat_id and messages.at_ms > wanted.at_ms and ${IS_ANSWER}
      order by messages.at_ms desc, messages.id desc limit 1
    ) as answer
  `
  const rows = await preparedSql<{ place: string | number; at_ms: string | number }>(view, 'answers_after', text, {
    chatIds: asked.map(({ chatId }) => chatId),
    times: asked.map(({ atMs }) => atMs),
  })
  const found = new Map(rows.map((row) => [Number(row.place), Number(row.at_ms)]))
  return asked.map((_, index) => found.get(index) ?? null)
}
