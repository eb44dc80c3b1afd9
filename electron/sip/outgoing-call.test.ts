import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { FakePeer, PEER_SDP, type Heard } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'

let peer: FakePeer
let desk: PhoneFixture

beforeEach(async () => {
  peer = new FakePeer()
  desk = createFixture({
    account: { transport: 'ws', port: 1 },
    internals: { openFlow: peer.openFlow, random: () => 0 },
  })
  desk.phone.start()
  await desk.untilRegistered()
})

afterEach(async () => {
  await desk.phone.stop()
})

function dialogOf(invite: Heard) {
  return { local: `${invite.header('to')};tag=peer`, remote: invite.header('from'), callId: invite.header('call-id') }
}

describe('[K9] an outgoing call', () => {
  it('is prepared, rings and is answered, in this order', async () => {
    const id = await desk.dial('100')
    expect(desk.call(id)?.phase).toEqual({ kind: 'preparing' })
    const invite = await peer.next('INVITE')
    expect(invite.body).toContain('m=audio')
    expect(desk.call(id)?.phase).toEqual({ kind: 'calling' })
    expect(desk.media.sounds).toEqual([])

    peer.reply(invite, 180)
    expect((await desk.untilPhase(id, 'ringing')).phase).toEqual({ kind: 'ringing', hasEarlyMedia: false })
    expect(desk.media.sounds).toEqual(['ringback'])

    peer.reply(invite, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
    await peer.next('ACK')
    expect(desk.media.sounds).toEqual(['ringback', null])
    expect(desk.media.log).toEqual(['createOffer', 'applyAnswer final'])
  })

  it('plays what the other side sends before the answer instead of the ringing tone', async () => {
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 183, { body: PEER_SDP })
    expect((await desk.untilPhase(id, 'ringing')).phase).toEqual({ kind: 'ringing', hasEarlyMedia: true })
    peer.reply(invite, 180)
    peer.reply(invite, 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')
    expect(desk.media.sounds).toEqual([])
    expect(desk.media.log).toEqual(['createOffer', 'applyAnswer early', 'applyAnswer final'])
  })

  it('survives that another branch answers than the one that was heard', async () => {
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 183, { body: PEER_SDP, toTag: 'one' })
    peer.reply(invite, 200, { body: PEER_SDP, toTag: 'two' })
    await desk.untilPhase(id, 'active')
    expect(desk.media.log.at(-1)).toBe('applyAnswer final')
    expect(peer.count('BYE')).toBe(0)
  })

  it.each([
    [486, 'busy', 'busy'],
    [603, 'declinedThere', 'declined'],
    [404, 'notFound', 'failed'],
    [480, 'noAnswer', 'noAnswer'],
    [488, 'webrtcRefused', 'failed'],
    [503, 'serverBusy', 'failed'],
    [302, 'unreachable', 'failed'],
    [500, 'serverError', 'failed'],
  ] as const)('ended by %i says %s and stands as %s in the history', async (status, reason, outcome) => {
    const id = await desk.dial('100')
    peer.reply(await peer.next('INVITE'), status)
    expect((await desk.untilPhase(id, 'ended')).phase).toEqual({ kind: 'ended', reason, outcome, durationMs: 0 })
    expect(desk.records).toMatchObject([{ id, outcome, direction: 'outgoing', number: '100' }])
    expect(desk.media.log.at(-1)).toBe('close')
  })

  it('says that there is no microphone before anyone is called', async () => {
    desk.media.refusals.set('createOffer', 'noMicrophone')
    const id = await desk.dial('100')
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'noMicrophone' })
    expect(peer.count('INVITE')).toBe(0)
  })

  it('given up while it is prepared calls nobody', async () => {
    const open = desk.media.gate('createOffer')
    const id = await desk.dial('100')
    await desk.phone.callHandlers.hangUp({ id })
    expect(desk.call(id)?.phase).toMatchObject({ kind: 'ended', reason: 'cancelled' })
    open()
    const next = await desk.dial('200')
    await peer.next('INVITE')
    expect([peer.count('INVITE'), next === id]).toEqual([1, false])
  })

  it('given up before the answer is cancelled', async () => {
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 180)
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    const cancel = await peer.next('CANCEL')
    peer.reply(cancel, 200)
    peer.reply(invite, 487)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'cancelled', outcome: 'cancelled' })
    expect(peer.count('BYE')).toBe(0)
  })

  it('answered while the CANCEL is on its way is acknowledged and ended', async () => {
    const id = await desk.dial('100')
    const invite = await peer.next('INVITE')
    peer.reply(invite, 180)
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    peer.reply(invite, 200, { body: PEER_SDP })
    await peer.next('ACK')
    await peer.next('BYE')
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'cancelled' })
    expect(desk.records).toHaveLength(1)
  })

  it('hung up twice quickly sends one BYE', async () => {
    const { id } = await answered()
    const [first, second] = await Promise.all([
      desk.phone.callHandlers.hangUp({ id }),
      desk.phone.callHandlers.hangUp({ id }),
    ])
    expect([first.ok, second]).toEqual([true, { ok: false, error: { reason: 'wrongPhase' } }])
    await peer.next('BYE')
    await desk.untilPhase(id, 'ended')
    expect(peer.count('BYE')).toBe(1)
  })
})

describe('[K9] during a call', () => {
  it('hold asks the other side, and is refused with a notice', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.hold({ id })
    expect(desk.call(id)).toMatchObject({ isHeld: false, isChangingHold: true })
    const reinvite = await peer.next('INVITE')
    expect(reinvite.body).toContain('a=sendonly')
    peer.reply(reinvite, 488)
    await desk.until('refused', () => desk.call(id)?.notice === 'holdRefused')
    expect(desk.call(id)).toMatchObject({ isHeld: false, isChangingHold: false, phase: { kind: 'active' } })
    expect(desk.media.log.slice(-2)).toEqual(['createOffer hold', 'rollback'])
  })

  it('hold that meets the other side’s own change is tried again (491)', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.hold({ id })
    peer.reply(await peer.next('INVITE'), 491)
    await peer.next('ACK')
    const again = await peer.next('INVITE')
    peer.reply(again, 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
    await desk.until('held', () => desk.call(id)?.isHeld === true)
    expect(desk.call(id)).toMatchObject({ isChangingHold: false, isHeldRemotely: false })
  })

  it('a change of the other side that meets ours gets 491', async () => {
    const { id, dialog } = await answered()
    await desk.phone.callHandlers.hold({ id })
    await peer.next('INVITE')
    peer.within('INVITE', dialog, { cseq: 10, body: PEER_SDP })
    expect((await peer.next(491)).cseqMethod).toBe('INVITE')
  })

  it('shows that the other side holds, and that it is back', async () => {
    const { id, dialog } = await answered()
    const hold = peer.within('INVITE', dialog, { cseq: 10, body: PEER_SDP.replace('sendrecv', 'sendonly') })
    const answer = await peer.next(200)
    expect(answer.body).toContain('a=recvonly')
    peer.within('ACK', dialog, { cseq: 10 })
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    expect(hold.method).toBe('INVITE')
    peer.within('INVITE', dialog, { cseq: 11, body: PEER_SDP })
    await peer.next(200)
    peer.within('ACK', dialog, { cseq: 11 })
    await desk.until('back', () => desk.call(id)?.isHeldRemotely === false)
  })

  it('takes a re-INVITE that comes in one packet with the ACK', async () => {
    const { dialog } = await answered()
    peer.within('INVITE', dialog, { cseq: 10, body: PEER_SDP })
    await peer.next(200)
    peer.within('ACK', dialog, { cseq: 10 })
    peer.within('INVITE', dialog, { cseq: 11, body: PEER_SDP })
    expect((await peer.next(200)).header('cseq')).toBe('11 INVITE')
  })

  it('ends when the other side hangs up', async () => {
    const { id, dialog } = await answered()
    peer.within('BYE', dialog, { cseq: 10 })
    expect((await peer.next(200)).cseqMethod).toBe('BYE')
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpThere', outcome: 'answered' })
  })

  it('digits go by media events, and by INFO where the other side takes none', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.sendDtmf({ id, digits: '12#' })
    await desk.until('sent', () => desk.media.log.includes('dtmf 12#'))

    const plain = await answered(PEER_SDP.replace(/a=rtpmap:101.*\r\n/, ''))
    await desk.phone.callHandlers.sendDtmf({ id: plain.id, digits: '7' })
    const info = await peer.next('INFO')
    expect(info.body).toContain('Signal=7')
    peer.reply(info, 415)
    await desk.until('refused', () => desk.call(plain.id)?.notice === 'dtmfRefused')
  })

  it('mute reaches the microphone and the screen', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    await desk.until('muted', () => desk.call(id)?.isMuted === true)
    expect(desk.media.log.at(-1)).toBe('mute')
  })

  it('[H3] is shown as muted only once the microphone is silent', async () => {
    const { id } = await answered()
    const open = desk.media.gate('setMuted')
    const muting = desk.phone.callHandlers.setMuted({ id, muted: true })
    await muting
    expect(desk.call(id)?.isMuted).toBe(false)
    open()
    await desk.until('muted', () => desk.call(id)?.isMuted === true)
  })

  it('[H3] an old answer of the microphone says nothing of the mute that was asked for later', async () => {
    const { id } = await answered()
    const open = desk.media.gate('setMuted')
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    await desk.phone.callHandlers.setMuted({ id, muted: false })
    open()
    await vi.waitFor(() => {
      expect(desk.media.log.at(-1)).toBe('unmute')
    })
    expect(desk.call(id)?.isMuted).toBe(false)
  })

  it('[H3] a mute that follows an unmute at once is shown when the microphone is silent again', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    await desk.until('muted', () => desk.call(id)?.isMuted === true)
    const open = desk.media.gate('setMuted')
    await desk.phone.callHandlers.setMuted({ id, muted: false })
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    expect(desk.call(id)?.isMuted).toBe(false)
    open()
    await desk.until('muted again', () => desk.call(id)?.isMuted === true)
  })

  it('[H3] muted before the microphone is open, the first offer is silent', async () => {
    const open = desk.media.gate('createOffer')
    const id = await desk.dial('100')
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    await desk.until('shown', () => desk.call(id)?.isMuted === true)
    open()
    await peer.next('INVITE')
  })

  async function waitHeld(id: string): Promise<void> {
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
    await desk.until('held', () => desk.calls().find((call) => call.id === id)?.isHeld === true)
  }

  it('a second call announces itself softly, and answering it puts the first on hold', async () => {
    const { id } = await answered()
    peer.invite()
    await desk.until('second', () => desk.calls().length === 2)
    const second = desk.calls()[1]
    if (!second) throw new Error('no second call')
    expect(desk.media.sounds.at(-1)).toBe('tone')
    const answering = desk.phone.callHandlers.answer({ id: second.id })
    await waitHeld(id)
    expect(await answering).toEqual({ ok: true, value: null })
    await desk.untilPhase(second.id, 'active')
    expect(desk.call(id)).toMatchObject({ isHeld: true, phase: { kind: 'active' } })
  })
})

async function answered(answer = PEER_SDP) {
  const id = await desk.dial('100')
  const invite = await peer.next('INVITE')
  if (desk.calls().length > 1 && invite.header('to').includes('tag=')) return answeredAgain(id, invite, answer)
  peer.reply(invite, 200, { body: answer })
  await desk.untilPhase(id, 'active')
  await peer.next('ACK')
  return { id, dialog: dialogOf(invite) }
}

/** The first call is put on hold at the same time: its re-INVITE may come first. */
async function answeredAgain(id: Awaited<ReturnType<typeof desk.dial>>, hold: Heard, answer: string) {
  peer.reply(hold, 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
  const invite = await peer.next('INVITE')
  peer.reply(invite, 200, { body: answer })
  await desk.untilPhase(id, 'active')
  return { id, dialog: dialogOf(invite) }
}
