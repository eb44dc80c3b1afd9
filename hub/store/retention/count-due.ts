import { sql, type SQL } from 'drizzle-orm'

import {
  expiresBefore,
  NOTHING_EXPIRED,
  RETENTION_KINDS,
  type RetentionCounts,
  type RetentionKind,
  type RetentionRules,
} from '#shared/domain/retention'

import type { Read } from '../store'
import { dueChats } from './due-cases'
import { HAS_FILE, IS_EVENT, IS_MESSAGE } from './expire-messages'
import { countAccess, countAudit, countCalls } from './expire-rest'

const COUNTERS: Readonly<Record<RetentionKind, (view: Read, beforeMs: number) => Promise<number>>> = {
  messages: (view, beforeMs) => countMessages(view, beforeMs, IS_MESSAGE),
  files: (view, beforeMs) => countMessages(view, beforeMs, HAS_FILE),
  events: (view, beforeMs) => countMessages(view, beforeMs, IS_EVENT),
  calls: countCalls,
  access: countAccess,
  audit: countAudit,
}

/** What would go now by these rules. */
export async function countDue(view: Read, rules: RetentionRules): Promise<RetentionCounts> {
  const counts = { ...NOTHING_EXPIRED }
  for (const kind of RETENTION_KINDS) {
    const beforeMs = expiresBefore(rules, kind, view.nowMs)
    if (beforeMs !== null) counts[kind] = await COUNTERS[kind](view, beforeMs)
  }
  return counts
}

async function countMessages(view: Read, beforeMs: number, which: SQL): Promise<number> {
  const { rows } = await view.db.execute<{ count: number }>(sql`
    with due as (${dueChats(beforeMs, null)})
    select count(*)::int as count from due
    join messages on messages.chat_id = due.chat_id and messages.at_ms <= due.until_ms where ${which}`)
  return rows[0]?.count ?? 0
}
