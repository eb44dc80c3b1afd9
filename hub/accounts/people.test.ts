import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { accountList, invitationList, type Person } from '#shared/contract/accounts'
import { SYNC_CLOSE } from '#shared/contract/sync'
import type { AgentId, ChatId, TeamId } from '#shared/domain/ids'

import { ingestedChat, ingestedMessage } from '../channels/fake-channel'
import { TestDesk } from '../testing/desk'
import { PASSWORD, signedInOf, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

let team: Team

beforeAll(async () => {
  team = await Team.open()
}, PREPARING_MS)
afterAll(() => team.stop())

const boss = (method: string, path: string, body?: unknown) => team.ask(method, path, team.administrator, body)

async function personOf(agentId: AgentId): Promise<Person | undefined> {
  const { body } = await boss('GET', '/api/accounts')
  return accountList.parse(body).people.find((person) => person.agentId === agentId)
}

async function deskOf(token: string): Promise<TestDesk> {
  const desk = await TestDesk.open(team.hub.url, token)
  desk.hello()
  await desk.caughtUp()
  return desk
}

describe('an invitation', () => {
  it('tells what it is to, makes an account once, and is no more then', async () => {
    const teamId = team.hub.newId<TeamId>()
    await boss('PUT', `/api/administration/teams/${teamId}`, { name: 'Продажи' })
    const wish = { login: 'Vera@Example.ru', name: 'Вера', role: 'supervisor', teamIds: [teamId] }
    const { invitation, code } = await team.invite(wish)
    expect(code).toMatch(/^[\w-]{43}$/)
    const listed = invitationList.parse((await boss('GET', '/api/invitations')).body).invitations
    expect(listed.filter(({ id }) => id === invitation.id)).toEqual([invitation])
    const lookUp = () => team.ask('POST', '/api/auth/invitations/look-up', null, { code })
    expect((await lookUp()).body).toMatchObject({
      login: 'vera@example.ru',
      role: 'supervisor',
      teams: [{ id: teamId, name: 'Продажи' }],
    })
    const weak = await team.accept({ code, name: 'Вера', password: 'vera@example.ru' })
    expect([weak.status, weak.body]).toMatchObject([409, { error: 'weakPassword', problem: 'likeLogin' }])
    const vera = signedInOf(await team.accept({ code, name: 'Вера И.', password: PASSWORD }))
    expect(vera.agent).toMatchObject({ name: 'Вера И.', role: 'supervisor', teams: [{ name: 'Продажи' }] })
    expect([(await lookUp()).status, (await team.accept({ code, name: 'x', password: PASSWORD })).status]).toEqual([
      404, 404,
    ])
    expect(await boss('POST', '/api/invitations', wish)).toMatchObject({ status: 409, body: { error: 'loginTaken' } })
  })

  it('is one person’s at a time: the latest code alone opens, and none that was taken back', async () => {
    const wish = { login: 'gleb@example.ru', name: 'Глеб', role: 'agent', teamIds: [] }
    const [first, second] = [await team.invite(wish), await team.invite(wish)]
    const accept = (code: string) => team.accept({ code, name: 'Глеб', password: PASSWORD })
    expect((await accept(first.code)).status).toBe(404)
    const path = `/api/invitations/${second.invitation.id}`
    expect([(await boss('DELETE', path)).status, (await boss('DELETE', path)).status]).toEqual([204, 404])
    expect((await accept(second.code)).status).toBe(404)
  })

  it('gives whoever has an account another password, keeps the login and ends the sessions', async () => {
    const anna = await team.person('agent', 'Анна')
    const wish = { login: 'other@example.ru', name: 'Анна', role: 'administrator', teamIds: [], agentId: anna.agent.id }
    const { invitation, code } = await team.invite(wish)
    expect(invitation.login).toBe(anna.login)
    const again = signedInOf(await team.accept({ code, name: 'Анна', password: 'лето будет жарким' }))
    expect(again.agent).toEqual(anna.agent)
    expect((await team.ask('GET', '/api/auth/me', anna)).body).toMatchObject({ reason: 'passwordChanged' })
    expect((await team.signIn(anna.login)).status).toBe(401)
    expect((await team.signIn(anna.login, 'лето будет жарким')).status).toBe(200)
  })

  it('accepted twice at once makes one account', async () => {
    const { code } = await team.invite({ login: 'twice@example.ru', name: 'Д', role: 'agent', teamIds: [] })
    const both = await Promise.all([1, 2].map(() => team.accept({ code, name: 'Д', password: PASSWORD })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
  })
})

describe('an administrator', () => {
  it('changes a role, which holds for the open session from the next request on', async () => {
    const anna = await team.person('agent')
    const role = `/api/accounts/${anna.agent.id}/role`
    expect((await team.ask('GET', '/api/accounts', anna)).status).toBe(403)
    expect((await boss('PUT', role, { role: 'administrator' })).status).toBe(204)
    expect((await team.ask('GET', '/api/accounts', anna)).status).toBe(200)
    expect((await boss('PUT', role, { role: 'agent' })).status).toBe(204)
    expect((await team.ask('GET', '/api/accounts', anna)).status).toBe(403)
  })

  it('closes an account: its desk at once, its cases back to their queue, and opens it again', async () => {
    const anna = await team.person('agent')
    const desk = await deskOf(anna.token)
    const chatId = await chatOf(desk)
    const caseId = async () => (await chat(chatId)).case.id
    const claimed = await team.ask('POST', '/api/commands', anna, {
      id: team.hub.newId(),
      name: 'claimCase',
      args: { caseId: await caseId() },
    })
    expect(claimed.body).toEqual({ refusal: null })
    expect((await boss('POST', `/api/accounts/${anna.agent.id}/close`)).status).toBe(204)
    expect(await desk.until(({ closed }) => closed)).toEqual({
      code: SYNC_CLOSE.notAuthorised,
      reason: 'accountClosed',
    })
    await team.hub.hub.settled()
    expect((await chat(chatId)).case.state.kind).toBe('queued')
    expect(await team.signIn(anna.login)).toMatchObject({ status: 403, body: { error: 'accountClosed' } })
    // Who does not know the password is not told that it is closed.
    expect(await team.signIn(anna.login, 'зима не придёт')).toMatchObject({ status: 401 })
    expect((await personOf(anna.agent.id))?.account).toMatchObject({ isClosed: true, sessions: 0 })
    expect((await boss('POST', `/api/accounts/${anna.agent.id}/open`)).status).toBe(204)
    expect((await team.signIn(anna.login)).status).toBe(200)
    expect((await team.ask('GET', '/api/auth/me', anna)).body).toMatchObject({ reason: 'accountClosed' })
  })

  it('who removes a person from the list ends that person’s sessions, too', async () => {
    const anna = await team.person('agent')
    expect((await boss('DELETE', `/api/administration/agents/${anna.agent.id}`)).status).toBe(204)
    expect((await team.ask('GET', '/api/auth/me', anna)).body).toMatchObject({ reason: 'accountClosed' })
  })

  it('gives a person another login, which opens the account with the same password and is nobody else’s', async () => {
    const [anna, boris] = [await team.person('agent'), await team.person('agent')]
    const path = `/api/accounts/${anna.agent.id}/login`
    expect(await boss('PUT', path, { login: boris.login })).toMatchObject({
      status: 409,
      body: { error: 'loginTaken' },
    })
    expect((await boss('PUT', path, { login: 'без собаки' })).status).toBe(400)
    expect((await boss('PUT', path, { login: ' Anna.New@Example.ru ' })).status).toBe(204)
    expect((await team.ask('GET', '/api/auth/me', anna)).body).toMatchObject({ login: 'anna.new@example.ru' })
    expect((await team.signIn('anna.new@example.ru')).status).toBe(200)
    expect((await team.signIn(anna.login)).status).toBe(401)
    const nobody = `/api/accounts/${team.hub.newId()}/login`
    expect((await boss('PUT', nobody, { login: 'x@example.ru' })).status).toBe(404)
  })

  it('ends all sessions of a person', async () => {
    const anna = await team.person('agent')
    const second = signedInOf(await team.signIn(anna.login))
    expect((await personOf(anna.agent.id))?.account).toMatchObject({ login: anna.login, sessions: 2 })
    expect((await boss('POST', `/api/accounts/${anna.agent.id}/end-sessions`)).status).toBe(204)
    for (const session of [anna, second])
      expect((await team.ask('GET', '/api/auth/me', session)).body).toMatchObject({ reason: 'endedByAdministrator' })
  })

  it('remains: the last one is neither closed, nor removed, nor made less, by whatever way', async () => {
    const alone = await Team.open()
    const id = alone.administrator.agent.id
    // An administrator by name who cannot sign in lets nobody in.
    const other = alone.hub.newId()
    const words = { name: 'Ф', role: 'administrator', teamIds: [], capacity: null }
    const asked = (method: string, path: string, body?: unknown) =>
      alone.ask(method, path, alone.administrator, body).then(({ status, body: { error } }) => [status, error])
    expect(await asked('PUT', `/api/administration/agents/${other}`, words)).toEqual([204, undefined])
    const last = [409, 'lastAdministrator']
    expect(await asked('POST', `/api/accounts/${id}/close`)).toEqual(last)
    expect(await asked('PUT', `/api/accounts/${id}/role`, { role: 'supervisor' })).toEqual(last)
    expect(await asked('DELETE', `/api/administration/agents/${id}`)).toEqual(last)
    expect(await asked('PUT', `/api/administration/agents/${id}`, { ...words, role: 'agent' })).toEqual(last)
    await alone.person('administrator')
    expect(await asked('POST', `/api/accounts/${id}/close`)).toEqual([204, undefined])
    await alone.stop()
  })
})

describe('a person', () => {
  it('changes the password with the old one, and all other sessions end', async () => {
    const anna = await team.person('agent')
    const other = signedInOf(await team.signIn(anna.login))
    const change = (current: string, next: string) => team.ask('POST', '/api/auth/password', anna, { current, next })
    expect(await change('зима не придёт', 'лето будет жарким')).toMatchObject({ status: 403 })
    expect(await change(PASSWORD, 'коротко')).toMatchObject({ status: 409, body: { problem: 'tooShort' } })
    expect((await change(PASSWORD, 'лето будет жарким')).status).toBe(204)
    expect((await team.ask('GET', '/api/auth/me', anna)).status).toBe(200)
    expect((await team.ask('GET', '/api/auth/me', other)).body).toMatchObject({ reason: 'passwordChanged' })
    expect((await team.signIn(anna.login, 'лето будет жарким')).status).toBe(200)
  })

  it('is not guessed at from an open desk', async () => {
    const anna = await team.person('agent')
    const change = () => team.ask('POST', '/api/auth/password', anna, { current: 'мимо', next: 'лето будет жарким' })
    const words = []
    for (let index = 0; index < 6; index += 1) words.push((await change()).body['error'])
    expect(words).toEqual([...Array.from({ length: 5 }, () => 'wrongPassword'), 'lockedOut'])
  })
})

async function chatOf(desk: TestDesk): Promise<ChatId> {
  const words = { kind: 'avito', name: 'Проверка', mode: 'own', clientId: 'id', clientSecret: 'secret' }
  await boss('POST', '/api/channels', words)
  const said = ingestedMessage('a', 'in-1', { kind: 'text', text: 'Здравствуйте' }, { atMs: Date.now() })
  await team.hub.drivers.at(-1)?.host.ingest({ chats: [ingestedChat('a')], messages: [said] })
  const found = await desk.until(() => desk.changes.find(({ entity, row }) => entity === 'chat' && row !== null))
  return found.id as ChatId
}

async function chat(id: ChatId) {
  const { body } = await boss('GET', `/api/chats/${id}`)
  return (body as { chat: { case: { id: string; state: { kind: string } } } }).chat
}
