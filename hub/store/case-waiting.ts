import { sql, type SQL } from 'drizzle-orm'

import { UNDO_AT_MOST_MS } from '#shared/domain/delivery'
import type { ChatId } from '#shared/domain/ids'

import type { Read } from './store'

/** A message, or a response to a vacancy; not what was there before the channel was connected. */
const IS_WORD_OF_CLIENT = sql`(not is_history and (direction = 'in' or content ->> 'kind' = 'response'))`
/**
 * Of a person, also in the channel itself, or a talk by telephone. What was written for later answers nothing yet; what
 * waits only for the moment of taking it back does (isForLater, docs/adr/0012). A move to another stage or an invitation,
 * once the channel has taken it, where an agent sent words with it.
 */
const IS_ANSWER = sql`(
  (direction = 'out' and author ->> 'kind' in ('agent', 'outside') and coalesce(delivery ->> 'state', '') <> 'failed'
    and not (coalesce(delivery ->> 'state', '') = 'scheduled' and (delivery ->> 'sendAtMs')::bigint - at_ms > ${sql.raw(String(UNDO_AT_MOST_MS))}))
  or (content ->> 'kind' = 'phoneCall' and content ->> 'outcome' = 'answered')
  or (content ->> 'kind' = 'chatEvent' and content -> 'event' ->> 'kind' in ('stageMoved', 'invited')
    and content -> 'event' ->> 'agentId' is not null and content -> 'event' ->> 'text' is not null
    and content -> 'event' ->> 'outcome' is null)
)`
/** Below every id. */
const NO_ID = '00000000-0000-0000-0000-000000000000'
const IS_ANSWER_OF_BOT = sql`(direction = 'out' and author ->> 'kind' = 'bot')`

/**
 * Parts of a `with`: when a person first answered in the chat's present case, and since when its client waits, counted anew from the messages, so that
 * late, withdrawn and failed ones count as they should. A bot's answer counts while the bot has the case; afterwards a
 * person is waited for.
 */
export function refreshWaiting(chatId: ChatId): SQL {
  // The answer is looked for once, and not for each word: a client may write a thousand of them.
  return sql`
    present as materialized (
      select id, opened_at_ms, state_kind from cases
      where id = (select case_id from chats where id = ${chatId}) and state_kind not in ('idle', 'closed')
    ), answer as materialized (
      select at_ms, messages.id from messages, present
      where chat_id = ${chatId} and at_ms >= opened_at_ms
        and (${IS_ANSWER} or (state_kind = 'withBot' and ${IS_ANSWER_OF_BOT}))
      order by at_ms desc, messages.id desc limit 1
    ), waiting as (
      update cases set waiting_since_ms = (
        select at_ms from messages
        where chat_id = ${chatId} and at_ms >= present.opened_at_ms and ${IS_WORD_OF_CLIENT}
          and (messages.at_ms, messages.id) >= (
            select coalesce(max(at_ms), 0), coalesce((array_agg(id))[1], ${NO_ID}::uuid) from answer
          )
        order by at_ms, messages.id limit 1
      ), first_answer_ms = case when exists (select from answer) then (
        select at_ms from messages
        where chat_id = ${chatId} and at_ms >= present.opened_at_ms and ${IS_ANSWER}
        order by at_ms, messages.id limit 1
      ) end
      from present where cases.id = present.id
    )
  `
}

/** When a person last answered after this time; `null`: not since then. */
export async function answeredAfter(view: Read, chatId: ChatId, atMs: number): Promise<number | null> {
  const { rows } = await view.db.execute<{ at_ms: string | number }>(sql`
    select at_ms from messages where chat_id = ${chatId} and at_ms > ${atMs} and ${IS_ANSWER}
    order by at_ms desc, id desc limit 1
  `)
  return rows[0] ? Number(rows[0].at_ms) : null
}
