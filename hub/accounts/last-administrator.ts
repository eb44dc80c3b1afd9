import type { AgentId } from '#shared/domain/ids'

import { accountOf, hasAdministrator } from '../store/accounts'
import type { Read } from '../store/store'

/** Is this the only one who can sign in and let others in? Never so where nobody signs in. */
export async function isLastWhoLetsIn(view: Read, agentId: AgentId): Promise<boolean> {
  const account = await accountOf(view, agentId)
  return account?.role === 'administrator' && !account.isClosed && !(await hasAdministrator(view, agentId))
}
