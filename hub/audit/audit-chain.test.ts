import { randomBytes } from 'node:crypto'

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { AgentId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'

import { createIdSource } from '../ids'
import { blankPersonal, recordAudit } from '../store/audit-log'
import { Store } from '../store/store'
import { runStatement } from '../store/testing/run-statement'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { auditKey } from './audit-key'
import { checkAudit } from './audit-chain'
import { AuditSealer } from './audit-sealer'

const ROWS = 12
const folder = makeTestFolder()
const clock = new ManualClock()
const newId = createIdSource(clock)
const actorId = newId<AgentId>()
const chatId = newId<ChatId>()
let store: Store
let sealer: AuditSealer

beforeAll(async () => {
  store = await Store.open({ dataFolder: folder.path, templateFile: await testTemplate() }, clock, silentLogger)
  store.signWith(auditKey(randomBytes(32).toString('base64')))
  sealer = new AuditSealer({ store, clock, logger: silentLogger })
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})
beforeEach(async () => {
  await run('delete from audit_log')
  await run(`delete from audit_marks`)
  for (let row = 0; row < ROWS; row += 1) {
    clock.advance(row % 3)
    await store.write((tx) =>
      recordAudit(tx, newId(), {
        kind: 'signedIn',
        actorId,
        chatId,
        about: { row },
        personal: { text: `слово ${row}` },
      }),
    )
    if (row % 4 === 0) await sealer.seal()
  }
  await sealer.seal()
})

/** As somebody who has the database and not the key. */
const run = (statement: string) => runStatement(store, statement)
const seqs = fc.integer({ min: 1, max: ROWS })

const TAMPERINGS = {
  'a changed word': (seq: number) =>
    run(`update audit_log set personal = jsonb_set(personal, '{text}', '"другое"') where seq = ${String(seq)}`),
  'a changed actor': (seq: number) => run(`update audit_log set actor_id = '${newId()}' where seq = ${String(seq)}`),
  'a changed time': (seq: number) => run(`update audit_log set at_ms = at_ms + 1 where seq = ${String(seq)}`),
  'a changed kind': (seq: number) => run(`update audit_log set kind = 'signedOut' where seq = ${String(seq)}`),
  'a changed number': (seq: number) => run(`update audit_log set about = '{"row": 99}' where seq = ${String(seq)}`),
  'a word taken out': (seq: number) => run(`update audit_log set personal = null where seq = ${String(seq)}`),
  'a word and its hash taken out': (seq: number) =>
    run(`update audit_log set personal = null, personal_hash = null where seq = ${String(seq)}`),
  'a removed row': (seq: number) => run(`delete from audit_log where seq = ${String(seq)}`),
  'a cut end': (seq: number) => run(`delete from audit_log where seq >= ${String(seq)}`),
  'a cut end with its mark': async (seq: number) => {
    await run(`delete from audit_log where seq >= ${String(seq)}`)
    await run(`update audit_marks set seq = ${String(seq - 1)} where key = 'head'`)
  },
  'a cut beginning': (seq: number) => run(`delete from audit_log where seq <= ${String(seq)}`),
  'a row that was never written': (seq: number) =>
    run(`insert into audit_log (id, at_ms, kind, about, tag)
      select '${newId()}', at_ms, kind, about, tag from audit_log where seq = ${String(seq)}`),
  'a row put in and sealed': async (seq: number) => {
    await run(`insert into audit_log (id, at_ms, kind, about, tag)
      select '${newId()}', at_ms, kind, about, tag from audit_log where seq = ${String(seq)}`)
    await sealer.seal()
  },
} as const

describe('the chain of the audit', () => {
  it('[V5] holds, whoever wrote and however it was sealed', async () => {
    expect(await checkAudit(store)).toMatchObject({ rows: ROWS, head: { seq: ROWS }, flaw: null })
  })

  for (const [name, tamper] of Object.entries(TAMPERINGS))
    it(`[V5] shows ${name} at whatever place`, async () => {
      const [seq] = fc.sample(seqs, 1) as [number]
      await tamper(seq)
      const { flaw } = await checkAudit(store)
      expect(flaw, `at ${String(seq)}`).not.toBeNull()
    })

  it('[V5] shows two rows that have changed places, and names the first of them', async () => {
    await fc.assert(
      fc.asyncProperty(seqs, seqs, async (one, other) => {
        fc.pre(one !== other)
        const swap = async () => {
          await run(`update audit_log set seq = -seq where seq in (${String(one)}, ${String(other)})`)
          await run(`update audit_log set seq = ${String(one + other)}::bigint + seq where seq < 0`)
        }
        await swap()
        const { flaw } = await checkAudit(store)
        expect(flaw).toMatchObject({ what: 'order', seq: Math.min(one, other) })
        await swap()
        expect((await checkAudit(store)).flaw).toBeNull()
      }),
      { numRuns: 10 },
    )
  })

  it('[C9] holds after a person was erased, and only where it says so itself', async () => {
    await store.write((tx) => blankPersonal(tx, [chatId]))
    expect((await checkAudit(store)).flaw).toMatchObject({ what: 'changed', seq: 1 })
    await store.write((tx) =>
      recordAudit(tx, newId(), { kind: 'clientErased', actorId, chatId, about: { chatIds: [chatId] } }),
    )
    await sealer.seal()
    expect(await checkAudit(store)).toMatchObject({ rows: ROWS + 1, flaw: null })
  })
})
