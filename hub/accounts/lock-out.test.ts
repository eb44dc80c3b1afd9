import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'

import { Team, PASSWORD } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

const MINUTE_MS = 60_000
const clock = new ManualClock()
let team: Team

beforeAll(async () => {
  team = await Team.open({ clock })
}, PREPARING_MS)
afterAll(() => team.stop())

const WRONG = 'зима не придёт'

async function tries(login: string, count: number, from?: string): Promise<readonly unknown[]> {
  const answers = []
  for (let done = 0; done < count; done += 1) answers.push((await team.signIn(login, WRONG, {}, from)).body['error'])
  return answers
}

function times(word: string, count: number): readonly string[] {
  return Array.from({ length: count }, () => word)
}

describe('the lock-out', () => {
  it('checks nothing after five wrong tries, also the right password, and longer after each further one', async () => {
    const { login } = await team.person('agent')
    expect(await tries(login, 6)).toEqual([...times('wrongCredentials', 5), 'lockedOut'])
    const locked = await team.signIn(login)
    expect([locked.status, locked.body['untilMs']]).toEqual([429, clock.now() + 30_000])
    clock.advance(30_000)
    expect(await tries(login, 2)).toEqual(['wrongCredentials', 'lockedOut'])
    expect((await team.signIn(login)).body['untilMs']).toBe(clock.now() + MINUTE_MS)
    for (const waitMs of [1, 2, 4, 8, 15, 15]) {
      clock.advance(waitMs * MINUTE_MS)
      expect(await tries(login, 1)).toEqual(['wrongCredentials'])
    }
    clock.advance(15 * MINUTE_MS)
    expect((await team.signIn(login)).status).toBe(200)
    // All forgotten with the right password.
    expect(await tries(login, 6)).toEqual([...times('wrongCredentials', 5), 'lockedOut'])
  })

  it('locks a login that there is none of in the same way', async () => {
    expect(await tries('nobody@example.ru', 6)).toEqual([...times('wrongCredentials', 5), 'lockedOut'])
  })

  it('lets a hundred tries at once be no more than five', async () => {
    const { login } = await team.person('agent')
    const all = await Promise.all(Array.from({ length: 100 }, () => team.signIn(login, WRONG)))
    expect(all.filter(({ body }) => body['error'] === 'wrongCredentials')).toHaveLength(5)
  })

  it('keeps an address from trying one password on many logins, and no other address', async () => {
    const { login } = await team.person('agent')
    for (let index = 0; index < 50; index += 1)
      expect((await team.signIn(`guess${String(index)}@example.ru`, WRONG, {}, '203.0.113.7')).status).toBe(401)
    expect((await team.signIn(login, PASSWORD, {}, '203.0.113.7')).status).toBe(429)
    // Who writes the header besides is not believed: what the proxy on this computer added last counts.
    expect((await team.signIn(login, PASSWORD, {}, '198.51.100.1, 203.0.113.7')).status).toBe(429)
    expect((await team.signIn(login, PASSWORD, {}, '203.0.113.8')).status).toBe(200)
    clock.advance(10_000)
    expect((await team.signIn(login, PASSWORD, {}, '203.0.113.7')).status).toBe(200)
  })

  it('forgives nothing with a new start of the hub', async () => {
    const { login } = await team.person('agent')
    await tries(login, 5)
    team.hub = await team.hub.restart()
    expect((await team.signIn(login)).status).toBe(429)
  })

  it('locks nobody for longer by a clock that is put back', async () => {
    const { login } = await team.person('agent')
    await tries(login, 5)
    clock.advance(-60 * MINUTE_MS)
    const { body } = await team.signIn(login)
    expect(body['untilMs']).toBe(clock.now() + 30_000)
    clock.advance(60 * MINUTE_MS)
  })
})
