import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId, ChatId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { silentLogger } from '#shared/lib/logger'
import { liveCallFile } from '../sip/live-call-file'
import { FakePeer, PEER_SDP } from '../sip/testing/fake-peer'
import { createFixture, type PhoneFixture } from '../sip/testing/phone-fixture'
import { FakeHubSockets } from './testing/fake-hub-sockets'
import { VisitorCallSession } from './visitor-call-session'

const CHAT = '01890000-0000-7000-8000-000000000002' as ChatId
const PRESENTATION = { number: null, note: 'Звонят по вакансии «Повар»' }

let folder: string
let peer: FakePeer
let hub: FakeHubSockets
let desk: PhoneFixture

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otklik-page-call-'))
  peer = new FakePeer()
  hub = new FakeHubSockets()
  desk = createFixture({
    account: { transport: 'ws', port: 1 },
    internals: { openFlow: peer.openFlow, random: () => 0 },
    liveCalls: liveCallFile(join(folder, 'live.json'), silentLogger),
    openPageCall: (call, port) => new VisitorCallSession({ ...call, ...port, clock: systemClock, open: hub.open }),
  })
  desk.callers.set('', { chatId: CHAT, name: 'Анна Ковалёва', subject: 'Повар', lastLine: 'Здравствуйте' })
  desk.phone.start()
  await desk.untilRegistered()
})

afterEach(async () => {
  await desk.phone.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function callPage(): Promise<CallId> {
  const before = hub.sockets.length
  const id = (await desk.phone.callHandlers.startPageCall({ chatId: CHAT, presentation: PRESENTATION })) as CallId
  await hub.until('a socket', () => hub.sockets.length > before)
  hub.accept()
  return id
}

async function talkOnPage(): Promise<CallId> {
  const id = await callPage()
  hub.say({ type: 'rings' })
  await desk.untilPhase(id, 'ringing')
  hub.say({ type: 'description', sdp: PEER_SDP, number: 1 })
  await desk.untilPhase(id, 'active')
  return id
}

async function talkOnLine(): Promise<CallId> {
  const id = await desk.dial('100')
  peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
  await peer.next('ACK')
  await desk.untilPhase(id, 'active')
  return id
}

describe('[K6] a call into a page, in the same list as calls over lines', () => {
  it('rings, is talked on and stands in the history as what it was', async () => {
    const id = await talkOnPage()
    expect(desk.call(id)).toMatchObject({
      route: 'page',
      accountId: null,
      number: '',
      name: 'Анна Ковалёва',
      chatId: CHAT,
      subject: 'Повар',
      presentation: PRESENTATION,
    })
    expect(desk.media.sounds).toEqual(['ringback', null])
    expect(desk.media.log).toEqual(['createOffer', 'applyAnswer final'])
    hub.say({ type: 'over', why: 'hungUp' })
    await desk.untilPhase(id, 'ended')
    expect(desk.records).toMatchObject([
      {
        id,
        route: 'page',
        number: '',
        chatId: CHAT,
        name: 'Анна Ковалёва',
        outcome: 'answered',
        direction: 'outgoing',
      },
    ])
    expect(desk.media.log.at(-1)).toBe('close')
  })

  it('is not told of by SIP, and needs no line', async () => {
    await callPage()
    expect(peer.count('INVITE')).toBe(0)
  })

  it('[K7] says in words of its own that the visitor is away, and that nobody took the call', async () => {
    const id = await callPage()
    hub.say({ type: 'refused', reason: 'away' })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'notOnPage', outcome: 'noAnswer' })
  })

  it('given up while it rings is taken back there', async () => {
    const id = await callPage()
    hub.say({ type: 'rings' })
    await desk.untilPhase(id, 'ringing')
    await desk.phone.callHandlers.hangUp({ id })
    expect((await desk.untilPhase(id, 'ended')).phase).toMatchObject({ reason: 'cancelled', outcome: 'cancelled' })
    expect(hub.heard.at(-1)).toEqual({ type: 'hangUp' })
  })

  it('is held while another is talked to, whichever way each goes', async () => {
    const page = await talkOnPage()
    const id = await desk.dial('100')
    await hub.untilOffers(1)
    hub.say({ type: 'description', sdp: PEER_SDP.replace('sendrecv', 'recvonly'), number: 2 })
    await desk.until('held', () => desk.call(page)?.isHeld === true)
    expect(desk.media.log).toContain('createOffer hold')
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    await desk.untilPhase(id, 'active')

    void desk.phone.callHandlers.resume({ id: page })
    const hold = await peer.next('INVITE')
    expect(hold.body).toContain('a=sendonly')
    peer.reply(hold, 200, { body: PEER_SDP.replace('sendrecv', 'recvonly') })
    await hub.untilOffers(2)
    hub.say({ type: 'description', sdp: PEER_SDP, number: 3 })
    await desk.until('back', () => desk.call(page)?.isHeld === false)
    expect(desk.call(id)?.isHeld).toBe(true)
  })

  it('[K11] gets a fresh media path after the media window began anew, as a call over a line does', async () => {
    const page = await talkOnPage()
    const line = talkOnLine()
    await hub.untilOffers(1)
    hub.say({ type: 'description', sdp: PEER_SDP, number: 2 })
    const id = await line
    desk.media.restart()
    expect(desk.call(page)?.notice).toBe('mediaInterrupted')
    await hub.untilOffers(2)
    peer.reply(await peer.next('INVITE'), 200, { body: PEER_SDP })
    hub.say({ type: 'description', sdp: PEER_SDP, number: 3 })
    await desk.until('applied', () => desk.media.log.filter((line) => line === 'applyAnswer final').length === 5)
    desk.media.report('connectionChanged', { callId: page, state: 'connected' })
    expect(desk.media.log.filter((line) => line.includes('restart'))).toEqual([
      'createOffer hold restart',
      'createOffer restart',
    ])
    expect([desk.call(page)?.notice, desk.call(id)?.phase.kind]).toEqual([null, 'active'])
  })

  it('is left alone by what happens to the lines', async () => {
    const id = await talkOnPage()
    peer.drop()
    await desk.until('the line is away', () => desk.registration()?.kind !== 'registered')
    expect(desk.call(id)?.notice).toBeNull()
    await desk.phone.sipHandlers.removeAccount({ id: desk.accountId })
    expect(desk.call(id)?.phase.kind).toBe('active')
  })

  it('counts among the calls that are too many', async () => {
    for (let count = 0; count < 6; count += 1) await callPage()
    const invite = peer.invite()
    expect((await peer.next(486)).header('call-id')).toBe(invite.header('call-id'))
  })

  it('that ran when the process died is in the history after the next start', async () => {
    const id = await talkOnPage()
    const left = liveCallFile(join(folder, 'live.json'), silentLogger).load()
    expect(left).toMatchObject([{ record: { id, route: 'page', chatId: CHAT, outcome: 'interrupted' } }])
  })

  it('is ended when the desk quits', async () => {
    await talkOnPage()
    await desk.phone.stop()
    expect(hub.heard.at(-1)).toEqual({ type: 'hangUp' })
    expect(desk.records).toMatchObject([{ route: 'page', outcome: 'answered' }])
  })
})
