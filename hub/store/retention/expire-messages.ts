import { sql, type SQL } from 'drizzle-orm'

import type { CaseId, ChatId, FileId, MessageId } from '#shared/domain/ids'

import { refreshChat } from '../chats'
import { dropUnnamedFiles } from '../personal/file-removal'
import type { Write } from '../store'
import { dueChats } from './due-cases'

/** Of a call it is said with the call; what happened to a case has a term of its own. */
export const IS_MESSAGE = sql`messages.content ->> 'kind' not in ('phoneCall', 'caseEvent', 'chatEvent')`
export const IS_EVENT = sql`messages.content ->> 'kind' in ('caseEvent', 'chatEvent')`
export const HAS_FILE = sql`(messages.content ->> 'fileId' is not null and messages.content ->> 'isExpired' is null)`

/** Some of the messages of these cases with all that hangs on them; answers how many. */
export async function expireMessages(
  tx: Write,
  beforeMs: number,
  caseIds: readonly CaseId[],
  limit: number,
): Promise<number> {
  const gone = await removeSome(tx, beforeMs, caseIds, limit, IS_MESSAGE)
  if (gone.length === 0) return 0
  const ids = sql.param(gone.map(({ id }) => id))
  const { rows } = await tx.db.execute<{ file: FileId | null }>(sql`
    delete from revisions where message_id = any(${ids}::uuid[]) returning before ->> 'fileId' as file`)
  // What a platform tells again of the same time does not bring it back, and what the site chat kept goes as well.
  await tx.db.execute(sql`
    with due as (${dueChats(beforeMs, caseIds)})
    update chats set taken_from_ms = greatest(coalesce(taken_from_ms, 0), due.until_ms) from due
    where chats.id = due.chat_id`)
  await tx.db.execute(sql`
    with due as (${dueChats(beforeMs, caseIds)})
    delete from site_messages using due join chats on chats.id = due.chat_id
    where site_messages.conversation_id::text = chats.external_id and site_messages.at_ms <= due.until_ms
      and site_messages.told >= site_messages.version`)
  await dropFiles(
    tx,
    [...gone, ...rows].flatMap(({ file }) => file ?? []),
  )
  return gone.length
}

/** Some of the lines on what happened to these cases. */
export async function expireEvents(
  tx: Write,
  beforeMs: number,
  caseIds: readonly CaseId[],
  limit: number,
): Promise<number> {
  return (await removeSome(tx, beforeMs, caseIds, limit, IS_EVENT)).length
}

/** Some of the files of these cases; the messages stay and say that a file was there. */
export async function expireFiles(
  tx: Write,
  beforeMs: number,
  caseIds: readonly CaseId[],
  limit: number,
): Promise<number> {
  const { rows } = await tx.db.execute<{ id: MessageId; chat: ChatId; file: FileId }>(sql`
    with due as (${dueChats(beforeMs, caseIds)}), victims as (
      select messages.id from due
      join messages on messages.chat_id = due.chat_id and messages.at_ms <= due.until_ms
      where ${HAS_FILE} and ${ISNT_ON_ITS_WAY} limit ${limit} for update of messages skip locked
    )
    update messages set content = content || '{"isExpired": true}' from victims where messages.id = victims.id
    returning messages.id, messages.chat_id as chat, messages.content ->> 'fileId' as file`)
  for (const { id } of rows) tx.changed('message', id)
  const files = rows.map(({ file }) => file)
  await dropFiles(tx, files)
  for (const chatId of new Set(rows.map(({ chat }) => chat))) tx.changed('chat', chatId)
  return rows.length
}

const ISNT_ON_ITS_WAY = sql`not exists (select from outgoing where outgoing.message_id = messages.id)`

async function removeSome(
  tx: Write,
  beforeMs: number,
  caseIds: readonly CaseId[],
  limit: number,
  which: SQL,
): Promise<readonly { readonly id: MessageId; readonly file: FileId | null }[]> {
  const { rows } = await tx.db.execute<{ id: MessageId; chat: ChatId; file: FileId | null }>(sql`
    with due as (${dueChats(beforeMs, caseIds)}), victims as (
      select messages.id from due
      join messages on messages.chat_id = due.chat_id and messages.at_ms <= due.until_ms
      where ${which} and ${ISNT_ON_ITS_WAY} limit ${limit} for update of messages skip locked
    )
    delete from messages using victims where messages.id = victims.id
    returning messages.id, messages.chat_id as chat, messages.content ->> 'fileId' as file`)
  for (const { id } of rows) tx.changed('message', id)
  for (const chatId of new Set(rows.map(({ chat }) => chat))) await refreshChat(tx, chatId)
  return rows
}

/** Those that are quoted elsewhere are gone there, too. */
async function dropFiles(tx: Write, files: readonly FileId[]): Promise<void> {
  if (files.length === 0) return
  const ids = sql.param([...files])
  const { rows } = await tx.db.execute<{ id: MessageId }>(sql`
    update messages set quote = jsonb_set(quote, '{content,isExpired}', 'true')
    where quote -> 'content' ->> 'fileId' = any(${ids}::text[])
      and not exists (
        select from messages one where one.content ->> 'fileId' = messages.quote -> 'content' ->> 'fileId'
          and one.content ->> 'isExpired' is null
      )
    returning id`)
  for (const { id } of rows) tx.changed('message', id)
  await tx.db.execute(sql`
    delete from site_files where file_id = any(${ids}::uuid[])
      and not exists (
        select from messages where messages.content ->> 'fileId' = site_files.file_id::text
          and messages.content ->> 'isExpired' is null
      )`)
  await dropUnnamedFiles(tx, files)
}
