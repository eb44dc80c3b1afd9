import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId, SipAccountId } from '#shared/domain/ids'
import type { SipMedia } from '#shared/domain/sip-account'
import { ManualClock } from '#shared/lib/manual-clock'
import type { LiveCall, LiveCallStore } from './phone-ports'
import { FakePeer, PEER_SDP, type Heard } from './testing/fake-peer'
import { createFixture, type PhoneFixture } from './testing/phone-fixture'

const ACCOUNT = '0192d6d0-0000-7000-8000-000000000001' as SipAccountId
const ROUTES = ['Record-Route: <sip:edge.pbx.test;lr>', 'Record-Route: <sip:inner.pbx.test;lr>']

let clock: ManualClock
let peer: FakePeer
let desk: PhoneFixture
let notes: readonly LiveCall[]

/** What a file keeps: the last note, as text. */
const store: LiveCallStore = {
  save: (calls) => {
    notes = JSON.parse(JSON.stringify(calls)) as readonly LiveCall[]
  },
  load: () => notes,
}

interface Start {
  readonly isEnabled?: boolean
  readonly media?: SipMedia
}

async function start({ isEnabled = true, media = 'webrtc' }: Start = {}): Promise<void> {
  desk = createFixture({
    account: { id: ACCOUNT, transport: 'ws', port: 1, isEnabled, media },
    clock,
    internals: { openFlow: peer.openFlow, random: () => 0 },
    liveCalls: store,
  })
  desk.phone.start()
  if (isEnabled && !peer.isDown) await desk.untilRegistered()
}

/** As a kill does: nobody is told anything. */
async function restart({ forMs = 0, ...how }: Start & { readonly forMs?: number } = {}): Promise<void> {
  desk.phone.dispose()
  clock.advance(forMs)
  await start(how)
}

beforeEach(async () => {
  clock = new ManualClock(1_000_000)
  peer = new FakePeer()
  notes = []
  await start()
})

afterEach(() => {
  desk.phone.dispose()
})

/** Talks to 100; the answer's request. */
async function talk(number = '100'): Promise<{ readonly id: CallId; readonly invite: Heard }> {
  const id = await desk.dial(number)
  const invite = await peer.next('INVITE')
  peer.reply(invite, 200, { body: PEER_SDP, headers: ROUTES })
  await desk.untilPhase(id, 'active')
  await peer.next('ACK')
  return { id, invite }
}

const sequence = (message: Heard) => Number(message.header('cseq').split(' ')[0])
const dialogOf = (message: Heard) => ['call-id', 'from'].map((name) => message.header(name))

async function answerReturn(): Promise<Heard> {
  const offer = await peer.next('INVITE')
  peer.reply(offer, 200, { body: PEER_SDP })
  await peer.next('ACK')
  return offer
}

describe('[K11] a talk of the process before this one', () => {
  it('goes on in its own dialog, by its own route, from where this computer is reached now', async () => {
    const { id, invite } = await talk()
    const { phase, startedAtMs } = desk.call(id) ?? {}
    await restart({ forMs: 5_000 })
    expect(desk.call(id)).toMatchObject({ phase, startedAtMs, number: '100', notice: 'mediaInterrupted' })
    const offer = await answerReturn()
    expect(dialogOf(offer)).toEqual(dialogOf(invite))
    expect(offer.text).toMatch(/^INVITE sip:peer@127\.0\.0\.1:5060 SIP/)
    expect(offer.header('to')).toContain(';tag=peer')
    expect(offer.headers('route')).toEqual(['<sip:inner.pbx.test;lr>', '<sip:edge.pbx.test;lr>'])
    const registered = peer.heard.findLast(({ method }) => method === 'REGISTER')?.header('contact')
    expect(registered?.startsWith(offer.header('contact'))).toBe(true)
    expect(sequence(offer)).toBeGreaterThan(sequence(invite))
    expect([invite, offer].map(({ body }) => /^o=.*/m.exec(body)?.[0].trim())).toEqual([
      'o=- 1 1 IN IP4 127.0.0.1',
      'o=- 1 12 IN IP4 127.0.0.1',
    ])
    expect(desk.media.log).toEqual(['createOffer restart', 'applyAnswer final'])
    desk.media.report('connectionChanged', { callId: id, state: 'connected' })
    await desk.until('no notice', () => desk.call(id)?.notice === null)
    expect(desk.records).toEqual([])
  })

  it('is hung up by either side, and is one line of the history with its whole length', async () => {
    const { id } = await talk()
    await restart({ forMs: 5_000 })
    await answerReturn()
    clock.advance(55_000)
    await desk.phone.callHandlers.hangUp({ id })
    peer.reply(await peer.next('BYE'), 200)
    await desk.untilPhase(id, 'ended')
    expect(desk.records).toMatchObject([{ id, outcome: 'answered', durationMs: 60_000 }])

    const { id: second, invite } = await talk()
    await restart()
    await answerReturn()
    peer.within(
      'BYE',
      { local: `${invite.header('to')};tag=peer`, remote: invite.header('from'), callId: invite.header('call-id') },
      { cseq: 7 },
    )
    await desk.untilPhase(second, 'ended')
    expect(desk.records).toMatchObject([{ id: second, outcome: 'answered' }])
    expect(notes).toEqual([])
  })

  it('that came in, was moved to hold and is muted is still all of it', async () => {
    const invite = peer.invite()
    await desk.until('a call', () => desk.calls().length === 1)
    const [call] = desk.calls()
    if (!call) throw new Error('No call came in.')
    await desk.phone.callHandlers.answer({ id: call.id })
    const answer = await peer.next(200)
    peer.within('ACK', { local: invite.header('from'), remote: answer.header('to'), callId: 'incoming-1' }, { cseq: 1 })
    await desk.untilPhase(call.id, 'active')
    await desk.phone.callHandlers.setMuted({ id: call.id, muted: true })
    await desk.phone.callHandlers.hold({ id: call.id })
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    await desk.until('held', () => desk.call(call.id)?.isHeld === true)
    await restart()
    expect(desk.call(call.id)).toMatchObject({
      direction: 'incoming',
      name: 'Иван',
      number: '+79001112233',
      isHeld: true,
    })
    await answerReturn()
    expect(desk.media.log).toEqual(['createOffer hold restart muted', 'applyAnswer final', 'mute'])
    // Nobody rings again.
    expect(desk.media.sounds.filter((sound) => sound !== null)).toEqual([])
  })

  it('takes an offer of the other side in the old dialog', async () => {
    const { id, invite } = await talk()
    await restart()
    await answerReturn()
    const dialog = {
      local: `${invite.header('to')};tag=peer`,
      remote: invite.header('from'),
      callId: invite.header('call-id'),
    }
    peer.within('INVITE', dialog, { cseq: 9, body: PEER_SDP.replace('sendrecv', 'sendonly') })
    await peer.next(200)
    await desk.until('held there', () => desk.call(id)?.isHeldRemotely === true)
    // From where it is reached now: the next process asks there.
    expect(notes[0]?.talk?.dialog).toMatchObject({ remoteTarget: 'sip:caller@127.0.0.1:5060', remoteSequence: 9 })
  })

  it.each([481, 408])('whose other side is gone (%i) ended when Otklik was last seen running', async (status) => {
    const { id } = await talk()
    clock.advance(30_000)
    await restart({ forMs: 20_000 })
    peer.reply(await peer.next('INVITE'), status)
    await desk.untilPhase(id, 'ended')
    expect(desk.call(id)?.phase).toMatchObject({ reason: 'appRestarted', outcome: 'interrupted', durationMs: 30_000 })
    expect(desk.records).toMatchObject([{ id, outcome: 'interrupted', durationMs: 30_000 }])
  })

  it('waits a minute for its line, and outlives another restart meanwhile', async () => {
    const { id } = await talk()
    clock.advance(10_000)
    peer.isDown = true
    await restart({ forMs: 5_000 })
    expect(desk.call(id)?.notice).toBe('signallingLost')
    clock.advance(20_000)
    await restart()
    clock.advance(59_000)
    expect(desk.call(id)?.phase.kind).toBe('active')
    clock.advance(1_000)
    expect(desk.records).toMatchObject([{ id, outcome: 'interrupted', durationMs: 10_000 }])
  })

  it.each<[string, () => Promise<void>]>([
    ['was seen running too long ago', () => restart({ forMs: 190_001 })],
    ['has no line any more', () => restart({ isEnabled: false })],
  ])('that %s is told in the history and not called', async (_why, begin) => {
    const { id } = await talk()
    await begin()
    expect([desk.calls(), desk.records, notes]).toMatchObject([[], [{ id, outcome: 'interrupted' }], []])
    expect(peer.count('INVITE')).toBe(1)
  })

  it('keeps the kind of sound with which it began', async () => {
    await restart({ media: 'rtp' })
    await talk()
    expect(notes[0]?.talk?.sound).toBe('rtp')
    await restart({ media: 'webrtc' })
    await answerReturn()
    expect(notes[0]?.talk?.sound).toBe('rtp')
  })

  it('does not go on where it only rang', async () => {
    await desk.dial('100')
    peer.reply(await peer.next('INVITE'), 180)
    await desk.until('ringing', () => desk.calls()[0]?.phase.kind === 'ringing')
    await restart()
    expect(desk.records).toMatchObject([{ outcome: 'interrupted', durationMs: 0 }])
    expect(desk.calls()).toEqual([])
  })
})

describe('[K9] several talks of before', () => {
  it('come back each as it was, a conference as one', async () => {
    const answerBoth = async () => {
      const offers = [await peer.next('INVITE'), await peer.next('INVITE')]
      for (const offer of offers) peer.reply(offer, 200, { body: PEER_SDP })
      await peer.next('ACK')
      await peer.next('ACK')
    }
    const { id: first } = await talk('100')
    const begun = desk.dial('200')
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    const second = await begun
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    await desk.untilPhase(second, 'active')
    await desk.until('first held', () => desk.call(first)?.isHeld === true)
    await restart()
    const held = () => [first, second].map((id) => desk.call(id)?.isHeld)
    expect(held()).toEqual([true, false])
    await answerBoth()
    expect(desk.media.log.filter((line) => line.startsWith('createOffer'))).toEqual([
      'createOffer hold restart',
      'createOffer restart',
    ])

    await desk.phone.callHandlers.join({ id: first, withId: second })
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    await desk.until('first talks', () => desk.call(first)?.isHeld === false)
    await restart()
    await answerBoth()
    expect([first, second].map((id) => desk.call(id)?.isJoined)).toEqual([true, true])
    expect(desk.media.log).toContain('conference 2')
  })
})
