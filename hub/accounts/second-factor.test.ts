import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { beginSecondFactorReply, recoveryCodesReply, type SignedIn } from '#shared/contract/accounts'
import { ManualClock } from '#shared/lib/manual-clock'

import { PASSWORD, Team } from '../testing/team'
import { PREPARING_MS } from '../testing/test-folder'

const STEP_MS = 30_000
const clock = new ManualClock()
let team: Team

beforeAll(async () => {
  team = await Team.open({ clock })
}, PREPARING_MS)
afterAll(() => team.stop())

/** An authenticator on a telephone, of which the hub knows nothing but the address that it showed. */
class Authenticator {
  private readonly totp: TOTP

  constructor(uri: string) {
    const address = new URL(uri)
    expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp'])
    const given = (name: string) => address.searchParams.get(name) ?? ''
    expect([given('algorithm'), given('digits'), given('period')]).toEqual(['SHA1', '6', '30'])
    this.totp = new TOTP({ secret: Secret.fromBase32(given('secret')), digits: 6, period: 30 })
  }

  code(offMs = 0): string {
    return this.totp.generate({ timestamp: clock.now() + offMs })
  }
}

function own(person: SignedIn, word: 'begin' | 'confirm' | 'remove', body: object) {
  return team.ask('POST', `/api/auth/second-factor/${word}`, person, body)
}

async function withFactor() {
  const person = await team.person('agent')
  const begun = beginSecondFactorReply.parse((await own(person, 'begin', { password: PASSWORD })).body)
  const authenticator = new Authenticator(begun.uri)
  const confirmed = await own(person, 'confirm', { code: authenticator.code() })
  const { recoveryCodes } = recoveryCodesReply.parse(confirmed.body)
  clock.advance(STEP_MS)
  return { person, authenticator, recoveryCodes }
}

describe('the second factor', () => {
  it('is asked for only once a code of it was confirmed, and only with the right password', async () => {
    const person = await team.person('agent')
    expect(await own(person, 'begin', { password: 'зима не придёт' })).toMatchObject({ status: 403 })
    expect(await own(person, 'confirm', { code: '000000' })).toMatchObject({ body: { error: 'notBegun' } })
    const { uri } = beginSecondFactorReply.parse((await own(person, 'begin', { password: PASSWORD })).body)
    expect((await team.signIn(person.login)).status).toBe(200)
    const authenticator = new Authenticator(uri)
    expect(await own(person, 'confirm', { code: authenticator.code(10 * STEP_MS) })).toMatchObject({ status: 403 })
    expect(await own(person, 'confirm', { code: authenticator.code() })).toMatchObject({ status: 200 })
    expect(await team.signIn(person.login)).toMatchObject({ status: 401, body: { error: 'codeNeeded' } })
    expect(await team.signIn(person.login, 'зима не придёт')).toMatchObject({ body: { error: 'wrongCredentials' } })
    expect((await team.ask('GET', '/api/auth/me', person)).body).toMatchObject({
      hasSecondFactor: true,
      recoveryCodesLeft: 10,
    })
    expect(await own(person, 'begin', { password: PASSWORD })).toMatchObject({ body: { error: 'alreadyOn' } })
  })

  it('takes each code once, with half a minute of play', async () => {
    const { person, authenticator } = await withFactor()
    const signIn = (code: string) => team.signIn(person.login, PASSWORD, { code }).then(({ status }) => status)
    const code = authenticator.code()
    expect([await signIn(`${code.slice(0, 3)} ${code.slice(3)}`), await signIn(code)]).toEqual([200, 401])
    expect(await signIn(authenticator.code(2 * STEP_MS))).toBe(401)
    expect(await signIn(authenticator.code(STEP_MS))).toBe(200)
    // A later one was taken: an earlier one is none any more.
    expect(await signIn(authenticator.code())).toBe(401)
    clock.advance(2 * STEP_MS)
    const both = authenticator.code()
    expect((await Promise.all([signIn(both), signIn(both)])).toSorted()).toEqual([200, 401])
  })

  it('is not guessed: wrong codes count as wrong passwords do', async () => {
    const { person, authenticator } = await withFactor()
    const wrong = authenticator.code(10 * STEP_MS)
    const words = []
    for (let index = 0; index < 6; index += 1)
      words.push((await team.signIn(person.login, PASSWORD, { code: wrong })).body['error'])
    expect(words).toEqual([...Array.from({ length: 5 }, () => 'codeWrong'), 'lockedOut'])
    // To be asked for a code is no wrong try, however often.
    const other = await withFactor()
    for (let index = 0; index < 8; index += 1)
      expect((await team.signIn(other.person.login)).body['error']).toBe('codeNeeded')
  })

  it('gives way to each recovery code once', async () => {
    const { person, recoveryCodes } = await withFactor()
    const signIn = (code: string) => team.signIn(person.login, PASSWORD, { code }).then(({ status }) => status)
    const [first = '', second = ''] = recoveryCodes
    expect([recoveryCodes.length, new Set(recoveryCodes).size]).toEqual([10, 10])
    expect(first).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/)
    expect([await signIn(first), await signIn(first)]).toEqual([200, 401])
    expect(await signIn(second.toLowerCase().replaceAll('-', ''))).toBe(200)
    expect((await team.ask('GET', '/api/auth/me', person)).body).toMatchObject({ recoveryCodesLeft: 8 })
  })

  it('is removed with password and code, or reset by an administrator, who ends the sessions', async () => {
    const one = await withFactor()
    const remove = (code: string) => own(one.person, 'remove', { password: PASSWORD, code })
    expect(await remove('000000')).toMatchObject({ status: 403, body: { error: 'codeWrong' } })
    expect((await remove(one.authenticator.code())).status).toBe(204)
    expect((await team.signIn(one.person.login)).status).toBe(200)
    const other = await withFactor()
    const reset = `/api/accounts/${other.person.agent.id}/reset-second-factor`
    expect((await team.ask('POST', reset, team.administrator)).status).toBe(204)
    expect((await team.ask('GET', '/api/auth/me', other.person)).body).toMatchObject({ reason: 'endedByAdministrator' })
    expect((await team.signIn(other.person.login)).status).toBe(200)
    const [code = ''] = other.recoveryCodes
    expect(await team.signIn(other.person.login, PASSWORD, { code })).toMatchObject({ status: 200 })
  })
})
