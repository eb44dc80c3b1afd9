import { and, count, eq, isNull, ne } from 'drizzle-orm'

import type { AgentRole } from '#shared/domain/agent'
import type { AgentId } from '#shared/domain/ids'

import { accounts } from './accounts-schema'
import { agents } from './schema'
import type { Read, Write } from './store'

export type StoredAccount = typeof accounts.$inferSelect
/** With what stands at its agent. */
export interface Account extends StoredAccount {
  readonly role: AgentRole
  readonly name: string
  /** Closed, or the agent has left the company. */
  readonly isClosed: boolean
}

export async function accountByLogin(view: Read, login: string): Promise<Account | null> {
  const [row] = await accountRows(view).where(eq(accounts.login, login))
  return row ? toAccount(row) : null
}

export async function accountOf(view: Read, agentId: AgentId): Promise<Account | null> {
  const [row] = await accountRows(view).where(eq(accounts.agentId, agentId))
  return row ? toAccount(row) : null
}

export async function listAccounts(view: Read): Promise<readonly Account[]> {
  return (await accountRows(view)).map(toAccount)
}

export async function putAccount(
  tx: Write,
  agentId: AgentId,
  { login, passwordHash }: Pick<StoredAccount, 'login' | 'passwordHash'>,
): Promise<void> {
  await tx.db
    .insert(accounts)
    .values({ agentId, login, passwordHash, createdAtMs: tx.nowMs })
    .onConflictDoUpdate({ target: accounts.agentId, set: { passwordHash } })
}

export async function updateAccount(
  tx: Write,
  agentId: AgentId,
  patch: Partial<Omit<StoredAccount, 'agentId' | 'createdAtMs'>>,
): Promise<void> {
  await tx.db.update(accounts).set(patch).where(eq(accounts.agentId, agentId))
}

/** Is there anybody, besides `except`, who can sign in and let others in? */
export async function hasAdministrator(view: Read, except: AgentId | null = null): Promise<boolean> {
  const [row] = await view.db
    .select({ found: count() })
    .from(accounts)
    .innerJoin(agents, eq(agents.id, accounts.agentId))
    .where(
      and(
        isNull(accounts.closedAtMs),
        eq(agents.isRemoved, false),
        eq(agents.role, 'administrator'),
        except === null ? undefined : ne(accounts.agentId, except),
      ),
    )
  return (row?.found ?? 0) > 0
}

function accountRows(view: Read) {
  return view.db
    .select({ account: accounts, role: agents.role, name: agents.name, isRemoved: agents.isRemoved })
    .from(accounts)
    .innerJoin(agents, eq(agents.id, accounts.agentId))
    .$dynamic()
}

function toAccount({ account, role, name, isRemoved }: Awaited<ReturnType<typeof accountRows>>[number]): Account {
  return { ...account, role, name, isClosed: isRemoved || account.closedAtMs !== null }
}
