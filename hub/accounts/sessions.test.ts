import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { hubInfo, me, ownSessions } from '#shared/contract/accounts'
import { SYNC_CLOSE } from '#shared/contract/sync'
import type { CommandId } from '#shared/domain/ids'
import { ManualClock } from '#shared/lib/manual-clock'

import { TestDesk } from '../testing/desk'
import { Team, PASSWORD, QUICK, setUpCode, signedInOf } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'
import { SECRET, startTestHub } from '../testing/test-hub'

const clock = new ManualClock()
let team: Team

beforeAll(async () => {
  team = await Team.open({ clock })
}, PREPARING_MS)
afterAll(() => team.stop())

async function deskOf(token: string): Promise<TestDesk> {
  const desk = await TestDesk.open(team.hub.url, token)
  desk.hello()
  await desk.caughtUp()
  return desk
}

function ended(desk: TestDesk) {
  return desk.until(({ closed }) => closed)
}

describe('the first administrator', () => {
  it('comes in by a code that only the hub’s user can read, and only once', async () => {
    const hub = await startTestHub({ options: { accounts: QUICK } })
    const file = join(hub.folder.path, 'set-up-code.txt')
    const about = async () => hubInfo.parse(await hub.json('/api/hub'))
    expect([(await about()).isSetUp, statSync(file).mode & 0o777]).toEqual([false, 0o600])
    const code = setUpCode(hub)
    // A second start goes on with the same code.
    const again = await hub.restart()
    expect(setUpCode(again)).toBe(code)
    const accept = (body: object) =>
      again.request('/api/auth/invitations/accept', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code, name: 'Ольга', password: PASSWORD, device: 'стол', ...body }),
      })
    expect((await accept({})).status).toBe(400)
    const first = await accept({ login: 'boss@example.ru' })
    expect(await first.json()).toMatchObject({ agent: { name: 'Ольга', role: 'administrator' } })
    expect((await accept({ login: 'other@example.ru' })).status).toBe(404)
    await again.restart().then(async (third) => {
      expect(existsSync(file)).toBe(false)
      await third.stop()
    })
  })
})

describe('GET /api/hub', () => {
  it('tells anybody what a desk has to know', async () => {
    const { status, body } = await team.ask('GET', '/api/hub', null)
    expect([status, body]).toEqual([
      200,
      {
        product: 'otklik',
        version: '0.0.0-test',
        contract: { newest: 1, oldest: 1 },
        isEmbedded: false,
        isSetUp: true,
        signIn: { hasPassword: true, providers: [] },
        nowMs: clock.now(),
      },
    ])
  })

  it('tells of an embedded hub that nobody signs in', async () => {
    const hub = await startTestHub()
    expect(await hub.json('/api/hub')).toMatchObject({
      isEmbedded: true,
      isSetUp: true,
      signIn: { hasPassword: false },
    })
    const body = JSON.stringify({ login: 'a@b.ru', password: 'x', device: 'x' })
    const headers = { 'content-type': 'application/json' }
    const refused = await hub.request('/api/auth/sign-in', { method: 'POST', body, headers })
    expect([refused.status, await refused.json()]).toMatchObject([409, { error: 'noSignIn' }])
    expect(await hub.json('/api/auth/me')).toMatchObject({
      agent: { role: 'administrator' },
      login: null,
      session: null,
    })
    await hub.stop()
  })
})

describe('a session', () => {
  it('is begun by login and password, and known by its token alone', async () => {
    const anna = await team.person('agent', 'Анна')
    const again = signedInOf(await team.signIn(` ${anna.login.toUpperCase()} `))
    expect(again.token).toMatch(/^[\w-]{43}$/)
    expect(again.agent).toEqual({ id: anna.agent.id, name: 'Анна', role: 'agent', teams: [] })
    const known = me.parse((await team.ask('GET', '/api/auth/me', again)).body)
    expect(known).toEqual({
      agent: again.agent,
      login: anna.login,
      session: again.session,
      hasPassword: true,
      hasSecondFactor: false,
      recoveryCodesLeft: 0,
    })
    expect(await team.ask('GET', '/api/auth/me', `${again.token}x`)).toMatchObject({
      status: 401,
      body: { error: 'notAuthorised' },
    })
    // The secret of a launch opens nothing where people sign in.
    expect((await team.ask('GET', '/api/auth/me', SECRET)).status).toBe(401)
    await expect(TestDesk.open(team.hub.url, SECRET)).rejects.toThrow('401')
  })

  it('says alike of a wrong password and of an unknown login', async () => {
    const anna = await team.person('agent')
    const wrong = await team.signIn(anna.login, 'зима пришла поздно')
    expect(wrong).toEqual(await team.signIn('nobody@example.ru', 'зима пришла поздно'))
    expect([wrong.status, wrong.body['error']]).toEqual([401, 'wrongCredentials'])
  })

  it('lists its person’s sessions and ends the one that is revoked, its open desk at once', async () => {
    const anna = await team.person('agent')
    const second = signedInOf(await team.signIn(anna.login, PASSWORD, { device: 'ноутбук' }, '10.1.2.3'))
    const desk = await deskOf(second.token)
    const calls = await TestDesk.open(team.hub.url, second.token)
    const { sessions } = ownSessions.parse((await team.ask('GET', '/api/auth/sessions', anna)).body)
    expect(sessions.map(({ id, device, isThis }) => [id, device, isThis]).toSorted()).toEqual(
      [
        [anna.session.id, 'проверка', true],
        [second.session.id, 'ноутбук', false],
      ].toSorted(),
    )
    const boris = await team.person('agent')
    const revoke = `/api/auth/sessions/${second.session.id}/revoke`
    expect((await team.ask('POST', revoke, boris)).status).toBe(404)
    expect((await team.ask('POST', revoke, anna)).status).toBe(204)
    expect(await ended(desk)).toEqual({ code: SYNC_CLOSE.notAuthorised, reason: 'revoked' })
    expect(await ended(calls)).toEqual({ code: SYNC_CLOSE.notAuthorised, reason: 'revoked' })
    expect(await team.ask('GET', '/api/auth/me', second)).toMatchObject({
      status: 401,
      body: { error: 'sessionEnded', reason: 'revoked' },
    })
    // A desk that comes back is told as well, which a refused opening could not.
    const back = await TestDesk.open(team.hub.url, second.token)
    expect(await ended(back)).toEqual({ code: SYNC_CLOSE.notAuthorised, reason: 'revoked' })
    expect((await team.ask('GET', '/api/auth/me', anna)).status).toBe(200)
  })

  it('applies no command that arrives after its end, and in nobody else’s name', async () => {
    const [anna, boris] = [await team.person('agent'), await team.person('agent')]
    const command = (by?: string) => ({
      id: team.hub.newId<CommandId>(),
      ...(by === undefined ? {} : { by }),
      name: 'setStatus',
      args: { status: 'break' },
    })
    const refused = await team.ask('POST', '/api/commands', anna, command(boris.agent.id))
    expect(refused.body).toEqual({ refusal: { reason: 'notAllowed', detail: 'by' } })
    expect((await team.ask('POST', '/api/commands', anna, command(anna.agent.id))).body).toEqual({ refusal: null })
    const desk = await deskOf(anna.token)
    expect(desk.frames.find((frame) => frame.type === 'welcome')).toMatchObject({ me: anna.agent.id })
    await team.ask('POST', '/api/auth/sign-out', anna)
    expect(await ended(desk)).toEqual({ code: SYNC_CLOSE.notAuthorised, reason: 'signedOut' })
    expect(await team.ask('POST', '/api/commands', anna, command())).toMatchObject({
      status: 401,
      body: { reason: 'signedOut' },
    })
  })
})
