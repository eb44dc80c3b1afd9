import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import type { AgentId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { createIdSource } from '../ids'
import { recordAudit, sealedRowsAfter, unsealedRows } from '../store/audit-log'
import { readHead } from '../store/audit-marks'
import { signerOf, Store } from '../store/store'
import { runStatement } from '../store/testing/run-statement'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { auditKey } from './audit-key'
import { checkAudit } from './audit-chain'
import { AuditSealer } from './audit-sealer'
import { resign } from './resign'

const folder = makeTestFolder()
const clock = new ManualClock()
const newId = createIdSource(clock)
const [here, there] = [1, 2].map((fill) => auditKey(Buffer.alloc(32, fill).toString('base64'))) as [Buffer, Buffer]
let store: Store

beforeAll(async () => {
  store = await Store.open({ dataFolder: folder.path, templateFile: await testTemplate() }, clock, silentLogger)
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})
beforeEach(async () => {
  await run('delete from audit_log')
  await run('delete from audit_marks')
  store.signWith(here)
  await write(6)
  await new AuditSealer({ store, clock, logger: silentLogger }).seal()
  await write(2)
})

const run = (statement: string) => runStatement(store, statement)

async function write(count: number): Promise<void> {
  for (let row = 0; row < count; row += 1) {
    clock.advance(1)
    const personal = { name: `Анна ${String(row)}` }
    await store.write((tx) => recordAudit(tx, newId(), { kind: 'signedIn', actorId: newId<AgentId>(), personal }))
  }
}

/** As an import does, and then as the hub with the other key checks. */
async function moveAndCheck() {
  const rows = await store.read(async (view) => [
    ...(await sealedRowsAfter(view, 0, 100)),
    ...(await unsealedRows(view, 100)),
  ])
  const anew = resign(rows, await store.read(readHead), { from: signerOf(here), to: signerOf(there) })
  for (const { id, tag, link } of anew.rows)
    await run(`update audit_log set tag = '${tag}', link = ${link === null ? 'null' : `'${link}'`} where id = '${id}'`)
  const { head } = anew
  if (head) await run(`update audit_marks set link = '${head.link}', tag = '${head.tag}'`)
  store.signWith(there)
  return checkAudit(store)
}

it('[V5] an audit that holds is one that holds at the hub with the other key', async () => {
  expect(await checkAudit(store)).toMatchObject({ rows: 6, flaw: null })
  expect(await moveAndCheck()).toMatchObject({ rows: 6, flaw: null })
  await new AuditSealer({ store, clock, logger: silentLogger }).seal()
  expect(await checkAudit(store)).toMatchObject({ rows: 8, flaw: null })
})

it.each([
  ['a changed row', 'update audit_log set at_ms = at_ms + 1 where seq = 3', { what: 'changed', seq: 3 }],
  ['a removed row', 'delete from audit_log where seq = 4', { what: 'removed', seq: 4 }],
  ['a removed end', 'delete from audit_log where seq = 6', { what: 'removed', seq: 6 }],
  ['a forged row', "update audit_log set kind = 'signedOut' where seq is null", { what: 'inserted' }],
  ['another head', 'update audit_marks set seq = 5, link = (select link from audit_log where seq = 5)', {}],
])('[V5] %s is found after the move as before it', async (_what, statement, flaw) => {
  await run(statement)
  const before = await checkAudit(store)
  expect(before.flaw).toMatchObject(flaw)
  expect((await moveAndCheck()).flaw).toEqual(before.flaw)
})
