import { sql } from 'drizzle-orm'

import type { ChatId } from '#shared/domain/ids'

import type { Read, Write } from './store'

/** A message, or a response to a vacancy; not what was there before the channel was connected. */
const IS_WORD_OF_CLIENT = sql`(not is_history and (direction = 'in' or content ->> 'kind' = 'response'))`
/** Of a person, also in the channel itself, or a talk by telephone. */
const IS_ANSWER = sql`(
  (direction = 'out' and author ->> 'kind' in ('agent', 'outside') and coalesce(delivery ->> 'state', '') <> 'failed')
  or (content ->> 'kind' = 'phoneCall' and content ->> 'outcome' = 'answered')
)`
const IS_ANSWER_OF_BOT = sql`(direction = 'out' and author ->> 'kind' = 'bot')`

/**
 * Since when the client of the chat's present case waits: counted anew from the messages, so that late, withdrawn and
 * failed ones count as they should. A bot's answer counts while the bot has the case; afterwards a person is waited for.
 */
export async function refreshWaiting(tx: Write, chatId: ChatId): Promise<void> {
  await tx.db.execute(sql`
    update cases set waiting_since_ms = (
      select min(word.at_ms) from messages as word
      where word.chat_id = ${chatId} and word.at_ms >= cases.opened_at_ms and ${IS_WORD_OF_CLIENT}
        and not exists (
          select 1 from (
            select at_ms, id from messages
            where chat_id = ${chatId} and (${IS_ANSWER} or (cases.state_kind = 'withBot' and ${IS_ANSWER_OF_BOT}))
            order by at_ms desc, id desc limit 1
          ) as answer
          where (answer.at_ms, answer.id) > (word.at_ms, word.id)
        )
    )
    where id = (select case_id from chats where id = ${chatId}) and state_kind not in ('idle', 'closed')
  `)
}

/** Has a person answered after this time? */
export async function isAnsweredSince(view: Read, chatId: ChatId, atMs: number): Promise<boolean> {
  const { rows } = await view.db.execute(
    sql`select 1 from messages where chat_id = ${chatId} and at_ms > ${atMs} and ${IS_ANSWER} limit 1`,
  )
  return rows.length > 0
}
