import { sql } from 'drizzle-orm'

import type { ChatId } from '#shared/domain/ids'

import { personBehind } from './personal/person'
import type { Read } from './store'

export interface ChatName {
  readonly clientName: string | null
  /** Of the present case. */
  readonly caseNumber: number | null
}

/** How the clients of these conversations are called now; those of erased ones are not. */
export async function chatNames(view: Read, ids: readonly ChatId[]): Promise<ReadonlyMap<string, ChatName>> {
  if (ids.length === 0) return new Map()
  const { rows } = await view.db.execute<{ id: string; name: string | null; number: string | number }>(sql`
    select chats.id, cases.number, case when chats.erased_at_ms is null then coalesce(
      nullif(trim(concat_ws(' ', client_cards.last_name, client_cards.first_name)), ''),
      nullif(chats.response ->> 'fullName', ''), nullif(clients.name, '')
    ) end as name
    from chats join clients on clients.id = chats.client_id join cases on cases.id = chats.case_id
    left join client_cards on client_cards.id = clients.card_id
    where chats.id = any(${sql.param([...ids])}::uuid[])`)
  return new Map(rows.map(({ id, name, number }) => [id, { clientName: name, caseNumber: Number(number) }]))
}

/** All conversations of the client who is asked for; `null`: nobody is. */
export async function chatsAsked(
  view: Read,
  { chatId, caseNumber }: { readonly chatId?: ChatId | undefined; readonly caseNumber?: number | undefined },
): Promise<readonly ChatId[] | null> {
  if (chatId === undefined && caseNumber === undefined) return null
  const { rows } = await view.db.execute<{ id: ChatId | null }>(
    sql`select chat_id as id from cases where number = ${caseNumber ?? null}::bigint`,
  )
  const id = chatId ?? rows[0]?.id
  return id ? ((await personBehind(view, id))?.chatIds ?? [id]) : []
}
