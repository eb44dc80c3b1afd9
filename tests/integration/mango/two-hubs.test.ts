import { expect, it } from 'vitest'

import type { TelephonyView } from '../../../shared/contract/telephony'
import { systemClock } from '../../../shared/lib/clock'
import { startPostgres } from '../../../hub/store/testing/postgres'
import { TestDesk } from '../../../hub/testing/desk'
import { startTestHub } from '../../../hub/testing/test-hub'
import { startMangoSandbox } from '../../../sandbox/mango'
import { ADMINISTRATION } from './rig'

it('[K10] the PBX is connected at one of two hubs, asked by the other and heard by either', async () => {
  const server = await startPostgres()
  const parts = { tokenKey: Buffer.alloc(32, 6).toString('base64'), database: { url: await server.createDatabase() } }
  const mango = await startMangoSandbox({ clock: systemClock })
  // The first hub has the duty to speak to the PBX.
  const [speaking, other] = [await startTestHub(parts), await startTestHub(parts)]
  const { apiUrl, keys } = mango
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ apiUrl, keys, people: [] })
  expect((await other.request(ADMINISTRATION, { method: 'PUT', headers, body })).status).toBe(200)
  const employees = async () => (await speaking.json<TelephonyView>(ADMINISTRATION)).connection?.employees ?? []
  while ((await employees()).length === 0) await speaking.hub.settled()

  const desk = await TestDesk.open(speaking.url)
  desk.hello()
  mango.events.address = `${other.url}/hooks/mango`
  const call = mango.exchange.incoming({ number: '79990000001' })
  mango.exchange.ring(call, '101')
  await mango.events.idle()
  const told = await desk.until(({ changes }) =>
    changes.findLast((change) => change.entity === 'telephony' && (change.row?.liveCalls.length ?? 0) > 0),
  )
  expect(told.row).toMatchObject({ liveCalls: [{ number: '+79990000001', phase: 'ringing' }] })
  desk.close()
  await Promise.all([speaking, other].map((hub) => hub.stop()))
  await mango.stop()
  await server.remove()
})
