import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { silentLogger } from '#shared/lib/logger'

import { createSecretBox } from '../secrets/secret-box'
import { readPushKeys } from '../store/push-subscriptions'
import { Store } from '../store/store'
import { makeTestFolder, PREPARING_MS, testTemplate } from '../testing/test-folder'
import { PushKeys } from './push-keys'

const folder = makeTestFolder()
let store: Store

beforeAll(async () => {
  const place = { dataFolder: folder.path, templateFile: await testTemplate() }
  store = await Store.open(place, new ManualClock(), silentLogger)
}, PREPARING_MS)
afterAll(async () => {
  await store.close()
  folder.remove()
})

const box = () => createSecretBox(randomBytes(32).toString('base64'))

it('[N1] are made once, the private one is sealed, and are made anew where it cannot be opened any more', async () => {
  const secrets = box()
  const [one, two] = [new PushKeys(store, secrets, silentLogger), new PushKeys(store, secrets, silentLogger)]
  const [made, same] = await Promise.all([one.keys(), two.keys()])
  expect(same).toEqual(made)
  expect(await new PushKeys(store, secrets, silentLogger).keys()).toEqual(made)
  const stored = await store.read(readPushKeys)
  expect(stored?.publicKey).toBe(made.publicKey)
  expect(stored?.privateKey).not.toContain(made.privateKey)

  const warn = vi.fn()
  const anew = await new PushKeys(store, box(), { ...silentLogger, warn }).keys()
  expect(anew.publicKey).not.toBe(made.publicKey)
  expect(warn).toHaveBeenCalledTimes(1)
})
