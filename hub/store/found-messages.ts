import { and, desc, eq, isNull, sql, type SQL } from 'drizzle-orm'

import { isAllowed } from '#shared/domain/access'
import type { MessageId } from '#shared/domain/ids'
import type { SpelledWord } from '#shared/domain/text-search/spellings'
import type { Reader } from '#shared/domain/whisper'

import { chats, messages } from './schema'
import type { Read } from './store'

/** Word for word the expression of migration 690: by any other the index is not used. */
const WORDS = sql.raw(`to_tsvector('russian', translate(
  coalesce(messages.content ->> 'text', '') || ' ' || coalesce(messages.content ->> 'title', '') || ' '
    || coalesce(messages.content ->> 'description', '') || ' ' || coalesce(messages.content ->> 'name', ''),
  'ёЁ', 'еЕ'))`)
const SHORTEST_BEGINNING = 3

/** The newest messages with all of these words that this reader may see, of conversations that nobody erases. */
export async function findMessages(
  view: Read,
  words: readonly SpelledWord[],
  reader: Reader,
  limit: number,
): Promise<readonly MessageId[]> {
  const rows = await view.db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chatId))
    .where(and(sql`${WORDS} @@ (${queryOf(words)})`, isNull(chats.erasedAtMs), isOpenTo(reader)))
    .orderBy(desc(messages.atMs), desc(messages.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

function queryOf(words: readonly SpelledWord[]): SQL {
  const parts = words.map(({ meant, isUnfinished }) => {
    const whole = meant.map((phrase) => sql`plainto_tsquery('russian', ${phrase})`)
    const begun = isUnfinished ? meant.filter(canBegin).map((word) => sql`to_tsquery('russian', ${`${word}:*`})`) : []
    return sql`(${sql.join([...whole, ...begun], sql` || `)})`
  })
  return sql.join(parts, sql` && `)
}

/** Letters and digits alone: nothing in it is a sign of the query's language. */
function canBegin(word: string): boolean {
  return word.length >= SHORTEST_BEGINNING && /^[\p{L}\p{N}]+$/u.test(word)
}

/** As `maySee` says it of one message. */
function isOpenTo({ id, role }: Reader): SQL | undefined {
  if (isAllowed(role, 'supervisor')) return undefined
  const between = sql`${messages.content} -> 'between'`
  return sql`(${messages.content} ->> 'kind' <> 'note' or coalesce(jsonb_typeof(${between}), 'null') = 'null'
    or ${between} @> ${JSON.stringify([id])}::jsonb)`
}
