import { describe, expect, it } from 'vitest'

import { createAccountRequests } from './account-requests'

const HUB = 'https://hub.firm.ru'
const ID = '0190c0de-0000-7000-8000-000000000001'
const SIGNED_IN = {
  token: 'secret-token',
  session: { id: ID, expiresAtMs: 5 },
  agent: { id: ID, name: 'Анна Петрова', role: 'agent', teams: [] },
}
const GIVEN = { login: 'Anna@firm.ru', password: 'correct horse', code: null }

function hubThat(answer: () => Promise<Response>) {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const requests = createAccountRequests((url, init) => (asked.push({ url, init }), answer()), 'desk-7')
  return { requests, asked }
}
const says =
  (body: unknown, status = 200) =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
const refuses = (error: string, more: object = {}, status = 401) => says({ error, message: '', ...more }, status)
const away = () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED'))

describe('[I9] signing in', () => {
  it('sends what was typed, and the name of this computer', async () => {
    const { requests, asked } = hubThat(says(SIGNED_IN))
    expect(await requests.signIn(HUB, GIVEN)).toEqual({ kind: 'granted', signedIn: SIGNED_IN })
    expect(asked[0]?.url).toBe('https://hub.firm.ru/api/auth/sign-in')
    expect(JSON.parse((asked[0]?.init?.body ?? '') as string)).toEqual({
      login: 'Anna@firm.ru',
      password: 'correct horse',
      device: 'desk-7',
    })
  })

  it.each([
    ['wrongCredentials', {}, 401, { kind: 'wrongCredentials' }],
    ['codeNeeded', {}, 401, { kind: 'codeNeeded' }],
    ['codeWrong', {}, 401, { kind: 'codeWrong' }],
    ['accountClosed', {}, 403, { kind: 'accountClosed' }],
    ['busy', {}, 503, { kind: 'busy' }],
    ['noSignIn', {}, 409, { kind: 'noSignIn' }],
    ['lockedOut', { untilMs: 77 }, 429, { kind: 'lockedOut', untilMs: 77 }],
    ['somethingNew', {}, 400, { kind: 'away' }],
  ])('%s', async (error, more, status, expected) => {
    expect(await hubThat(refuses(error, more, status)).requests.signIn(HUB, GIVEN)).toEqual(expected)
  })

  it('asks nobody with what is no e-mail address', async () => {
    const { requests, asked } = hubThat(says(SIGNED_IN))
    expect(await requests.signIn(HUB, { ...GIVEN, login: 'anna' })).toEqual({ kind: 'loginUnreadable' })
    expect(asked).toEqual([])
  })

  it('says that the hub is away, also when a proxy answers with a page', async () => {
    expect(await hubThat(away).requests.signIn(HUB, GIVEN)).toEqual({ kind: 'away' })
    const page = () => Promise.resolve(new Response('<html>', { status: 502 }))
    expect(await hubThat(page).requests.signIn(HUB, GIVEN)).toEqual({ kind: 'away' })
  })
})

describe('an invitation', () => {
  const accept = { code: 'c'.repeat(40), login: null, name: 'Анна', password: 'p' }

  it('tells who is invited', async () => {
    const said = {
      login: 'a@firm.ru',
      name: 'Анна',
      role: 'agent',
      teams: [{ id: ID, name: 'Подбор' }],
      expiresAtMs: 1,
    }
    expect(await hubThat(says(said)).requests.lookUpInvitation(HUB, 'code')).toEqual({
      kind: 'found',
      code: 'code',
      url: HUB,
      login: 'a@firm.ru',
      name: 'Анна',
      role: 'agent',
      teams: ['Подбор'],
    })
    const over = hubThat(refuses('unknownInvitation', {}, 404))
    expect(await over.requests.lookUpInvitation(HUB, 'code')).toEqual({ kind: 'unknownInvitation' })
  })

  it.each([
    ['weakPassword', { problem: 'tooShort' }, 409, { kind: 'weakPassword', problem: 'tooShort' }],
    ['loginTaken', {}, 409, { kind: 'loginTaken' }],
    ['loginNeeded', {}, 400, { kind: 'loginNeeded' }],
    ['unknownInvitation', {}, 404, { kind: 'unknownInvitation' }],
    ['lockedOut', {}, 429, { kind: 'lockedOut', untilMs: null }],
  ])('is not accepted: %s', async (error, more, status, expected) => {
    expect(await hubThat(refuses(error, more, status)).requests.acceptInvitation(HUB, accept)).toEqual(expected)
  })
})

describe('whether a session stands', () => {
  const me = {
    agent: SIGNED_IN.agent,
    login: 'a@firm.ru',
    session: SIGNED_IN.session,
    hasPassword: true,
    hasSecondFactor: false,
    recoveryCodesLeft: 0,
  }

  it('is asked with the token, which stands in no address', async () => {
    const { requests, asked } = hubThat(says(me))
    expect(await requests.checkSession(HUB, 'token-1')).toEqual({ kind: 'stands', me })
    expect(asked[0]?.url).not.toContain('token-1')
    expect(asked[0]?.init?.headers).toEqual({ authorization: 'Bearer token-1' })
  })

  it.each([
    ['sessionEnded', { reason: 'endedByAdministrator' }, { kind: 'over', reason: 'endedByAdministrator' }],
    ['sessionEnded', { reason: 'accountClosed' }, { kind: 'over', reason: 'accountClosed' }],
    ['sessionEnded', { reason: 'a word of a later hub' }, { kind: 'over', reason: 'unknown' }],
    ['notAuthorised', {}, { kind: 'over', reason: 'unknown' }],
    ['proxyAuthentication', {}, { kind: 'away' }],
  ])('%s', async (error, more, expected) => {
    expect(await hubThat(refuses(error, more)).requests.checkSession(HUB, 't')).toEqual(expected)
  })

  it('is not known while the hub is away or ill', async () => {
    expect(await hubThat(away).requests.checkSession(HUB, 't')).toEqual({ kind: 'away' })
    expect(await hubThat(refuses('internal', {}, 500)).requests.checkSession(HUB, 't')).toEqual({ kind: 'away' })
  })
})
