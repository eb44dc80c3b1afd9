import type { AccountEventKind } from '#shared/domain/audit'
import type { AgentId } from '#shared/domain/ids'

import { recordAudit } from './audit-log'
import type { Write } from './store'

interface AboutEvent {
  readonly actorId?: AgentId | null
  readonly subjectId?: AgentId | null
  readonly address?: string | null
  readonly detail?: Readonly<Record<string, string>> | null
}

/** In the transaction of what it tells of: neither stands without the other. */
export async function recordAccountEvent(
  tx: Write,
  id: string,
  kind: AccountEventKind,
  { actorId = null, subjectId = null, address = null, detail = null }: AboutEvent,
): Promise<void> {
  const personal = { ...(address === null ? {} : { address }), ...detail }
  await recordAudit(tx, id, { kind, actorId, subjectId, personal: Object.keys(personal).length > 0 ? personal : null })
}
