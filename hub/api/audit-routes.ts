import { auditCheckReply, auditQuery, auditReply } from '#shared/contract/audit'
import { AUDIT_GROUPS } from '#shared/domain/audit'
import type { ChatId } from '#shared/domain/ids'

import { checkAudit } from '../audit/audit-chain'
import { auditPage, type AuditRow } from '../store/audit-log'
import { chatNames, chatsAsked } from '../store/chat-names'
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
    const asked = c.req.valid('query')
    const { group, kind, agentId = null, fromMs = null, untilMs = null, beforeMs, beforeId, limit } = asked
    const kinds = kind ? [kind] : group ? AUDIT_GROUPS[group] : null
    const before = beforeMs !== undefined && beforeId !== undefined ? { atMs: beforeMs, id: beforeId } : null
    const { rows, names } = await store.read(async (view) => {
      const filter = { kinds, agentId, chatIds: await chatsAsked(view, asked), fromMs, untilMs }
      const page = await auditPage(view, filter, before, limit)
      return { rows: page, names: await chatNames(view, page.flatMap(chatOf)) }
    })
    const entries = rows.map((row) => {
      const { id, atMs, kind: what, actorId, subjectId, about, personal, seq } = row
      const [chatId = null] = chatOf(row)
      const named = names.get(chatId ?? '') ?? { clientName: null, caseNumber: null }
      const entry = { id, atMs, kind: what, actorId, subjectId, chatId, about, seq, ...named }
      return { ...entry, personal: personal && withoutSalt(personal) }
    })
    return c.json({ entries }, 200)
  })
  app.openapi(check, async (c) => {
    const { rows, head, flaw } = await checkAudit(store)
    if (flaw) logger.error('the audit does not hold', { what: flaw.what, seq: flaw.seq })
    return c.json({ rows, head: { ...head }, flaw }, 200)
  })
}

/** Events of people name a conversation in their own part. */
function chatOf({ chatId, personal }: AuditRow): readonly ChatId[] {
  const named = personal?.['chatId']
  // Written by us.
  return chatId ? [chatId] : typeof named === 'string' ? [named as ChatId] : []
}

function withoutSalt(personal: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(personal).filter(([key]) => key !== 'salt'))
}
