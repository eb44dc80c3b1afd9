import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { ManualClock } from '#shared/lib/manual-clock'
import { FakePeer, type Heard } from '../testing/fake-peer'
import { createFixture, type PhoneFixture } from '../testing/phone-fixture'

let clock: ManualClock
let peer: FakePeer
let desk: PhoneFixture
let subscriptions: Heard[]

beforeEach(() => {
  clock = new ManualClock()
  peer = new FakePeer()
  subscriptions = []
  desk = createFixture({
    account: { transport: 'ws', port: 1 },
    clock,
    internals: { openFlow: peer.openFlow, random: () => 1 },
  })
})

afterEach(() => {
  desk.phone.dispose()
})

const voiceMail = () => desk.voiceMail()

async function registered(): Promise<void> {
  desk.phone.start()
  await desk.untilRegistered()
}

const summary = (text: string) => ({
  headers: ['Event: message-summary', 'Subscription-State: active;expires=3600'],
  body: text,
})
const dialogOf = (subscribe: Heard) => ({
  local: `${subscribe.header('to')};tag=peer`,
  remote: subscribe.header('from'),
  callId: subscribe.header('call-id'),
})

describe('voice mail of a line (RFC 3842)', () => {
  it('[K8] is asked for after the registration and told as the PBX tells it', async () => {
    peer.onSubscribe = (request) => {
      subscriptions.push(request)
      peer.reply(request, 200, { headers: ['Expires: 3600', 'Contact: <sip:peer@127.0.0.1:5060>'] })
      peer.within('NOTIFY', dialogOf(request), {
        cseq: 1,
        ...summary('Messages-Waiting: yes\r\nVoice-Message: 2/8\r\n'),
      })
    }
    await registered()
    expect(voiceMail()).toBeNull()
    await clock.advanceAsync(3_000)
    await desk.until('told', () => voiceMail() !== null)
    expect(voiceMail()).toEqual({ isWaiting: true, newCount: 2 })
    expect(subscriptions.map((request) => [request.header('event'), request.header('accept')])).toEqual([
      ['message-summary', 'application/simple-message-summary'],
    ])
    const [subscribe] = subscriptions
    if (!subscribe) throw new Error('no subscription')
    peer.within('NOTIFY', dialogOf(subscribe), {
      cseq: 2,
      ...summary('Messages-Waiting: no\r\nVoice-Message: 0/10\r\n'),
    })
    await desk.until('listened to', () => voiceMail()?.isWaiting === false)
  })

  it('[K8] is heard also where nobody asked, and other notices are answered', async () => {
    await registered()
    const nobodys = { local: '<sip:x@y>;tag=1', remote: '<sip:agent@y>', callId: 'm' }
    peer.within('NOTIFY', nobodys, { cseq: 1, ...summary('Messages-Waiting: yes\r\n') })
    await peer.next(200)
    expect(voiceMail()).toEqual({ isWaiting: true, newCount: null })
    peer.within(
      'NOTIFY',
      { ...nobodys, callId: 'c' },
      { cseq: 1, headers: ['Event: check-sync', 'Subscription-State: active'] },
    )
    await peer.next(200)
    // The peer names every body SDP, which is no text for a person.
    peer.within('MESSAGE', { ...nobodys, callId: 't' }, { cseq: 1, body: 'hello' })
    await peer.next(415)
    expect(voiceMail()).toEqual({ isWaiting: true, newCount: null })
  })

  it('[K8] is not asked for again of a PBX that refused, until the next connection', async () => {
    peer.onSubscribe = (request) => {
      subscriptions.push(request)
      peer.reply(request, 489)
    }
    await registered()
    await clock.advanceAsync(300_000)
    expect(subscriptions).toHaveLength(1)
    peer.drop()
    await clock.advanceAsync(2_000)
    await desk.untilRegistered()
    await clock.advanceAsync(3_000)
    await desk.until('asked again', () => subscriptions.length === 2)
  })
})
