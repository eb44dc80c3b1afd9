import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Clock } from '#shared/lib/clock'
import { toDisposable } from '#shared/lib/disposable'
import { silentLogger } from '#shared/lib/logger'

import { layGroundwork } from '../groundwork'
import { createIdSource } from '../ids'
import { putAccount } from '../store/accounts'
import { Store } from '../store/store'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { Sessions } from './sessions'

const DAY_MS = 24 * 60 * 60_000
const folder = makeTestFolder()
let nowMs = Date.UTC(2026, 0, 12)
/** Without timers: weeks pass in one step. */
const clock: Clock = { now: () => nowMs, schedule: () => toDisposable(() => undefined) }
let store: Store
let sessions: Sessions
let begin: () => Promise<string>

beforeAll(async () => {
  store = await Store.open({ dataFolder: folder.path, templateFile: await testTemplate() }, clock, silentLogger)
  const newId = createIdSource(clock)
  const { me } = await layGroundwork(store, newId)
  await store.write((tx) => putAccount(tx, me, { login: 'anna@example.ru', passwordHash: null }))
  sessions = new Sessions(store, newId)
  begin = async () => {
    const made = sessions.make()
    await store.write((tx) => sessions.begin(tx, made, { agentId: me, device: 'стол', address: '10.0.0.1' }))
    return made.token
  }
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})

describe('a session', () => {
  it('ends 30 days after it was used last', async () => {
    const token = await begin()
    nowMs += 30 * DAY_MS - 1
    expect(await sessions.identify(token, '10.0.0.1')).toMatchObject({ kind: 'caller' })
    nowMs += 30 * DAY_MS - 1
    expect(await sessions.identify(token, '10.0.0.1')).toMatchObject({ kind: 'caller' })
    nowMs += 30 * DAY_MS
    expect(await sessions.identify(token, '10.0.0.1')).toEqual({ kind: 'over', reason: 'expired' })
  })

  it('ends after 90 days, however much it is used', async () => {
    const token = await begin()
    for (let day = 10; day < 90; day += 10) {
      nowMs += 10 * DAY_MS
      expect(await sessions.identify(token, '10.0.0.1')).toMatchObject({ kind: 'caller' })
    }
    nowMs += 10 * DAY_MS
    expect(await sessions.identify(token, '10.0.0.1')).toEqual({ kind: 'over', reason: 'expired' })
  })
})
