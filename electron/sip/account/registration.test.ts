import { beforeEach, describe, expect, it } from 'vitest'

import type { Registration } from '#shared/domain/sip-account'
import { ManualClock } from '#shared/lib/manual-clock'
import { FakePeer, type Heard } from '../testing/fake-peer'
import { createFixture, type FixtureOptions, type PhoneFixture } from '../testing/phone-fixture'

let peer: FakePeer
let clock: ManualClock

beforeEach(() => {
  peer = new FakePeer()
  clock = new ManualClock()
})

function desk(options: Partial<FixtureOptions> = {}): PhoneFixture {
  const fixture = createFixture({
    account: { transport: 'ws', port: 1 },
    clock,
    internals: { openFlow: peer.openFlow, random: () => 1 },
    ...options,
  })
  fixture.phone.start()
  return fixture
}

function challenge(
  request: Heard,
  header = 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=MD5, qop="auth"',
): void {
  peer.reply(request, 401, { headers: [header] })
}

async function reaches(fixture: PhoneFixture, kind: Registration['kind']): Promise<Registration | undefined> {
  await fixture.until(kind, () => fixture.registration()?.kind === kind)
  return fixture.registration()
}

describe('registration of a line', () => {
  it('[K8] answers the challenge and is registered for the time that was granted', async () => {
    peer.onRegister = (request) => {
      if (request.header('authorization') === '') challenge(request)
      else
        peer.reply(request, 200, {
          headers: [`Contact: ${request.header('contact').replace(/expires=\d+/, 'expires=120')}`],
        })
    }
    const fixture = desk()
    expect(await reaches(fixture, 'registered')).toEqual({ kind: 'registered', expiresAtMs: clock.now() + 120_000 })
    const [, second] = peer.heard
    expect(second?.header('authorization')).toMatch(/^Digest algorithm=MD5, username="agent", realm="pbx"/)
    expect(second?.header('user-agent')).toBe('Otklik/test')
    expect(second?.header('contact')).toMatch(
      /^<sip:[0-9a-f]{12}@[0-9a-f]{12}\.invalid;transport=ws>;\+sip\.instance="<urn:uuid:/,
    )
    fixture.phone.dispose()
  })

  it('[K17] refreshes long before the binding lapses, with a fresh answer to the challenge', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    await clock.advanceAsync(359_000)
    expect(peer.count('REGISTER')).toBe(1)
    await clock.advanceAsync(2_000)
    await fixture.until('refreshed', () => peer.count('REGISTER') === 2)
    expect(peer.heard[1]?.header('authorization')).toBe('')
    fixture.phone.dispose()
  })

  it('takes a 200 without Contact', async () => {
    peer.onRegister = (request) => {
      peer.reply(request, 200, { headers: ['Expires: 90'] })
    }
    const fixture = desk()
    expect(await reaches(fixture, 'registered')).toEqual({ kind: 'registered', expiresAtMs: clock.now() + 90_000 })
    fixture.phone.dispose()
  })

  it('asks for longer after a 423', async () => {
    peer.onRegister = (request) => {
      if (request.header('expires') === '600') peer.reply(request, 423, { headers: ['Min-Expires: 1800'] })
      else peer.reply(request, 200, { headers: [`Contact: ${request.header('contact')}`] })
    }
    const fixture = desk()
    expect(await reaches(fixture, 'registered')).toEqual({ kind: 'registered', expiresAtMs: clock.now() + 1_800_000 })
    fixture.phone.dispose()
  })

  it('answers a stale nonce once more', async () => {
    peer.onRegister = (request) => {
      const credentials = request.header('authorization')
      if (credentials === '') challenge(request)
      else if (credentials.includes('nonce="n1"'))
        challenge(request, 'WWW-Authenticate: Digest realm="pbx", nonce="n2", stale=true, algorithm=MD5')
      else peer.reply(request, 200, { headers: [`Contact: ${request.header('contact')}`] })
    }
    const fixture = desk()
    await reaches(fixture, 'registered')
    expect(peer.count('REGISTER')).toBe(3)
    fixture.phone.dispose()
  })

  it('stops at a wrong password and does not hammer', async () => {
    peer.onRegister = (request) => {
      challenge(request)
    }
    const fixture = desk()
    expect(await reaches(fixture, 'stopped')).toEqual({ kind: 'stopped', reason: 'wrongPassword', detail: 'SIP 401' })
    await clock.advanceAsync(3_600_000)
    fixture.phone.handleNetworkChanged()
    await clock.advanceAsync(1_000)
    expect(peer.count('REGISTER')).toBe(2)
    fixture.phone.dispose()
  })

  it('says that the server wants a digest which the phone lacks', async () => {
    peer.onRegister = (request) => {
      challenge(request, 'WWW-Authenticate: Digest realm="pbx", nonce="n1", algorithm=SHA-256, qop="auth"')
    }
    const fixture = desk()
    expect(await reaches(fixture, 'stopped')).toMatchObject({ reason: 'unsupportedDigest' })
    fixture.phone.dispose()
  })

  it('without a password connects nowhere', async () => {
    const fixture = desk({ password: null })
    expect(await reaches(fixture, 'stopped')).toEqual({ kind: 'stopped', reason: 'passwordMissing', detail: null })
    expect(peer.connections).toBe(0)
    fixture.phone.dispose()
  })

  it('[K17] comes back by itself after a lost connection, later and later while it fails', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    peer.isDown = true
    peer.drop()
    expect(fixture.registration()).toEqual({
      kind: 'waiting',
      reason: 'connectionLost',
      detail: 'dropped by the test',
      retryAtMs: clock.now() + 2_000,
    })
    await clock.advanceAsync(2_000)
    expect(fixture.registration()).toEqual({
      kind: 'waiting',
      reason: 'connectionRefused',
      detail: null,
      retryAtMs: clock.now() + 4_000,
    })
    peer.isDown = false
    await clock.advanceAsync(4_000)
    await reaches(fixture, 'registered')
    expect(peer.connections).toBe(2)
    fixture.phone.dispose()
  })

  it('[K17] tries at once when asked to', async () => {
    peer.isDown = true
    const fixture = desk()
    await reaches(fixture, 'waiting')
    peer.isDown = false
    void fixture.phone.sipHandlers.retryNow({ id: fixture.accountId })
    await reaches(fixture, 'registered')
    fixture.phone.dispose()
  })

  it('[K17] opens a new connection at once after sleep', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    fixture.phone.handleWake()
    expect(fixture.registration()).toEqual({ kind: 'connecting' })
    await reaches(fixture, 'registered')
    expect([peer.connections, peer.count('REGISTER')]).toEqual([2, 2])
    fixture.phone.dispose()
  })

  it('says goodbye to the registrar at the end', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    const stopped = fixture.phone.stop()
    await clock.advanceAsync(50)
    await stopped
    expect(peer.heard.at(-1)?.header('expires')).toBe('0')
  })

  it('relabelled goes on as it was; with a new user it says goodbye and begins anew', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    const [account] = fixture.accounts.list()
    if (!account) throw new Error('no account')
    await fixture.phone.sipHandlers.saveAccount({ ...account, label: 'Другая', password: null })
    expect([fixture.registration()?.kind, peer.count('REGISTER')]).toEqual(['registered', 1])
    await fixture.phone.sipHandlers.saveAccount({ ...account, user: 'agent2', password: null })
    await fixture.until('new user', () => fixture.registration()?.kind === 'registered')
    expect(
      peer.heard.map(
        (request) => `${/sip:(\w+)@/.exec(request.header('from'))?.[1] ?? ''} ${request.header('expires')}`,
      ),
    ).toEqual(['agent 600', 'agent 0', 'agent2 600'])
    fixture.phone.dispose()
  })

  it('removed is gone', async () => {
    const fixture = desk()
    await reaches(fixture, 'registered')
    await fixture.phone.sipHandlers.removeAccount({ id: fixture.accountId })
    expect(await fixture.phone.sipHandlers.listLines(null)).toEqual([])
    expect(
      await fixture.phone.callHandlers.startCall({ number: '100', chatId: null, accountId: null, presentation: null }),
    ).toEqual({
      ok: false,
      error: { reason: 'noAccount' },
    })
    fixture.phone.dispose()
  })
})

describe('dialling', () => {
  it('is refused with a reason', async () => {
    peer.isDown = true
    const fixture = desk()
    await reaches(fixture, 'waiting')
    const start = (number: string) =>
      fixture.phone.callHandlers.startCall({ number, chatId: null, accountId: null, presentation: null })
    expect(await start('Иван')).toEqual({ ok: false, error: { reason: 'badNumber' } })
    expect(await start('100')).toEqual({ ok: false, error: { reason: 'notRegistered' } })
    fixture.phone.dispose()
  })
})
