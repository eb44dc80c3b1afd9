import { afterEach, beforeEach, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { startMangoSandbox, type MangoSandbox } from '../mango'
import { startCloudOffice } from './cloud-office'

let clock: ManualClock
let mango: MangoSandbox

beforeEach(async () => {
  clock = new ManualClock()
  mango = await startMangoSandbox({ clock })
})
afterEach(() => mango.stop())

it('[K10] clients of the demo call its cloud PBX, are answered and hang up, until it is stopped', async () => {
  const office = startCloudOffice(mango, { clock })
  await clock.advanceAsync(240_000)
  expect(mango.exchange.truth().map(({ number, direction, talkS }) => [number, direction, talkS])).toEqual([
    ['79172041833', 'incoming', 45],
    ['79035550117', 'incoming', 45],
  ])
  office.stop()
  await clock.advanceAsync(600_000)
  expect(mango.exchange.entries).toHaveLength(2)
})

it('[K1] a callback is picked up on both sides and talked through', async () => {
  const office = startCloudOffice(mango, { clock })
  mango.exchange.callback('101', '79990000001', '74950000001', 'command')
  await clock.advanceAsync(80_000)
  expect(mango.exchange.truth()).toMatchObject([{ number: '79990000001', direction: 'outgoing', talkS: 45 }])
  office.stop()
})
