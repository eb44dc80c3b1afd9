import { afterEach, beforeEach, describe, expect, it } from 'vitest'

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

interface Talk {
  readonly id: CallId
  readonly invite: Heard
  readonly dialog: { readonly local: string; readonly remote: string; readonly callId: string }
}

async function talk(number: string): Promise<Talk> {
  const id = await desk.dial(number)
  const invite = await peer.next('INVITE')
  peer.reply(invite, 200, { body: PEER_SDP, toTag: `peer-${number}` })
  await desk.untilPhase(id, 'active')
  await peer.next('ACK')
  const dialog = {
    local: `${invite.header('to')};tag=peer-${number}`,
    remote: invite.header('from'),
    callId: invite.header('call-id'),
  }
  return { id, invite, dialog }
}

async function agreeToHold(): Promise<void> {
  const hold = await peer.next('INVITE')
  expect(hold.body).toContain('a=sendonly')
  peer.reply(hold, 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
}

function notify(talked: Talk, cseq: number, status: string, state: string): void {
  const headers = ['Event: refer', `Subscription-State: ${state}`]
  peer.within('NOTIFY', talked.dialog, { cseq, headers, body: `SIP/2.0 ${status}\r\n` })
}

async function referred(talked: Talk): Promise<Heard> {
  const refer = await peer.next('REFER')
  peer.reply(refer, 202)
  expect(refer.header('call-id')).toBe(talked.dialog.callId)
  return refer
}

describe('[K9] a blind transfer', () => {
  it('holds, refers, tells how it goes and ends our own leg once somebody answered', async () => {
    const client = await talk('100')
    expect(await desk.phone.callHandlers.transfer({ id: client.id, number: '8 (495) 000-00-02' })).toMatchObject({
      ok: true,
    })
    await agreeToHold()
    const refer = await referred(client)
    expect(refer.header('refer-to')).toContain('sip:84950000002@sandbox.otklik.test')
    notify(client, 1, '100 Trying', 'active;expires=60')
    await peer.next(200)
    notify(client, 2, '180 Ringing', 'active;expires=60')
    await desk.until('ringing there', () => desk.call(client.id)?.transfer?.kind === 'running' && isRinging(client.id))
    expect(peer.count('BYE')).toBe(0)
    notify(client, 3, '200 OK', 'terminated;reason=noresource')
    const bye = await peer.next('BYE')
    peer.reply(bye, 200)
    expect((await desk.untilPhase(client.id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
    expect(desk.records).toMatchObject([{ id: client.id, outcome: 'answered' }])
  })

  it.each([
    ['486 Busy Here', 'busy'],
    ['404 Not Found', 'notFound'],
    ['603 Decline', 'declined'],
  ])('that ends with %s takes the call back and says why', async (status, reason) => {
    const client = await talk('100')
    await desk.phone.callHandlers.transfer({ id: client.id, number: '102' })
    await agreeToHold()
    await referred(client)
    notify(client, 1, status, 'terminated;reason=noresource')
    const resumed = await peer.next('INVITE')
    expect(resumed.body).toContain('a=sendrecv')
    peer.reply(resumed, 200, { body: PEER_SDP })
    await desk.until('taken back', () => desk.call(client.id)?.isHeld === false)
    expect(desk.call(client.id)).toMatchObject({
      phase: { kind: 'active' },
      transfer: { kind: 'failed', number: '102', reason },
    })
  })

  it('that the server refuses stays here; one that makes no sense is not asked', async () => {
    const client = await talk('100')
    expect(await desk.phone.callHandlers.transfer({ id: client.id, number: '—' })).toEqual({
      ok: false,
      error: { reason: 'badNumber' },
    })
    await desk.phone.callHandlers.transfer({ id: client.id, number: '102' })
    await agreeToHold()
    const refer = await peer.next('REFER')
    peer.reply(refer, 501)
    const resumed = await peer.next('INVITE')
    peer.reply(resumed, 200, { body: PEER_SDP })
    await desk.until('told', () => desk.call(client.id)?.transfer?.kind === 'failed')
    expect(desk.call(client.id)?.transfer).toMatchObject({ reason: 'notSupported' })
  })

  it('that fails while another call is talked on leaves this one on hold', async () => {
    const client = await talk('100')
    await desk.phone.callHandlers.transfer({ id: client.id, number: '102' })
    await agreeToHold()
    await referred(client)
    await talk('200')
    notify(client, 1, '486 Busy Here', 'terminated')
    await desk.until('told', () => desk.call(client.id)?.transfer?.kind === 'failed')
    expect(desk.call(client.id)).toMatchObject({ isHeld: true, isChangingHold: false })
  })

  it('asked of us by the other side is refused', async () => {
    const client = await talk('100')
    peer.within('REFER', client.dialog, { cseq: 1, headers: ['Refer-To: <sip:premium@pbx.test>'] })
    await peer.next(603)
    expect(desk.calls()).toHaveLength(1)
  })
})

describe('[K9] an attended transfer', () => {
  it('sends the first into the place that we have in the second, and ends both', async () => {
    const client = await talk('100')
    const asking = talk('200')
    await agreeToHold()
    const colleague = await asking
    expect(await desk.phone.callHandlers.connect({ id: client.id, withId: colleague.id })).toEqual({
      ok: true,
      value: null,
    })
    const refer = await referred(client)
    const to = decodeURIComponent(refer.header('refer-to'))
    expect(to).toContain(`Replaces=${colleague.dialog.callId};to-tag=peer-200;from-tag=`)
    notify(client, 1, '200 OK', 'terminated;reason=noresource')
    const byes = [await peer.next('BYE'), await peer.next('BYE')]
    for (const bye of byes) peer.reply(bye, 200)
    expect(new Set(byes.map((bye) => bye.header('call-id')))).toEqual(
      new Set([client.dialog.callId, colleague.dialog.callId]),
    )
    for (const { id } of [client, colleague])
      expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'transferred' })
  })

  it('that fails leaves both as they were', async () => {
    const client = await talk('100')
    const asking = talk('200')
    await agreeToHold()
    const colleague = await asking
    await desk.phone.callHandlers.connect({ id: client.id, withId: colleague.id })
    await referred(client)
    notify(client, 1, '481 Gone', 'terminated')
    await desk.until('told', () => desk.call(client.id)?.transfer?.kind === 'failed')
    expect([desk.call(client.id), desk.call(colleague.id)]).toMatchObject([
      { isHeld: true, phase: { kind: 'active' } },
      { isHeld: false, phase: { kind: 'active' } },
    ])
    peer.within('BYE', colleague.dialog, { cseq: 9 })
    expect((await desk.untilPhase(colleague.id, 'ended')).phase).toMatchObject({ reason: 'hungUpThere' })
  })
})

describe('[C8] [K9] a call in the place of another', () => {
  async function replaced(from: string): Promise<{ readonly old: Talk; readonly next: CallId }> {
    const old = await talk('100')
    const ownTag = /tag=([^;>]+)/.exec(old.invite.header('from'))?.[1] ?? ''
    const replaces = `Replaces: ${old.dialog.callId};to-tag=${ownTag};from-tag=peer-100`
    peer.invite({ callId: 'replacing', headers: [replaces], from })
    const answer = await peer.next(200)
    peer.within('ACK', { local: answer.header('from'), remote: answer.header('to'), callId: 'replacing' }, { cseq: 1 })
    const bye = await peer.next('BYE')
    expect(bye.header('call-id')).toBe(old.dialog.callId)
    peer.reply(bye, 200)
    await desk.untilPhase(old.id, 'ended')
    const next = desk.calls().find((call) => call.id !== old.id)
    if (!next) throw new Error('no call took the place')
    await desk.untilPhase(next.id, 'active')
    return { old, next: next.id }
  }

  it('is taken without a ring, shows the card of the one who came, and the old one was transferred', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000001' as ChatId
    desk.callers.set('+79001112233', { chatId, name: 'Пётр', subject: 'Повар', lastLine: 'Здравствуйте' })
    const { old, next } = await replaced('<sip:+79001112233@pbx.test>;tag=client')
    expect(desk.media.sounds).not.toContain('trill')
    expect(desk.call(old.id)?.phase).toMatchObject({ reason: 'transferred', outcome: 'answered' })
    await desk.until('card', () => desk.call(next)?.chatId === chatId)
    expect(desk.call(next)).toMatchObject({ number: '+79001112233', name: 'Пётр', subject: 'Повар' })
  })

  it('of the same number keeps the card', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000002' as ChatId
    desk.callers.set('100', { chatId, name: 'Анна', subject: null, lastLine: null })
    const { next } = await replaced('<sip:100@pbx.test>;tag=client')
    expect(desk.call(next)).toMatchObject({ number: '100', name: 'Анна', chatId })
  })

  it('for a talk that does not exist is refused', async () => {
    peer.invite({ callId: 'late', headers: ['Replaces: nobody;to-tag=a;from-tag=b'] })
    await peer.next(481)
    expect(desk.calls()).toEqual([])
  })

  it('told by the server in the same dialog looks the new party up', async () => {
    const chatId = '0192d6d0-0000-7000-8000-000000000003' as ChatId
    desk.callers.set('+79003334455', { chatId, name: 'Олег', subject: null, lastLine: null })
    const colleague = await talk('100')
    const opened: ChatId[] = []
    desk.phone.onOpenChat((chat) => opened.push(chat))
    peer.within('INVITE', colleague.dialog, {
      cseq: 1,
      headers: ['P-Asserted-Identity: <sip:+79003334455@pbx.test>'],
      body: PEER_SDP,
    })
    await peer.next(200)
    await desk.until('the new party', () => desk.call(colleague.id)?.chatId === chatId)
    expect(desk.call(colleague.id)).toMatchObject({ number: '+79003334455', name: 'Олег' })
    expect(opened).toEqual([chatId])
  })
})

it('[K9] a second call can be answered instead of the talk', async () => {
  const first = await talk('100')
  peer.invite({})
  await peer.next(180)
  await desk.until('second', () => desk.calls().length === 2)
  const second = desk.calls()[1]
  if (!second) throw new Error('no second call')
  expect(desk.media.sounds.at(-1)).toBe('tone')
  expect(await desk.phone.callHandlers.endAndAnswer({ id: second.id })).toEqual({ ok: true, value: null })
  const bye = await peer.next('BYE')
  expect(bye.header('call-id')).toBe(first.dialog.callId)
  peer.reply(bye, 200)
  const answer = await peer.next(200)
  peer.within(
    'ACK',
    { local: answer.header('from'), remote: answer.header('to'), callId: answer.header('call-id') },
    { cseq: 1 },
  )
  await desk.untilPhase(second.id, 'active')
  expect(desk.call(first.id)?.phase).toMatchObject({ kind: 'ended', reason: 'hungUpHere' })
  expect(desk.media.log).toContain('mute')
})

describe('[K9] a conference', () => {
  async function twoTalks() {
    const first = await talk('100')
    const asking = talk('200')
    await agreeToHold()
    return { first, second: await asking }
  }

  /** Whatever is offered, a new call or a change of an old one, in whatever order. */
  async function agreeTo(offers: number): Promise<void> {
    for (let index = 0; index < offers; index += 1) {
      const offer = await peer.next('INVITE')
      const direction = offer.body.includes('a=sendonly') ? 'recvonly' : 'sendrecv'
      peer.reply(offer, 200, { body: PEER_SDP.replace('sendrecv', direction) })
    }
  }

  async function agreeToResume(): Promise<void> {
    const resumed = await peer.next('INVITE')
    expect(resumed.body).toContain('a=sendrecv')
    peer.reply(resumed, 200, { body: PEER_SDP })
  }

  it('brings both into one talk with one microphone, and ends in two again', async () => {
    const { first, second } = await twoTalks()
    expect(await desk.phone.callHandlers.join({ id: second.id, withId: first.id })).toEqual({ ok: true, value: null })
    await agreeToResume()
    await desk.until('both talk', () => desk.calls().every(({ isJoined, isHeld }) => isJoined && !isHeld))
    expect(desk.media.log).toContain('conference 2')

    await desk.phone.callHandlers.setMuted({ id: first.id, muted: true })
    await desk.until('one mute', () => desk.calls().every(({ isMuted }) => isMuted))

    expect(await desk.phone.callHandlers.separate({ id: first.id })).toEqual({ ok: true, value: null })
    expect(desk.media.log).toContain('conference 0')
    const hold = await peer.next('INVITE')
    expect([hold.header('call-id'), /a=sendonly/.test(hold.body)]).toEqual([second.dialog.callId, true])
  })

  it('ends when one of them hangs up; the other talks on', async () => {
    const { first, second } = await twoTalks()
    await desk.phone.callHandlers.join({ id: first.id, withId: second.id })
    await agreeToResume()
    await desk.until('joined', () => desk.call(first.id)?.isHeld === false)
    peer.within('BYE', second.dialog, { cseq: 9 })
    await desk.untilPhase(second.id, 'ended')
    expect(desk.call(first.id)).toMatchObject({ phase: { kind: 'active' }, isJoined: false, isHeld: false })
    expect(desk.media.log).toContain('conference 0')
  })

  it('waits as a whole for another call and comes back as a whole', async () => {
    const { first, second } = await twoTalks()
    await desk.phone.callHandlers.join({ id: first.id, withId: second.id })
    await agreeToResume()
    await desk.until('joined', () => desk.call(first.id)?.isHeld === false)
    const third = await desk.dial('300')
    await agreeTo(3)
    await desk.untilPhase(third, 'active')
    await desk.until('all wait', () => [first, second].every(({ id }) => desk.call(id)?.isHeld === true))
    const coming = desk.phone.callHandlers.resume({ id: first.id })
    await agreeTo(3)
    await coming
    await desk.until('all talk', () => [first, second].every(({ id }) => desk.call(id)?.isHeld === false))
    expect(desk.call(third)).toMatchObject({ isHeld: true, isJoined: false })
  })

  it('is set again in a new media window, and is not transferred', async () => {
    const { first, second } = await twoTalks()
    await desk.phone.callHandlers.join({ id: first.id, withId: second.id })
    expect(await desk.phone.callHandlers.transfer({ id: first.id, number: '102' })).toMatchObject({ ok: false })
    desk.media.log.length = 0
    desk.media.restart()
    expect(desk.media.log).toContain('conference 2')
  })
})

function isRinging(id: CallId): boolean {
  const transfer = desk.call(id)?.transfer
  return transfer?.kind === 'running' && transfer.isRinging
}
