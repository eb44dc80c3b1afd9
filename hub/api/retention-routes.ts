import { retentionCounts, retentionRules, retentionView } from '#shared/contract/retention'

import { heldBy } from '../retention/look-at-clock'
import { recordAudit } from '../store/audit-log'
import { readRetention, writeRetention } from '../store/central-settings'
import { directoryChanged } from '../store/directory'
import { countDue } from '../store/retention/count-due'
import { lastRun } from '../store/retention/runs'
import { failures, json } from './answers'
import type { ApiContext } from './api-context'
import { body } from './auth-answers'
import { callerOf, route, type Api } from './route'

const path = '/api/retention'
const read = route({
  access: 'administrator',
  method: 'get',
  path,
  summary: 'How long what is kept, and what was removed last.',
  responses: { 200: json(retentionView, 'As it is now.'), ...failures },
})
const save = route({
  access: 'administrator',
  method: 'put',
  path,
  summary: 'Sets how long what is kept; what is older goes within the next minutes, for good.',
  request: body(retentionRules),
  responses: { 204: { description: 'Done.' }, ...failures },
})
const preview = route({
  access: 'administrator',
  method: 'post',
  path: `${path}/preview`,
  summary: 'How much would be removed now by these rules; nothing is.',
  request: body(retentionRules),
  responses: { 200: json(retentionCounts, 'By kinds.'), ...failures },
})

/** How long data of closed cases is kept (spec C9). */
export function addRetentionRoutes(app: Api, { store, newId }: ApiContext): void {
  app.openapi(read, async (c) => {
    const { rules, last } = await store.read(async (view) => ({
      rules: await readRetention(view),
      last: await lastRun(view),
    }))
    const run = last && { begunAtMs: last.begunAtMs, endedAtMs: last.endedAtMs, removed: last.removed }
    return c.json({ rules, last: run, held: await heldBy(store) }, 200)
  })
  app.openapi(save, async (c) => {
    const rules = c.req.valid('json')
    await store.write(async (tx) => {
      await writeRetention(tx, rules)
      directoryChanged(tx)
      await recordAudit(tx, newId(), { kind: 'retentionChanged', actorId: callerOf(c).agentId, about: rules })
    })
    return c.body(null, 204)
  })
  app.openapi(preview, async (c) => c.json(await store.read((view) => countDue(view, c.req.valid('json'))), 200))
}
