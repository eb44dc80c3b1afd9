// Whole: one call that comes in, from the ring to what breaks in it, on one phone and one peer.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { CallId, ChatId } from '#shared/domain/ids'
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

async function ringing(
  options: Parameters<FakePeer['invite']>[0] = {},
): Promise<{ readonly id: CallId; readonly invite: Heard }> {
  const before = desk.calls().length
  const invite = peer.invite(options)
  await peer.next(180)
  await desk.until('incoming', () => desk.calls().length > before)
  const call = desk.calls().at(-1)
  if (!call) throw new Error('no call')
  return { id: call.id, invite }
}

function dialog(answer: Heard) {
  return { local: answer.header('from'), remote: answer.header('to'), callId: answer.header('call-id') }
}

async function answered() {
  const { id, invite } = await ringing()
  await desk.phone.callHandlers.answer({ id })
  const answer = await peer.next(200)
  peer.within('ACK', dialog(answer), { cseq: 1 })
  await desk.untilPhase(id, 'active')
  return { id, invite, dialog: dialog(answer) }
}

describe('[K9] an incoming call', () => {
  it('rings at once and is told to the caller before anyone is looked up', async () => {
    const { id } = await ringing()
    expect(desk.call(id)).toMatchObject({
      direction: 'incoming',
      number: '+79001112233',
      name: 'Иван',
      phase: { kind: 'incoming' },
    })
    expect(desk.media.sounds).toEqual(['trill'])
    expect(desk.media.log).toEqual([])
  })

  it('[C8] takes name, subject and last line from the chat', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000001' as ChatId
    desk.callers.set('+79001112233', { chatId, name: 'Пётр', subject: 'Повар', lastLine: 'Здравствуйте' })
    const { id } = await ringing()
    await desk.until('known', () => desk.call(id)?.chatId === chatId)
    expect(desk.call(id)).toMatchObject({ name: 'Пётр', subject: 'Повар', lastLine: 'Здравствуйте' })
    const opened: ChatId[] = []
    desk.phone.onOpenChat((chat) => opened.push(chat))
    expect(await desk.phone.callHandlers.openChat({ id })).toEqual({ ok: true, value: null })
    expect(opened).toEqual([chatId])
  })

  it('[C8] opens the card when it is answered, once, also where the client was found later', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000001' as ChatId
    const opened: ChatId[] = []
    desk.phone.onOpenChat((chat) => opened.push(chat))
    desk.callers.set('+79001112233', { chatId, name: 'Пётр', subject: null, lastLine: null })
    const { id } = await ringing()
    await desk.until('known', () => desk.call(id)?.chatId === chatId)
    expect(opened).toEqual([])
    await desk.phone.callHandlers.answer({ id })
    await peer.next(200)
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    expect(opened).toEqual([chatId])
  })

  it('[C8] of a number that several people have is whose the agent says, and opens that card', async () => {
    const [first, second] = ['1', '2'].map((end) => `0192d6d0-0000-7000-8000-00000000000${end}` as ChatId)
    if (!first || !second) throw new Error('two chats')
    const callers = [
      { chatId: first, name: 'Пётр' },
      { chatId: second, name: 'Мария' },
    ]
    desk.callers.set('+79001112233', { chatId: first, name: 'Пётр', subject: null, lastLine: null, callers })
    desk.callers.set('мария', { chatId: second, name: 'Мария', subject: 'Повар', lastLine: null })
    const opened: ChatId[] = []
    desk.phone.onOpenChat((chat) => opened.push(chat))
    const { id } = await ringing()
    await desk.until('known', () => desk.call(id)?.callers !== undefined)
    expect(desk.call(id)).toMatchObject({ name: 'Пётр', callers })
    await desk.phone.callHandlers.answer({ id })
    expect(await desk.phone.callHandlers.assign({ id, chatId: second })).toEqual({ ok: true, value: null })
    await desk.until('assigned', () => desk.call(id)?.subject === 'Повар')
    expect(desk.call(id)).toMatchObject({ name: 'Мария', chatId: second, callers })
    expect(opened).toEqual([first, second])
  })

  it('[C8] of an unknown number opens nothing, until the agent says whose it is', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000003' as ChatId
    const opened: ChatId[] = []
    desk.phone.onOpenChat((chat) => opened.push(chat))
    desk.callers.set('олег', { chatId, name: 'Олег', subject: null, lastLine: null })
    const { id } = await ringing()
    await desk.phone.callHandlers.answer({ id })
    expect(opened).toEqual([])
    await desk.phone.callHandlers.assign({ id, chatId })
    await desk.until('named', () => desk.call(id)?.name === 'Олег')
    expect(opened).toEqual([chatId])
    await desk.phone.callHandlers.hangUp({ id })
    await desk.untilPhase(id, 'ended')
    expect(await desk.phone.callHandlers.assign({ id, chatId })).toMatchObject({ error: { reason: 'wrongPhase' } })
  })

  it('is found by the number that was dialled, whatever it is', async () => {
    await ringing({ target: 'sip:74950001122@10.0.0.5' })
    await ringing({ target: 'tel:+74950001122', callId: 'incoming-2' })
    expect(desk.calls()).toHaveLength(2)
  })

  it('is refused with 488 where no codec is common', async () => {
    const { id } = await ringing()
    desk.media.refusals.set('createAnswer', 'noCommonCodec')
    await desk.phone.callHandlers.answer({ id })
    await peer.next(488)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'noCommonCodec' })
    expect(peer.heard.filter(({ status }) => status !== null && status >= 300)).toHaveLength(1)
  })

  it('is put on hold only once the caller has confirmed the answer, however late that is', async () => {
    const { id } = await ringing()
    await desk.phone.callHandlers.answer({ id })
    const answer = await peer.next(200)
    await desk.untilPhase(id, 'active')
    await desk.phone.callHandlers.hold({ id })
    expect(peer.heard.filter(({ method }) => method === 'INVITE')).toEqual([])
    peer.within('ACK', dialog(answer), { cseq: 1 })
    const hold = await peer.next('INVITE')
    expect(hold.body).toContain('a=sendonly')
    peer.reply(hold, 200, { headers: ['Contact: <sip:caller@127.0.0.1:5060>'], body: PEER_SDP })
    await desk.until('held', () => desk.call(id)?.isHeld === true)
    expect(desk.call(id)?.phase.kind).toBe('active')
  })

  it('is answered once, however often the button is pressed', async () => {
    const { id } = await ringing()
    const results = await Promise.all([desk.phone.callHandlers.answer({ id }), desk.phone.callHandlers.answer({ id })])
    expect(results).toEqual([
      { ok: true, value: null },
      { ok: false, error: { reason: 'wrongPhase' } },
    ])
    const answer = await peer.next(200)
    expect(answer.body).toContain('a=sendrecv')
    expect(desk.media.sounds).toEqual(['trill', null])
    peer.within('ACK', dialog(answer), { cseq: 1 })
    await desk.untilPhase(id, 'active')
    expect(desk.media.log).toEqual(['createAnswer'])
  })

  it('declined here is refused with 603', async () => {
    const { id } = await ringing()
    await desk.phone.callHandlers.decline({ id })
    await peer.next(603)
    expect(desk.call(id)?.phase).toMatchObject({ kind: 'ended', reason: 'declinedHere', outcome: 'declined' })
    expect(desk.records).toMatchObject([{ outcome: 'declined', isSeen: true }])
  })

  it('[N7] turned away is busy for its caller (486) and missed for whoever was not asked', async () => {
    const { id } = await ringing()
    desk.phone.turnAway(id)
    await peer.next(486)
    expect(desk.call(id)?.phase).toMatchObject({ kind: 'ended', reason: 'noAnswer', outcome: 'missed' })
    expect(desk.records).toMatchObject([{ outcome: 'missed', isSeen: false }])
  })

  it('[K18] given up by the caller is missed', async () => {
    const { id, invite } = await ringing()
    peer.cancel(invite)
    await peer.next(487)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'cancelled', outcome: 'missed' })
    expect(desk.records).toMatchObject([{ outcome: 'missed', isSeen: false, direction: 'incoming' }])
    expect(desk.media.sounds).toEqual(['trill', null])
  })

  it('taken by a colleague is not missed', async () => {
    const { id, invite } = await ringing()
    peer.cancel(invite, ['Reason: SIP;cause=200;text="Call completed elsewhere"'])
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({
      reason: 'answeredElsewhere',
      outcome: 'cancelled',
    })
  })

  it('answered after the caller gave up tells so and does no harm', async () => {
    const { id, invite } = await ringing()
    peer.cancel(invite)
    await desk.untilPhase(id, 'ended')
    expect(await desk.phone.callHandlers.answer({ id })).toEqual({ ok: false, error: { reason: 'wrongPhase' } })
  })

  it('given up while the answer is being made ends without a voice', async () => {
    const { id, invite } = await ringing()
    const open = desk.media.gate('createAnswer')
    await desk.phone.callHandlers.answer({ id })
    expect(desk.call(id)?.phase).toEqual({ kind: 'answering' })
    peer.cancel(invite)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'cancelled', outcome: 'missed' })
    open()
    await peer.next(487)
    expect(desk.records).toHaveLength(1)
  })

  it('without a microphone is refused and says why', async () => {
    const { id } = await ringing()
    desk.media.refusals.set('createAnswer', 'microphoneRefused')
    await desk.phone.callHandlers.answer({ id })
    await peer.next(480)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'microphoneRefused', outcome: 'missed' })
  })

  it('without an offer is answered with ours, theirs comes in the ACK', async () => {
    const { id } = await ringing({ body: '' })
    await desk.phone.callHandlers.answer({ id })
    const answer = await peer.next(200)
    expect(answer.body).toContain('m=audio')
    peer.within('ACK', dialog(answer), { cseq: 1, body: PEER_SDP })
    await desk.until('answer applied', () => desk.media.log.includes('applyAnswer final') || desk.calls().length > 0)
    await desk.untilPhase(id, 'active')
    expect(desk.media.log[0]).toBe('createOffer')
  })

  it('that insists on reliable ringing gets it', async () => {
    peer.invite({ headers: ['Require: 100rel'] })
    const rings = await peer.next(180)
    expect([rings.header('require'), rings.header('rseq')]).toEqual(['100rel', expect.stringMatching(/^\d+$/)])
  })

  it('hung up by the caller ends', async () => {
    const call = await answered()
    peer.within('BYE', call.dialog, { cseq: 2 })
    expect((await desk.untilPhase(call.id, 'ended')).phase).toMatchObject({
      reason: 'hungUpThere',
      outcome: 'answered',
    })
  })
})

describe('[K11] when something breaks', () => {
  it('[H3] a new media window gets a new offer that is muted from its first packet', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    desk.media.restart()
    expect(desk.call(id)?.notice).toBe('mediaInterrupted')
    const reinvite = await peer.next('INVITE')
    expect(desk.media.log).toContain('createOffer restart muted')
    peer.reply(reinvite, 200, { body: PEER_SDP })
    await peer.next('ACK')
    await vi.waitFor(() => {
      expect(desk.media.log.filter((line) => line === 'mute')).toHaveLength(2)
    })
    desk.media.report('connectionChanged', { callId: id, state: 'connected' })
    expect(desk.call(id)?.notice).toBeNull()
  })

  it('a media window that dies while the answer is made is asked again', async () => {
    const { id } = await ringing()
    desk.media.refusals.set('createAnswer', 'gone')
    await desk.phone.callHandlers.answer({ id })
    const answer = await peer.next(200)
    peer.within('ACK', dialog(answer), { cseq: 1 })
    await desk.untilPhase(id, 'active')
    expect(desk.media.log).toEqual(['createAnswer → gone', 'createAnswer'])
  })

  it('[K17] a lost connection keeps the call and refreshes it when it is back', async () => {
    const { id } = await answered()
    peer.drop()
    expect(desk.call(id)).toMatchObject({ notice: 'signallingLost', phase: { kind: 'active' } })
    desk.phone.handleNetworkChanged()
    await desk.untilRegistered()
    const reinvite = await peer.next('INVITE')
    expect(desk.call(id)?.notice).toBeNull()
    expect(desk.media.log.at(-1)).toBe('createOffer restart')
    peer.reply(reinvite, 200, { body: PEER_SDP })
    await peer.next('ACK')
    expect(desk.call(id)?.phase.kind).toBe('active')
  })

  it.each([
    ['took no notice of', null],
    ['had begun to take', 100],
  ])('[K17] a connection lost again makes anew the offer that the server %s', async (_what, status) => {
    const { id } = await answered()
    desk.phone.handleNetworkChanged()
    await desk.untilRegistered()
    const unanswered = await peer.next('INVITE')
    if (status !== null) peer.reply(unanswered, status)
    desk.phone.handleNetworkChanged()
    await desk.untilRegistered()
    const again = await peer.next('INVITE')
    expect(Number.parseInt(again.header('cseq'))).toBeGreaterThan(Number.parseInt(unanswered.header('cseq')))
    peer.reply(again, 200, { body: PEER_SDP })
    await peer.next('ACK')
    expect(desk.call(id)?.phase.kind).toBe('active')
    expect(desk.media.log.filter((line) => line === 'createOffer restart')).toHaveLength(2)
  })

  it('[K17] notices after a lost connection that the other side is gone', async () => {
    const { id } = await answered()
    peer.drop()
    desk.phone.handleWake()
    peer.reply(await peer.next('INVITE'), 481)
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'hungUpThere', outcome: 'answered' })
  })

  it('hung up into a connection that is lost then, says goodbye once more over the next', async () => {
    const { id } = await answered()
    await desk.phone.callHandlers.hangUp({ id })
    const unheard = await peer.next('BYE')
    desk.phone.handleNetworkChanged()
    const again = await peer.next('BYE')
    expect(again.header('call-id')).toBe(unheard.header('call-id'))
    expect(Number.parseInt(again.header('cseq'))).toBeGreaterThan(Number.parseInt(unheard.header('cseq')))
    peer.reply(again, 200)
    desk.phone.handleNetworkChanged()
    await desk.untilRegistered()
    expect(peer.count('BYE')).toBe(2)
  })

  it('hung up while the connection is lost says goodbye once it is back', async () => {
    const { id } = await answered()
    peer.drop()
    await desk.phone.callHandlers.hangUp({ id })
    expect(desk.call(id)?.phase).toEqual({ kind: 'ending' })
    desk.phone.handleNetworkChanged()
    await peer.next('BYE')
    await desk.untilPhase(id, 'ended')
  })

  it('[H4] a microphone that went away is told until another took its place', async () => {
    const { id } = await answered()
    desk.media.report('deviceLost', { callId: id, kind: 'input', recovered: false })
    expect(desk.call(id)?.notice).toBe('microphoneLost')
    desk.media.report('deviceLost', { callId: id, kind: 'input', recovered: true })
    expect(desk.call(id)?.notice).toBeNull()
  })

  it('[K15] says that the microphone is silent, but never while muted or on hold', async () => {
    const { id } = await answered()
    const second = (own: number) => {
      const counters = { packetsSent: 0, packetsReceived: 0, packetsLost: 0, jitterMs: 0, roundTripMs: null }
      desk.media.report('stats', { callId: id, ...counters, codec: null, voice: { own, other: 0, forMs: 1_000 } })
    }
    const seconds = (count: number, own: number) => {
      for (let i = 0; i < count; i += 1) second(own)
    }
    seconds(3, 0)
    expect(desk.call(id)?.notice).toBeNull()
    second(0)
    expect(desk.call(id)?.notice).toBe('microphoneSilent')
    await desk.phone.callHandlers.setMuted({ id, muted: true })
    expect(desk.call(id)?.notice).toBeNull()
    seconds(10, 0)
    expect(desk.call(id)?.notice).toBeNull()
    await desk.phone.callHandlers.setMuted({ id, muted: false })
    seconds(4, 0)
    expect(desk.call(id)?.notice).toBe('microphoneSilent')
    second(0.02)
    expect(desk.call(id)?.notice).toBeNull()
  })

  it('[K15] shows the quality of the last second', async () => {
    const { id } = await answered()
    const report = (packetsReceived: number, packetsLost: number) => {
      desk.media.report('stats', {
        callId: id,
        packetsSent: 0,
        packetsReceived,
        packetsLost,
        jitterMs: 4,
        roundTripMs: 30,
        codec: 'PCMA',
        voice: { own: null, other: null, forMs: 1_000 },
      })
    }
    report(50, 0)
    report(100, 0)
    expect(desk.call(id)?.quality).toMatchObject({ verdict: 'good', loss: 0, isReceiving: true })
    report(130, 20)
    expect(desk.call(id)?.quality).toMatchObject({ verdict: 'poor', loss: 0.4 })
  })
})

describe('the process', () => {
  it('takes the library’s rough edges: unknown notifications, REFER, OPTIONS', async () => {
    const dialogless = { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>', callId: 'out' }
    peer.within('NOTIFY', { ...dialogless, callId: 'n' }, { cseq: 1, headers: ['Event: check-sync'] })
    expect((await peer.next(200)).cseqMethod).toBe('NOTIFY')
    peer.within('REFER', { ...dialogless, callId: 'r' }, { cseq: 1, headers: ['Refer-To: <sip:evil@x>'] })
    await peer.next(603)
    peer.within('OPTIONS', { ...dialogless, callId: 'o' }, { cseq: 1 })
    const supported = (await peer.next(200)).header('supported')
    expect([supported.includes('timer'), supported.includes('outbound')]).toEqual([true, false])
  })
})
