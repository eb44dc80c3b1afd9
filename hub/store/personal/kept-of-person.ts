import { sql } from 'drizzle-orm'

import type { KeptOfPerson } from '#shared/contract/personal-data'
import type { ChatId } from '#shared/domain/ids'

import type { Read } from '../store'
import { fileIdsOf, type StoredPerson } from './person'

/** By numbers, with the name by which the person is asked for. */
export async function countKept(view: Read, chatId: ChatId, person: StoredPerson): Promise<KeptOfPerson> {
  const { chatIds, callIds, phones, caseIds } = person
  const { rows } = await view.db.execute<{ name: string; messages: number; number: number }>(sql`
    select
      coalesce(
        nullif(trim(concat_ws(' ', client_cards.last_name, client_cards.first_name, client_cards.patronymic)), ''),
        nullif(chats.response ->> 'fullName', ''), clients.name
      ) as name,
      (select count(*)::int from messages where chat_id = any(${sql.param([...chatIds])}::uuid[])) as messages,
      (select number::int from cases where cases.id = chats.case_id) as number
    from chats join clients on clients.id = chats.client_id
    left join client_cards on client_cards.id = clients.card_id
    where chats.id = ${chatId}
  `)
  const { name = '', messages = 0, number = 0 } = rows[0] ?? {}
  return {
    name,
    confirm: name || phones[0] || String(number),
    phones: [...phones],
    conversations: chatIds.length,
    messages,
    files: (await fileIdsOf(view, person)).length,
    calls: callIds.length,
    cases: caseIds.length,
  }
}
