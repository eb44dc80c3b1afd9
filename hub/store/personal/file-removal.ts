import { eq, inArray, sql } from 'drizzle-orm'

import type { FileId } from '#shared/domain/ids'

import { filesToRemove } from '../audit-schema'
import { files } from '../schema'
import type { Read, Write } from '../store'

/** Each place that can name a file has an index by it. */
const IS_UNNAMED = sql`
  not exists (
    select from messages where messages.content ->> 'fileId' = files.id::text
      and messages.content ->> 'isExpired' is null and messages.content ->> 'fileId' is not null
  ) and not exists (
    select from messages where messages.quote -> 'content' ->> 'fileId' = files.id::text
      and messages.quote -> 'content' ->> 'isExpired' is null and messages.quote -> 'content' ->> 'fileId' is not null
  ) and not exists (
    select from revisions where revisions.before ->> 'fileId' = files.id::text
      and revisions.before ->> 'fileId' is not null
  ) and not exists (
    select from chats where chats.avatar_file_id = files.id and chats.avatar_file_id is not null
  ) and not exists (
    select from chats where chats.response -> 'resume' -> 'photoFileIds' ? files.id::text
      and chats.response -> 'resume' -> 'photoFileIds' is not null
  ) and not exists (select from site_files where site_files.file_id = files.id)
  and not exists (select from central_settings where value::text like '%' || files.id::text || '%')`

/** Those of the files that nothing names any more go, and the bytes of which none is left are to be removed. */
export async function dropUnnamedFiles(tx: Write, ids: readonly FileId[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await tx.db.execute<{ hash: string }>(sql`
    with gone as (
      delete from files where id = any(${sql.param([...ids])}::uuid[]) and ${IS_UNNAMED}
      returning id, hash
    )
    select distinct gone.hash from gone
    where not exists (
      select 1 from files where files.hash = gone.hash and files.id not in (select id from gone)
    )
  `)
  for (const { hash } of rows)
    await tx.db.insert(filesToRemove).values({ hash, sinceMs: tx.nowMs }).onConflictDoNothing()
}

export async function hashesToRemove(view: Read, limit: number): Promise<readonly string[]> {
  return (await view.db.select().from(filesToRemove).limit(limit)).map(({ hash }) => hash)
}

/** Whether the bytes belong to a file again, because somebody has sent the same ones meanwhile. */
export async function isHashNamed(view: Read, hash: string): Promise<boolean> {
  return (await view.db.$count(files, eq(files.hash, hash))) > 0
}

export async function forgetHashes(tx: Write, hashes: readonly string[]): Promise<void> {
  if (hashes.length > 0) await tx.db.delete(filesToRemove).where(inArray(filesToRemove.hash, [...hashes]))
}
