import { accessReply, type AccessEntry } from '#shared/contract/access-log'
import { auditCheckReply, auditReply, type AuditEntry, type AuditVerdict } from '#shared/contract/audit'
import { retentionCounts, retentionView, type RetentionView } from '#shared/contract/retention'
import type { RetentionCounts, RetentionRules } from '#shared/domain/retention'
import { ok, type Result } from '#shared/lib/result'

import { createAsk, type HubFailure } from '../../../ipc/hub-ask'
import { hubConnection } from '../../../ipc/hub-connection'
import { queryOf, type DutyFilter } from './duty-filter'

const WORDS = ['notAllowed'] as const
/** The catalogue has a sentence for each. */
export type DutyFailure = HubFailure<(typeof WORDS)[number]>
type Answer<T> = Promise<Result<T, DutyFailure>>

export interface Page<T> {
  readonly entries: readonly T[]
  /** Query of the page after it; `null`: there is none. */
  readonly next: string | null
}

export interface DutiesRest {
  readonly audit: (filter: DutyFilter, next?: string, limit?: number) => Answer<Page<AuditEntry>>
  readonly check: () => Answer<AuditVerdict>
  readonly access: (filter: DutyFilter, next?: string) => Answer<Page<AccessEntry>>
  readonly retention: () => Answer<RetentionView>
  readonly preview: (rules: RetentionRules) => Answer<RetentionCounts>
  readonly saveRetention: (rules: RetentionRules) => Answer<null>
}

const AT_ONCE = 100

export function createDutiesRest(): DutiesRest {
  const ask = createAsk(
    () => hubConnection().getState().value,
    (url, init) => fetch(url, init),
    WORDS,
  )
  return {
    async audit(filter, next = '', limit = AT_ONCE) {
      const answer = await ask('GET', `/api/audit?limit=${String(limit)}${queryOf(filter)}${next}`)
      if (!answer.ok) return answer
      const { entries } = auditReply.parse(answer.value)
      const last = entries.length === limit ? entries.at(-1) : undefined
      return ok({ entries, next: last ? `&beforeMs=${String(last.atMs)}&beforeId=${last.id}` : null })
    },
    async check() {
      const answer = await ask('POST', '/api/audit/check')
      return answer.ok ? ok(auditCheckReply.parse(answer.value)) : answer
    },
    async access(filter, next = '') {
      const answer = await ask('GET', `/api/access?limit=${String(AT_ONCE)}${queryOf(filter)}${next}`)
      if (!answer.ok) return answer
      const { entries, next: after } = accessReply.parse(answer.value)
      return ok({ entries, next: after === null ? null : `&after=${after}` })
    },
    async retention() {
      const answer = await ask('GET', '/api/retention')
      return answer.ok ? ok(retentionView.parse(answer.value)) : answer
    },
    async preview(rules) {
      const answer = await ask('POST', '/api/retention/preview', rules)
      return answer.ok ? ok(retentionCounts.parse(answer.value)) : answer
    },
    async saveRetention(rules) {
      const answer = await ask('PUT', '/api/retention', rules)
      return answer.ok ? ok(null) : answer
    },
  }
}
