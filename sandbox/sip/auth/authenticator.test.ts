import { describe, expect, it } from 'vitest'
import { ManualClock } from '#shared/lib/manual-clock'
import { SipHeaders } from '../message/sip-headers'
import type { SipRequest } from '../message/sip-message'
import { Authenticator, type Verdict } from './authenticator'
import { digestResponse, parseCredentials, parseDigestFields } from './digest'

const REALM = 'sandbox.otklik.test'

function setUp(): { clock: ManualClock; check: (authorization?: string) => Verdict } {
  const clock = new ManualClock()
  const passwordOf = (user: string): string | undefined => (user === 'agent' ? 'secret' : undefined)
  const authenticator = new Authenticator({ clock, realm: REALM, nonceLifetimeMs: 1000, passwordOf })
  return {
    clock,
    check(authorization) {
      const headers = authorization === undefined ? new SipHeaders() : SipHeaders.of(['Authorization', authorization])
      const request: SipRequest = { kind: 'request', method: 'REGISTER', uri: `sip:${REALM}`, headers, body: '' }
      return authenticator.check(request, 'Authorization')
    },
  }
}

function answer(verdict: Verdict, { user = 'agent', password = 'secret', realm = REALM, qop = 'auth' } = {}): string {
  const nonce = verdict.kind === 'accepted' ? '' : (parseDigestFields(verdict.challenge).get('nonce') ?? '')
  const uri = `sip:${REALM}`
  const withQop = qop === '' ? {} : { qop, nc: '00000001', cnonce: 'c' }
  const credentials = {
    username: user,
    realm,
    nonce,
    uri,
    qop: undefined,
    nc: undefined,
    cnonce: undefined,
    ...withQop,
  }
  const response = digestResponse(credentials, password, 'REGISTER')
  const extra = qop === '' ? '' : ', qop=auth, nc=00000001, cnonce="c"'
  return `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"${extra}`
}

describe('digest', () => {
  it('gives the example of RFC 2617 §3.5', () => {
    const credentials = {
      username: 'Mufasa',
      realm: 'testrealm@host.com',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
      uri: '/dir/index.html',
      qop: 'auth',
      nc: '00000001',
      cnonce: '0a4f113b',
    }
    expect(digestResponse(credentials, 'Circle Of Life', 'GET')).toBe('6629fae49393a05397450978507c4ef1')
  })

  it('reads quoted commas and refuses what is incomplete', () => {
    expect(parseDigestFields('Digest realm="a, b",nonce=x').get('realm')).toBe('a, b')
    expect(parseCredentials('Digest username="a"')).toBeUndefined()
    expect(parseCredentials('Basic abc')).toBeUndefined()
  })
})

describe('the authenticator', () => {
  it('challenges a request without credentials with qop=auth', () => {
    const verdict = setUp().check()
    expect(verdict).toMatchObject({ kind: 'challenge' })
    expect(verdict.kind !== 'accepted' && verdict.challenge).toMatch(
      /^Digest realm=".+", nonce=".+", algorithm=MD5, qop="auth"$/,
    )
  })

  it.each(['auth', ''])('accepts the right answer with qop "%s", also again with the same nonce', (qop) => {
    const { check } = setUp()
    const authorization = answer(check(), { qop })
    expect(check(authorization)).toEqual({ kind: 'accepted', user: 'agent' })
    expect(check(authorization)).toEqual({ kind: 'accepted', user: 'agent' })
  })

  it.each([
    ['a wrong password', { password: 'other' }],
    ['an unknown user', { user: 'nobody' }],
  ])('refuses %s without stale', (_, wrong) => {
    const { check } = setUp()
    const verdict = check(answer(check(), wrong))
    expect(verdict).toMatchObject({ kind: 'wrong-password' })
    expect(verdict.kind !== 'accepted' && verdict.challenge).not.toContain('stale')
  })

  it('says stale when only the nonce is old', () => {
    const { clock, check } = setUp()
    const authorization = answer(check())
    clock.advance(1001)
    const verdict = check(authorization)
    expect(verdict).toMatchObject({ kind: 'challenge' })
    expect(verdict.kind !== 'accepted' && verdict.challenge).toContain('stale=true')
  })

  it('does not take a nonce that it did not make', () => {
    const { check } = setUp()
    const foreign = answer({ kind: 'challenge', challenge: 'Digest nonce="k.0.ffff"' })
    expect(check(foreign)).toMatchObject({ kind: 'challenge' })
    expect(check(answer(check(), { realm: 'other.test' }))).toMatchObject({ kind: 'challenge' })
  })
})
