import { afterEach, beforeEach, expect, it } from 'vitest'

import { PREPARING_MS } from '../testing/test-folder'
import { startTestHub, type TestHub } from '../testing/test-hub'

let hub: TestHub

beforeEach(async () => {
  hub = await startTestHub()
}, PREPARING_MS)
afterEach(() => hub.stop())

async function post(path: string, secret?: string) {
  const headers = { 'content-type': 'application/json', ...(secret === undefined ? {} : { 'x-secret': secret }) }
  const answer = await fetch(hub.url + path, { method: 'POST', headers, body: '{"payload": {}}' })
  return { status: answer.status, said: await answer.text() }
}

it('[I9] a wrong secret in the address is told nothing more than an address that does not exist', async () => {
  const { id } = await hub.connect('avito')
  const unknown = await post(`/hooks/${hub.newId<string>()}/${'a'.repeat(43)}`)
  expect(unknown.status).toBe(404)
  for (const secret of ['a', 'a'.repeat(43), 'a'.repeat(128), '%00', "'; drop table channels; --"])
    expect(await post(`/hooks/${id}/${encodeURIComponent(secret)}`)).toEqual(unknown)
  expect((await hub.request('/api/channels')).status).toBe(200)
})
