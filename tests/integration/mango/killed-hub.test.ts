import { afterAll, beforeAll, expect, it } from 'vitest'

import type { CommandArgs, CommandName } from '../../../shared/contract/commands'
import type { TelephonyView } from '../../../shared/contract/telephony'
import type { CallRecord } from '../../../shared/domain/call'
import type { AgentId, CommandId } from '../../../shared/domain/ids'
import type { Telephony } from '../../../shared/domain/telephony'
import { systemClock } from '../../../shared/lib/clock'
import { createIdSource } from '../../../hub/ids'
import { buildHub, runBuiltHub, startMessage, type BuiltHub, type HubProcess } from '../../../hub/testing/built-hub'
import { TestDesk } from '../../../hub/testing/desk'
import { makeTestFolder, PREPARING_MS } from '../../../hub/testing/test-folder'
import { SECRET } from '../../../hub/testing/test-hub'
import { CODE, startMangoSandbox, type Entry, type MangoSandbox } from '../../../sandbox/mango'
import { ADMINISTRATION } from './rig'

const PATIENCE = { timeout: 40_000, interval: 50 }
const NEVER_MS = 600_000
const newId = createIdSource(systemClock)

let built: BuiltHub
let mango: MangoSandbox
let hub: HubProcess
let desk: TestDesk
const folder = makeTestFolder()

beforeAll(async () => {
  built = await buildHub()
  mango = await startMangoSandbox()
}, PREPARING_MS)
afterAll(async () => {
  await kill()
  await mango.stop()
  folder.remove()
})

async function start(): Promise<void> {
  hub = await runBuiltHub(built, startMessage(folder.path))
  desk = await TestDesk.open(hub.url)
  desk.hello()
  await desk.caughtUp()
  mango.events.address = `${hub.url}/hooks/mango`
}

/** kill -9; the PBX calls on. */
async function kill(): Promise<void> {
  hub.child.kill('SIGKILL')
  await hub.exited()
  desk.close()
}

async function json<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' }
  const answer = await fetch(hub.url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as T
}

async function command<N extends CommandName>(name: N, args: CommandArgs<N>, id = newId<CommandId>()) {
  const { refusal } = await json<{ refusal: unknown }>('POST', '/api/commands', { id, name, args })
  expect(refusal).toBeNull()
  return id
}

function told<T>(entity: 'telephony' | 'call' | 'agent'): readonly T[] {
  const rows = new Map<string, unknown>()
  for (const change of desk.changes) if (change.entity === entity) rows.set(change.id, change.row)
  const known: readonly unknown[] = [...rows.values()].filter((row) => row !== null)
  // The entity says which rows these are.
  return known as readonly T[]
}

function stateOf(id: CommandId) {
  return told<Telephony>('telephony')[0]?.requests.find((request) => request.id === id)?.state
}

function lastEntry(): Entry {
  const entry = mango.exchange.entries.at(-1)
  if (!entry) throw new Error('There is no call.')
  return entry
}

/** The employee takes his phone, then the client, who hangs up at last. */
async function talkThrough(): Promise<void> {
  const entry = lastEntry()
  mango.exchange.answer(entry)
  mango.exchange.answer(entry)
  mango.exchange.end(entry, CODE.calleeHungUp)
  await mango.events.idle()
}

it('[K1] [K10] kill -9 in the middle of a callback: no phone rings twice, and what the PBX has told stands in the history once', async () => {
  await start()
  const [me] = told<{ readonly id: AgentId }>('agent')
  if (!me) throw new Error('The hub has no agent.')
  const people = [{ extension: '101', agentId: me.id }]
  await json('PUT', ADMINISTRATION, { apiUrl: mango.apiUrl, keys: mango.keys, people })
  const employees = async () => (await json<TelephonyView>('GET', ADMINISTRATION)).connection?.employees.length
  await expect.poll(employees, PATIENCE).toBe(3)

  // The PBX has taken it and rings, its answer never comes.
  mango.faults.add({ match: { pathPart: '/commands/callback' }, times: 1, kind: 'slowAnswer', ms: NEVER_MS })
  const args = (number: string) => ({ number, writtenAtMs: Date.now() })
  const unsure = await command('callBack', args('+79990000001'))
  await expect.poll(() => mango.commands.length, PATIENCE).toBe(1)
  await kill()
  await start()
  await expect.poll(() => stateOf(unsure), PATIENCE).toMatchObject({ kind: 'failed', reason: 'uncertain' })
  // The desk had no answer either and asks again, by the same id.
  await command('callBack', args('+79990000001'), unsure)
  await talkThrough()
  await expect
    .poll(() => told<CallRecord>('call'), PATIENCE)
    .toMatchObject([{ direction: 'outgoing', number: '+79990000001', outcome: 'answered' }])

  // Taken and known to be taken: how it ends is heard by the hub after this one.
  const accepted = await command('callBack', args('+79990000002'))
  await expect.poll(() => stateOf(accepted), PATIENCE).toEqual({ kind: 'accepted' })
  await kill()
  await start()
  await talkThrough()
  await expect.poll(() => stateOf(accepted), PATIENCE).toEqual({ kind: 'done' })
  expect(mango.commands.map(({ commandId }) => commandId)).toEqual([unsure, accepted])

  // What was answered with 200 is on the disk.
  mango.exchange.ring(mango.exchange.incoming({ number: '79990000003' }), '102')
  mango.exchange.answer(lastEntry())
  mango.exchange.end(lastEntry(), CODE.callerHungUp)
  await mango.events.idle()
  await kill()
  await start()
  await expect
    .poll(
      () =>
        told<CallRecord>('call')
          .map(({ number, outcome }) => [number, outcome])
          .toSorted(),
      PATIENCE,
    )
    .toEqual([
      ['+79990000001', 'answered'],
      ['+79990000002', 'answered'],
      ['+79990000003', 'answered'],
    ])
  expect(mango.commands).toHaveLength(2)
}, 120_000)
