import { expect, it } from 'vitest'

import { silentLogger } from '#shared/lib/logger'

import { CacheRoom } from './cache-room'

function room(gone: readonly number[]) {
  const told: boolean[] = []
  const left = [...gone]
  const cacheRoom = new CacheRoom({
    giveBack: async () => left.shift() ?? 0,
    tell: (isThere) => told.push(isThere),
    logger: silentLogger,
  })
  return { cacheRoom, told, left }
}

it('[O3] is told once while writes are refused, and again once what was missed has been written', async () => {
  const { cacheRoom, told, left } = room([0, 0])
  cacheRoom.fit()
  cacheRoom.refuse()
  cacheRoom.refuse()
  await Promise.resolve()
  expect([told, left]).toEqual([[false], []])
  cacheRoom.fit()
  cacheRoom.fit()
  expect(told).toEqual([false, true])
})

it('[O3] has room as soon as something was given back, until the next refusal', async () => {
  const { cacheRoom, told } = room([100, 0])
  cacheRoom.refuse()
  await Promise.resolve()
  await Promise.resolve()
  expect(told).toEqual([false, true])
  cacheRoom.refuse()
  expect(told).toEqual([false, true, false])
})
