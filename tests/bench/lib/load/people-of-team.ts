import type { AgentId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'

import { importRawSql } from '../raw-sql'

/**
 * So many people with an account and a session each, written by the hub's own code; answers the tokens. They chose no
 * password: a thousand hashes would take minutes and are not what is measured.
 */
export async function addPeople(databaseUrl: string, count: number): Promise<readonly string[]> {
  importRawSql()
  const { Store } = await import('../../../../hub/store/store')
  const { Sessions } = await import('../../../../hub/accounts/sessions')
  const { addAgent } = await import('../../../../hub/store/agents')
  const { putAccount } = await import('../../../../hub/store/accounts')
  const { readFact } = await import('../../../../hub/store/facts')
  const { createIdSource } = await import('../../../../hub/ids')
  const newId = createIdSource(systemClock)
  const store = await Store.open({ url: databaseUrl, poolSize: 2 }, systemClock, silentLogger)
  try {
    const sessions = new Sessions(store, newId)
    const made = Array.from({ length: count }, (_, index) => ({
      index,
      id: newId<AgentId>(),
      session: sessions.make(),
    }))
    await store.write(async (tx) => {
      const teamId = await readFact(tx, 'teamId')
      for (const { index, id, session } of made) {
        await addAgent(tx, {
          id,
          name: `Сотрудник ${String(index + 1)}`,
          role: 'agent',
          status: 'online',
          statusSinceMs: tx.nowMs,
          isRemoved: false,
          capacity: null,
          // The team that the groundwork has laid.
          teamIds: [teamId as never],
        })
        await putAccount(tx, id, { login: `agent${String(index + 1)}@example.ru`, passwordHash: null })
        await sessions.begin(tx, session, { agentId: id, device: 'bench', address: '127.0.0.1' })
      }
    })
    return made.map(({ session }) => session.token)
  } finally {
    await store.close()
  }
}
