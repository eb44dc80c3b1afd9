import { auditCheckReply, auditQuery, auditReply } from '#shared/contract/audit'
import { AUDIT_GROUPS } from '#shared/domain/audit'

import { checkAudit } from '../audit/audit-chain'
import { auditPage } from '../store/audit-log'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { route, type Api } from './route'

const list = route({
  access: 'administrator',
  method: 'get',
  path: '/api/audit',
  summary: 'What has to be accounted for: accounts, changed messages, erasures and exports; the newest first.',
  request: { query: auditQuery },
  responses: { 200: json(auditReply, 'A page.'), ...failures },
})
const check = route({
  access: 'administrator',
  method: 'post',
  path: '/api/audit/check',
  summary: 'Goes through the chain of the audit and names the first row at which it does not hold.',
  responses: { 200: json(auditCheckReply, 'How far it goes, and what was found.'), ...failures },
})

export function addAuditRoutes(app: Api, { store, logger }: ApiContext): void {
  app.openapi(list, async (c) => {
    const { group, agentId = null, fromMs = null, untilMs = null, beforeMs, beforeId, limit } = c.req.valid('query')
    const filter = { kinds: group ? AUDIT_GROUPS[group] : null, agentId, fromMs, untilMs }
    const before = beforeMs !== undefined && beforeId !== undefined ? { atMs: beforeMs, id: beforeId } : null
    const rows = await store.read((view) => auditPage(view, filter, before, limit))
    const entries = rows.map(({ id, atMs, kind, actorId, subjectId, chatId, about, personal, seq }) => {
      return { id, atMs, kind, actorId, subjectId, chatId, about, personal: personal && withoutSalt(personal), seq }
    })
    return c.json({ entries }, 200)
  })
  app.openapi(check, async (c) => {
    const { rows, head, flaw } = await checkAudit(store)
    if (flaw) logger.error('the audit does not hold', { what: flaw.what, seq: flaw.seq })
    return c.json({ rows, head: { ...head }, flaw }, 200)
  })
}

function withoutSalt(personal: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(personal).filter(([key]) => key !== 'salt'))
}
