import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { SYNC_CLOSE } from '#shared/contract/sync'

import { startPostgres, type TestPostgres } from '../store/testing/postgres'
import { TestDesk } from '../testing/desk'
import { PASSWORD, QUICK, setUpCode, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'
import { startTestHub, type TestHub } from '../testing/test-hub'

const tokenKey = Buffer.alloc(32, 3).toString('base64')
let server: TestPostgres
let team: Team
let other: TestHub

beforeAll(async () => {
  server = await startPostgres()
  const database = { url: await server.createDatabase(), poolSize: 5 }
  team = await Team.open({ tokenKey, options: { database } })
  other = await startTestHub({ tokenKey, options: { database, accounts: QUICK } })
}, PREPARING_MS)
afterAll(async () => {
  await Promise.all([team.stop(), other.stop()])
  await server.remove()
})

describe('two hubs on one database', () => {
  it('know each other’s sessions, and what one ends the other closes', async () => {
    const anna = await team.person('agent')
    const desk = await TestDesk.open(other.url, anna.token)
    desk.hello()
    await desk.caughtUp()
    await team.ask('POST', `/api/accounts/${anna.agent.id}/end-sessions`, team.administrator)
    expect(await desk.until(({ closed }) => closed)).toEqual({
      code: SYNC_CLOSE.notAuthorised,
      reason: 'endedByAdministrator',
    })
  })

  it('count wrong tries together, also those that come to both at once', async () => {
    const { login } = await team.person('agent')
    const tryAt = async (url: string, password: string) => {
      const answer = await fetch(`${url}/api/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login, password, device: 'проверка' }),
      })
      return answer.status
    }
    const urls = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? team.hub.url : other.url))
    const statuses = await Promise.all(urls.map((url) => tryAt(url, 'зима не придёт')))
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(await tryAt(other.url, PASSWORD)).toBe(429)
  })

  it('write one and the same set-up code', async () => {
    const database = { url: await server.createDatabase(), poolSize: 5 }
    const hubs = await Promise.all([1, 2].map(() => startTestHub({ tokenKey, options: { database, accounts: QUICK } })))
    const [first, second] = hubs.map(setUpCode)
    expect(first).toBe(second)
    for (const hub of hubs) await hub.stop()
  })
})
