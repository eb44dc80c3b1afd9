import { eq, max, sql } from 'drizzle-orm'

import type { AgentId } from '#shared/domain/ids'

import { agents } from '../schema'
import type { Read } from '../store'

/** `null`: was not erased. */
export async function formerNumberOf(view: Read, id: AgentId): Promise<number | null> {
  const [row] = await view.db.select({ number: agents.formerNumber }).from(agents).where(eq(agents.id, id))
  return row?.number ?? null
}

/** Nobody has had it; of two who ask at once one is refused by the database, and asks again. */
export async function nextFormerNumber(view: Read): Promise<number> {
  const [row] = await view.db.select({ last: max(agents.formerNumber) }).from(agents)
  return (row?.last ?? 0) + 1
}

/** All with which somebody has ever signed in, as far as is still known; but not those that are another’s by now. */
export async function loginsOf(view: Read, id: AgentId): Promise<readonly string[]> {
  const { rows } = await view.db.execute<{ login: string }>(sql`
    with known (login) as (
      select login from accounts where agent_id = ${id}::uuid
      union select personal ->> 'from' from audit_log
        where subject_id = ${id}::uuid and kind = 'loginChanged' and personal is not null
      union select login from invitations where agent_id = ${id}::uuid
    )
    select login from known where login is not null
      and not exists (select from accounts where accounts.login = known.login and accounts.agent_id <> ${id}::uuid)`)
  return rows.map(({ login }) => login)
}

/** How the PBX's book and the list of people name them; but not what is another’s name, too. */
export async function namesOfColleague(view: Read, id: AgentId): Promise<readonly string[]> {
  const { rows } = await view.db.execute<{ name: string }>(sql`
    with book as (
      select employee ->> 'name' as name, people ->> (employee ->> 'extension') = ${id} as is_theirs
      from mango_connection, jsonb_array_elements(employees) employee
    )
    select name from (
      select name from agents where id = ${id}::uuid union select name from book where is_theirs
    ) known
    where not exists (select from agents where agents.name = known.name and agents.id <> ${id}::uuid)
      and not exists (select from book where book.name = known.name and is_theirs is not true)`)
  return rows.map(({ name }) => name)
}
