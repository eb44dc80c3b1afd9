import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { FakePeer, PEER_SDP, type Heard } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'

let clock: ManualClock
let peer: FakePeer
let desk: PhoneFixture

beforeEach(async () => {
  clock = new ManualClock()
  peer = new FakePeer()
  desk = createFixture({
    account: { transport: 'ws', port: 1 },
    clock,
    internals: { openFlow: peer.openFlow, random: () => 0 },
  })
  desk.phone.start()
  await desk.untilRegistered()
})

afterEach(() => {
  desk.phone.dispose()
})

const dialogOf = (invite: Heard) => ({
  local: `${invite.header('to')};tag=peer`,
  remote: invite.header('from'),
  callId: invite.header('call-id'),
})

async function dialled(headers: readonly string[] = []) {
  const id = await desk.dial('100')
  const invite = await peer.next('INVITE')
  peer.reply(invite, 200, { body: PEER_SDP, headers })
  await desk.untilPhase(id, 'active')
  await peer.next('ACK')
  return { id, invite, dialog: dialogOf(invite) }
}

describe('requests that must not be taken', () => {
  it.each([
    [
      'a foreign extension',
      ['Require: 100rel, nothingSupportsThis, alsoNot'],
      420,
      ['unsupported', 'nothingSupportsThis, alsoNot'],
    ],
    ['a packed body', ['Content-Encoding: gzip'], 415, ['accept-encoding', 'identity']],
  ] as const)('[K8] %s is refused with its reason', async (_what, headers, status, [name, value]) => {
    peer.invite({ headers: [...headers] })
    const refusal = await peer.next(status)
    expect([refusal.cseqMethod, refusal.header(name)]).toEqual(['INVITE', value])
    expect(desk.calls()).toEqual([])
  })

  it('[K8] a body that is no session description is refused with 415, unless it may be passed over', async () => {
    const invite = (extra: string) =>
      `INVITE sip:agent@here SIP/2.0\r\nVia: SIP/2.0/WS p.invalid;branch=z9hG4bK${String(extra.length)}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:agent@b>\r\nCall-ID: odd${String(extra.length)}\r\nCSeq: 1 INVITE\r\nContact: <sip:a@b>\r\n${extra}Content-Type: text/html\r\nContent-Length: 4\r\n\r\n<p/>`
    peer.inject(invite(''))
    expect((await peer.next(415)).header('accept')).toBe('application/sdp')
    peer.inject(invite('Content-Disposition: render;handling=optional\r\n'))
    await peer.next(180)
  })

  it('[K8] another version of SIP is refused with 505, the same way each time', async () => {
    const text =
      'OPTIONS sip:agent@here SIP/7.0\r\nVia: SIP/7.0/WS p.invalid;branch=z9hG4bKv\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:agent@b>\r\nCall-ID: v\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n'
    peer.inject(text)
    const first = await peer.next(505)
    peer.inject(text)
    expect((await peer.next(505)).header('to')).toBe(first.header('to'))
    expect(first.header('to')).toMatch(/;tag=\w+$/)
  })

  it('[K8] an ACK is never answered, whatever it requires', async () => {
    peer.within(
      'ACK',
      { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>;tag=2', callId: 'x' },
      { cseq: 1, headers: ['Require: odd'] },
    )
    peer.within('OPTIONS', { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>', callId: 'y' }, { cseq: 1 })
    await peer.next(200)
    expect(peer.heard.filter(({ status }) => status === 420)).toEqual([])
  })
})

describe('UPDATE (RFC 3311)', () => {
  it('[K9] without a body is answered at once', async () => {
    const { dialog } = await dialled()
    peer.within('UPDATE', dialog, { cseq: 5 })
    const answer = await peer.next(200)
    expect([answer.cseqMethod, answer.body, answer.header('contact')]).toEqual([
      'UPDATE',
      '',
      expect.stringContaining('<sip:'),
    ])
  })

  it('[K9] with an offer changes the call as a re-INVITE does', async () => {
    const { id, dialog } = await dialled()
    peer.within('UPDATE', dialog, { cseq: 5, body: PEER_SDP.replace('sendrecv', 'sendonly') })
    const answer = await peer.next(200)
    expect([answer.header('cseq'), /a=recvonly/.test(answer.body)]).toEqual(['5 UPDATE', true])
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    // The library was told of an ACK: it neither repeats its answer nor refuses the next change.
    peer.within('UPDATE', dialog, { cseq: 6, body: PEER_SDP })
    expect((await peer.next(200)).header('cseq')).toBe('6 UPDATE')
    await desk.until('back', () => desk.call(id)?.isHeldRemotely === false)
    peer.within('BYE', dialog, { cseq: 7 })
    await desk.untilPhase(id, 'ended')
    expect(peer.heard.filter(({ status }) => status === 100)).toEqual([])
  })

  it('[K9] that meets our own change gets 491, and for a call that is gone 481', async () => {
    const { id, dialog } = await dialled()
    await desk.phone.callHandlers.hold({ id })
    await peer.next('INVITE')
    peer.within('UPDATE', dialog, { cseq: 5, body: PEER_SDP })
    expect((await peer.next(491)).cseqMethod).toBe('UPDATE')
    peer.within('UPDATE', { ...dialog, callId: 'unknown' }, { cseq: 5 })
    expect((await peer.next(481)).cseqMethod).toBe('UPDATE')
  })
})

describe('session timers (RFC 4028)', () => {
  it('[K9] an INVITE asks for half an hour, and refreshes half way by UPDATE when it is its turn', async () => {
    const { id, invite } = await dialled(['Session-Expires: 200;refresher=uac'])
    expect([invite.header('session-expires'), invite.header('min-se')]).toEqual(['1800', '90'])
    expect([/timer/.test(invite.header('supported')), /UPDATE/.test(invite.header('allow'))]).toEqual([true, true])
    for (let turn = 0; turn < 3; turn += 1) {
      await clock.advanceAsync(100_000)
      const update = await peer.next('UPDATE')
      expect([update.body, update.header('session-expires')]).toEqual(['', '1800'])
      peer.reply(update, 200, { headers: ['Session-Expires: 200;refresher=uac'] })
      await clock.advanceAsync(0)
    }
    expect(desk.call(id)?.phase.kind).toBe('active')
  })

  it('[K9] refreshes by re-INVITE where UPDATE is not taken', async () => {
    const { id } = await dialled(['Session-Expires: 200;refresher=uac'])
    await clock.advanceAsync(100_000)
    peer.reply(await peer.next('UPDATE'), 405)
    const reinvite = await peer.next('INVITE')
    expect(reinvite.body).toContain('m=audio')
    peer.reply(reinvite, 200, { body: PEER_SDP, headers: ['Session-Expires: 200;refresher=uac'] })
    await peer.next('ACK')
    await clock.advanceAsync(99_000)
    expect(desk.call(id)?.phase.kind).toBe('active')
  })

  it('[K9] hangs up a call that the other side does not refresh in time', async () => {
    const { id, dialog } = await dialled(['Session-Expires: 200;refresher=uas'])
    await clock.advanceAsync(160_000)
    peer.within('UPDATE', dialog, { cseq: 5, headers: ['Supported: timer', 'Session-Expires: 200;refresher=uac'] })
    expect((await peer.next(200)).header('session-expires')).toBe('200;refresher=uac')
    await clock.advanceAsync(160_000)
    expect(peer.count('BYE')).toBe(0)
    await clock.advanceAsync(10_000)
    await peer.next('BYE')
    await desk.untilPhase(id, 'ended')
  })

  it('[K9] hangs up when its own refresh is answered by nobody', async () => {
    await dialled(['Session-Expires: 200;refresher=uac'])
    await clock.advanceAsync(100_000)
    await peer.next('UPDATE')
    await clock.advanceAsync(69_000)
    await peer.next('BYE')
  })

  it('[K9] leaves a call alone whose other side agreed on no interval', async () => {
    const { id } = await dialled()
    await clock.advanceAsync(7_200_000)
    expect([peer.count('BYE'), peer.count('UPDATE'), desk.call(id)?.phase.kind]).toEqual([0, 0, 'active'])
  })

  it('[K9] agrees to what an incoming call asks for, and refuses less than a minute and a half', async () => {
    peer.invite({ headers: ['Supported: timer', 'Session-Expires: 600'] })
    await peer.next(180)
    const [call] = desk.calls()
    if (!call) throw new Error('no call')
    await desk.phone.callHandlers.answer({ id: call.id })
    const answer = await peer.next(200)
    expect([answer.header('session-expires'), answer.header('require')]).toEqual(['600;refresher=uac', 'timer'])
    peer.invite({ callId: 'hasty', headers: ['Supported: timer', 'Session-Expires: 30'] })
    expect((await peer.next(422)).header('min-se')).toBe('90')
  })

  it('[K9] tries once more with the interval that a 422 names', async () => {
    const id = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 422, { headers: ['Min-SE: 3600'] })
    await peer.next('ACK')
    const again = await peer.next('INVITE')
    expect([again.header('session-expires'), again.header('min-se')]).toEqual(['3600', '3600'])
    peer.reply(again, 422, { headers: ['Min-SE: 7200'] })
    await desk.untilPhase(id, 'ended')
  })
})

describe('a call that is sent elsewhere (302)', () => {
  const elsewhere = (user: string) => ({ headers: [`Contact: <sip:${user}@elsewhere.test>`] })

  it('[K9] is followed, and then is the call', async () => {
    const id = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 302, elsewhere('200'))
    await peer.next('ACK')
    const again = await peer.next('INVITE')
    expect([again.text.split('\r\n')[0], again.header('cseq')]).toEqual([
      'INVITE sip:200@elsewhere.test SIP/2.0',
      '2 INVITE',
    ])
    peer.reply(again, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
  })

  it('[K9] is not followed in a circle, nor further than three times', async () => {
    const circle = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 302, elsewhere('200'))
    peer.reply(await peer.next('INVITE'), 302, elsewhere('200'))
    await desk.untilPhase(circle, 'ended')
    const invites = peer.count('INVITE')
    const long = await desk.dial('100')
    for (const user of ['201', '202', '203', '204']) peer.reply(await peer.next('INVITE'), 302, elsewhere(user))
    await desk.untilPhase(long, 'ended')
    expect(peer.count('INVITE') - invites).toBe(4)
  })

  it('[K9] goes to the best of several addresses, then to the next, until one takes it', async () => {
    const id = await desk.dial('100')
    const several = ['200>;q=0.2', '201>;q=0.9', '202>;q=0.5']
    peer.reply(await peer.next('INVITE'), 302, {
      headers: [
        ...several.map((each) => `Contact: <sip:${each.replace('>', '@elsewhere.test>')}`),
        'Contact: <tel:+7900>',
      ],
    })
    const asked: string[] = []
    for (const status of [404, 486]) {
      const invite = await peer.next('INVITE')
      asked.push(invite.text.split(' ')[1] ?? '')
      peer.reply(invite, status)
    }
    const last = await peer.next('INVITE')
    asked.push(last.text.split(' ')[1] ?? '')
    expect(asked).toEqual(['sip:201@elsewhere.test', 'sip:202@elsewhere.test', 'sip:200@elsewhere.test'])
    peer.reply(last, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
  })

  it('[K9] ends with a refusal in the name of all, and with the last one where none took it', async () => {
    const two = { headers: ['Contact: <sip:200@elsewhere.test>, <sip:201@elsewhere.test>'] }
    const everywhere = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 302, two)
    peer.reply(await peer.next('INVITE'), 603)
    expect((await desk.untilPhase(everywhere, 'ended')).phase).toMatchObject({ reason: 'declinedThere' })
    const nowhere = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 302, two)
    peer.reply(await peer.next('INVITE'), 404)
    peer.reply(await peer.next('INVITE'), 486)
    expect((await desk.untilPhase(nowhere, 'ended')).phase).toMatchObject({ reason: 'busy' })
  })

  it.each([300, 305, 380])('[K9] %i is refused in words and not followed', async (status) => {
    const id = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), status, elsewhere('200'))
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'unreachable' })
    expect(peer.count('INVITE')).toBe(1)
  })

  it('[K9] is not followed once we hung up', async () => {
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 180)
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    await peer.next('CANCEL')
    peer.reply(invite, 302, elsewhere('200'))
    await desk.untilPhase(id, 'ended')
    expect(peer.count('INVITE')).toBe(1)
  })
})
