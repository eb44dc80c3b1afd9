import { beforeEach, describe, expect, it } from 'vitest'

import {
  visitorCallRefusal,
  VISITOR_CALL_RETURN_MS,
  type DeskCallFrame,
  type HubCallFrame,
  type VisitorCallRefusal,
} from '#shared/contract/visitor-calls'
import type { CallEndReason } from '#shared/domain/call'
import type { CallEvent } from '#shared/domain/call-state'
import type { CallId, ChatId } from '#shared/domain/ids'
import { silentLogger } from '#shared/lib/logger'
import { ManualClock } from '#shared/lib/manual-clock'
import { MediaRefused } from '../media/media-refused'
import { FakeHubSockets } from './testing/fake-hub-sockets'
import { VisitorCallSession } from './visitor-call-session'

const CALL = '01890000-0000-7000-8000-000000000001' as CallId
const CHAT = '01890000-0000-7000-8000-000000000002' as ChatId

let clock: ManualClock
let hub: FakeHubSockets
let events: CallEvent[]
let media: FakeMedia
let session: VisitorCallSession

beforeEach(() => {
  clock = new ManualClock(0)
  hub = new FakeHubSockets()
  events = []
  media = new FakeMedia()
  session = new VisitorCallSession({
    callId: CALL,
    chatId: CHAT,
    media,
    logger: silentLogger,
    clock,
    open: hub.open,
    emit: (event) => events.push(event),
  })
})

/** Every promise that waits for nothing but other promises has run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

async function hears(...frames: HubCallFrame[]): Promise<void> {
  for (const frame of frames) hub.say(frame)
  await settle()
}

async function call(): Promise<void> {
  session.sendInvite()
  await settle()
  hub.accept()
}

async function takenCall(): Promise<void> {
  await call()
  await hears({ type: 'rings' }, { type: 'description', sdp: 'answer 1', number: 1 })
}

describe('[K6] a call into a page, frame by frame', () => {
  it('is said with the first offer, rings, and is taken with the answer', async () => {
    await call()
    expect(hub.heard).toEqual<DeskCallFrame[]>([
      { type: 'call', callId: CALL, chatId: CHAT, sdp: 'offer 1', number: 1 },
    ])
    await hears({ type: 'rings' })
    expect(events).toEqual([{ kind: 'progress', hasDescription: false }])
    await hears({ type: 'description', sdp: 'answer 1', number: 1 })
    expect(media.log).toEqual(['offer', 'set answer 1'])
    expect(events).toEqual([{ kind: 'progress', hasDescription: false }, { kind: 'accepted' }])
  })

  it.each<[VisitorCallRefusal, CallEndReason]>([
    ['away', 'notOnPage'],
    ['noAnswer', 'noAnswer'],
    ['notAllowed', 'notAllowed'],
    ['unknownChat', 'chatGone'],
    ['unknownCall', 'connectionLost'],
    ['busy', 'busy'],
    ['declined', 'declinedThere'],
    ['noMicrophone', 'noMicrophoneThere'],
    ['microphoneRefused', 'microphoneRefusedThere'],
    ['mediaFailed', 'mediaFailed'],
  ])('refused as %s ends as %s', async (reason, told) => {
    await call()
    await hears({ type: 'refused', reason })
    expect(events).toEqual([{ kind: 'refused', reason: told }])
    expect(hub.openCount).toBe(0)
  })

  it('knows a word for every refusal of the contract', () => {
    expect(visitorCallRefusal.options).toHaveLength(10)
  })

  it.each<[string, HubCallFrame[], CallEvent]>([
    ['a page that hangs up', [{ type: 'over', why: 'hungUp' }], { kind: 'hungUpThere' }],
    [
      'a page that does not come back',
      [{ type: 'over', why: 'lost' }],
      { kind: 'sessionGone', reason: 'connectionLost' },
    ],
    [
      'a hub that forgot the talk',
      [{ type: 'refused', reason: 'unknownCall' }],
      { kind: 'sessionGone', reason: 'connectionLost' },
    ],
  ])('%s ends the talk', async (_what, frames, event) => {
    await takenCall()
    await hears(...frames)
    expect(events.at(-1)).toEqual(event)
    expect(hub.openCount).toBe(0)
  })

  it('over before it was taken is a refusal', async () => {
    await call()
    await hears({ type: 'rings' }, { type: 'over', why: 'lost' })
    expect(events.at(-1)).toEqual({ kind: 'refused', reason: 'connectionLost' })
  })

  it('ends no sooner than the answer before it was applied', async () => {
    await call()
    await hears({ type: 'rings' }, { type: 'description', sdp: 'answer 1' }, { type: 'over', why: 'hungUp' })
    expect(events.map(({ kind }) => kind)).toEqual(['progress', 'accepted', 'hungUpThere'])
  })

  it('says what is wrong where the answer cannot be applied, and hangs up there', async () => {
    media.setFails = new MediaRefused('noCommonCodec')
    await takenCall()
    expect(events.at(-1)).toEqual({ kind: 'answerFailed', reason: 'noCommonCodec' })
    expect(hub.heard.at(-1)).toEqual({ type: 'hangUp' })
  })

  it('calls nobody without a microphone here', async () => {
    media.offerFails = new MediaRefused('noMicrophone')
    session.sendInvite()
    await settle()
    expect(events).toEqual([{ kind: 'answerFailed', reason: 'noMicrophone' }])
    expect(hub.sockets).toHaveLength(0)
  })

  it.each(['cancel', 'bye'] as const)('%s says so, ends here at once and closes the socket', async (goodbye) => {
    await (goodbye === 'bye' ? takenCall() : call())
    session[goodbye]()
    await settle()
    expect(hub.heard.at(-1)).toEqual({ type: 'hangUp' })
    expect(events.at(-1)).toEqual({ kind: 'sessionGone', reason: 'connectionLost' })
    expect(hub.openCount).toBe(0)
    session[goodbye]()
    await settle()
    expect(hub.heard.filter(({ type }) => type === 'hangUp')).toHaveLength(1)
  })
})

describe('[K6] hold, and media that began anew', () => {
  it('go out as an offer of the next number and are confirmed by its description', async () => {
    await takenCall()
    session.renegotiate({ hold: true, iceRestart: false })
    await settle()
    expect(hub.heard.at(-1)).toEqual({ type: 'offer', sdp: 'offer 2 hold', number: 2 })
    await hears({ type: 'description', sdp: 'answer 1 again', number: 1 })
    expect(events.at(-1)).toEqual({ kind: 'accepted' })
    await hears({ type: 'description', sdp: 'answer 2', number: 2 })
    expect(events.at(-1)).toEqual({ kind: 'renegotiated' })
    session.renegotiate({ hold: false, iceRestart: true })
    await settle()
    expect(hub.heard.at(-1)).toEqual({ type: 'offer', sdp: 'offer 3 restart', number: 3 })
  })

  it('are taken back and told as unanswered when no page answers', async () => {
    await takenCall()
    session.renegotiate({ hold: true, iceRestart: false })
    await settle()
    clock.advance(4_000)
    hub.pong()
    clock.advance(4_000)
    hub.pong()
    clock.advance(4_000)
    await settle()
    expect(media.log.at(-1)).toBe('rollback')
    expect(events.at(-1)).toEqual({ kind: 'renegotiationFailed', cause: 'noConnection' })
    await hears({ type: 'description', sdp: 'answer 2', number: 2 })
    expect(media.log.at(-1)).toBe('rollback')
  })

  it('are refused by a media window that can make no offer', async () => {
    await takenCall()
    media.offerFails = new MediaRefused('mediaFailed')
    session.renegotiate({ hold: true, iceRestart: false })
    await settle()
    expect(events.at(-1)).toEqual({ kind: 'renegotiationFailed', cause: 'refused' })
  })
})

describe('[K6] a hub that goes away', () => {
  it('during the talk is told, sought again and the call resumed', async () => {
    await takenCall()
    hub.drop()
    expect(events.at(-1)).toEqual({ kind: 'signallingLost' })
    clock.advance(200)
    hub.refuse()
    clock.advance(400)
    hub.accept()
    expect(hub.heard).toEqual([{ type: 'resume', callId: CALL }])
    await hears({ type: 'resumed', isTaken: true }, { type: 'description', sdp: 'answer 1', number: 1 })
    expect(events.slice(2)).toEqual([{ kind: 'signallingLost' }, { kind: 'signallingBack' }])
    expect(media.log).toEqual(['offer', 'set answer 1'])
  })

  it('with an offer under way hears that offer once more', async () => {
    await takenCall()
    session.renegotiate({ hold: true, iceRestart: false })
    await settle()
    hub.drop()
    clock.advance(200)
    hub.accept()
    await hears({ type: 'resumed', isTaken: true })
    expect(hub.heard.at(-1)).toEqual({ type: 'offer', sdp: 'offer 2 hold', number: 2 })
  })

  it('for as long as the call is kept: the talk ends', async () => {
    await takenCall()
    hub.drop()
    for (let ms = 0; ms <= VISITOR_CALL_RETURN_MS + 2_000; ms += 100) {
      clock.advance(100)
      if (hub.isConnecting) hub.refuse()
    }
    expect(events.at(-1)).toEqual({ kind: 'sessionGone', reason: 'connectionLost' })
    expect(events.filter(({ kind }) => kind === 'signallingLost')).toHaveLength(1)
    const tries = hub.sockets.length
    clock.advance(60_000)
    expect(hub.sockets).toHaveLength(tries)
  })

  it('before a word was said: it is tried for as long, then says that the hub is away', async () => {
    session.sendInvite()
    await settle()
    for (let ms = 0; ms <= VISITOR_CALL_RETURN_MS + 2_000; ms += 100) {
      if (hub.isConnecting) hub.refuse()
      clock.advance(100)
    }
    expect(events).toEqual([{ kind: 'sessionGone', reason: 'hubAway' }])
  })

  it('while it rang and forgot it: it is said once more, and taken once', async () => {
    await call()
    await hears({ type: 'rings' })
    hub.drop()
    clock.advance(200)
    hub.accept()
    await hears({ type: 'refused', reason: 'unknownCall' })
    hub.accept()
    expect(hub.heard).toEqual([{ type: 'call', callId: CALL, chatId: CHAT, sdp: 'offer 1', number: 1 }])
    await hears({ type: 'rings' }, { type: 'description', sdp: 'answer 1', number: 1 })
    expect(events.map(({ kind }) => kind)).toEqual([
      'progress',
      'signallingLost',
      'signallingBack',
      'progress',
      'accepted',
    ])
  })

  it('without closing the line is noticed by its silence', async () => {
    await takenCall()
    clock.advance(5_000)
    expect(hub.heard.at(-1)).toEqual({ type: 'ping', nonce: 1 })
    hub.pong()
    clock.advance(5_000)
    expect(hub.heard.at(-1)).toEqual({ type: 'ping', nonce: 2 })
    clock.advance(5_000)
    expect(events.at(-1)).toEqual({ kind: 'signallingLost' })
  })

  it('after the person hung up is sought no more', async () => {
    await takenCall()
    hub.drop()
    session.bye()
    await settle()
    clock.advance(60_000)
    expect(hub.sockets).toHaveLength(1)
    expect(events.at(-1)).toEqual({ kind: 'sessionGone', reason: 'connectionLost' })
  })
})

class FakeMedia {
  readonly log: string[] = []
  offerFails: Error | null = null
  setFails: Error | null = null
  private plan = { hold: false, iceRestart: false }
  private count = 0

  planOffer(plan: { readonly hold: boolean; readonly iceRestart: boolean }): void {
    this.plan = plan
  }

  async getDescription(): Promise<{ readonly body: string }> {
    if (this.offerFails) throw this.offerFails
    this.log.push('offer')
    this.count += 1
    const { hold, iceRestart } = this.plan
    return { body: `offer ${String(this.count)}${hold ? ' hold' : ''}${iceRestart ? ' restart' : ''}` }
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.setFails) throw this.setFails
    this.log.push(`set ${sdp}`)
  }

  async rollbackDescription(): Promise<void> {
    this.log.push('rollback')
  }
}
