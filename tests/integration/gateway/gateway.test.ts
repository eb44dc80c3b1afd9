import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CallId } from '#shared/domain/ids'
import { systemClock } from '#shared/lib/clock'
import { createGateway, type Gateway } from '../../../electron/gateway/gateway'
import type { MediaLeg } from '../../../sandbox/sip/media/media-leg'
import { PlainRtpLeg } from '../../../sandbox/sip/media/plain-rtp-leg'
import { SoundAnalyser } from '../../../sandbox/sip/media/sound-analyser'
import { TonePlayer } from '../../../sandbox/sip/media/tone-player'
import { WebRtcLeg } from '../../../sandbox/sip/media/webrtc-leg'
import { waitUntil } from '../../lib/wait-until'

const CALL = '01890000-0000-7000-8000-0000000000c1' as CallId
const LINE = { isEncrypted: false, localAddress: null, server: '127.0.0.1' }

type Events = Parameters<typeof WebRtcLeg.open>[0]

interface Party {
  readonly leg: MediaLeg
  readonly heard: SoundAnalyser
  say(hz: number): void
  close(): void
}

function party(open: (events: Events) => MediaLeg, codec: 'PCMA' | 'PCMU'): Party {
  const heard = new SoundAnalyser()
  const leg = open({
    audio: (packet) => {
      heard.push(packet)
    },
    telephoneEvent: () => undefined,
  })
  const players: TonePlayer[] = []
  return {
    leg,
    heard,
    say(hz) {
      const player = new TonePlayer(systemClock, hz, (packet) => {
        leg.send(packet)
      })
      players.push(player)
      player.start(codec)
    },
    close() {
      for (const player of players) player.stop()
      leg.close()
    },
  }
}

/** The socket opens before anybody listens to it. */
async function openExchange(): Promise<(events: Events) => MediaLeg> {
  let told: Events | null = null
  const leg = await PlainRtpLeg.open({
    audio: (packet) => told?.audio(packet),
    telephoneEvent: (payload, timestamp) => told?.telephoneEvent(payload, timestamp),
  })
  return (events) => {
    told = events
    return leg
  }
}

const warnings: string[] = []
let gateway: Gateway
let window: Party
let exchange: Party

beforeEach(async () => {
  gateway = createGateway({
    clock: systemClock,
    random: Math.random,
    warn: (_id, text) => {
      warnings.push(text)
    },
  })
  window = party((events) => WebRtcLeg.open(events), 'PCMA')
  exchange = party(await openExchange(), 'PCMA')
})

afterEach(() => {
  window.close()
  exchange.close()
  gateway.dispose()
})

function value<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

async function bothHear(): Promise<void> {
  window.say(600)
  exchange.say(440)
  await windowAndExchangeHear(440, 600)
}

async function windowAndExchangeHear(exchangeHz: number, windowHz: number): Promise<void> {
  await waitUntil(
    async () => window.heard.report().toneHeardHz === exchangeHz && exchange.heard.report().toneHeardHz === windowHz,
  )
}

describe('[K8] a call of the media window through the gateway to plain RTP', () => {
  it('that we begin: both sides hear each other', async () => {
    const windowSdp = await window.leg.offer()
    const offered = value(await gateway.handlers.makeOffer({ callId: CALL, windowSdp, line: LINE, isMoved: false }))
    expect(offered.lineSdp).toMatch(/^m=audio \d+ RTP\/AVP 8 0 101\r$/m)
    const lineSdp = await exchange.leg.answer(offered.lineSdp)
    const answered = value(await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: true }))
    await window.leg.applyAnswer(answered.windowSdp)
    await bothHear()
  })

  it('that they begin: both sides hear each other', async () => {
    const lineSdp = await exchange.leg.offer()
    const asked = value(await gateway.handlers.takeOffer({ callId: CALL, lineSdp, line: LINE, isFresh: false }))
    const windowSdp = await window.leg.answer(asked.windowSdp)
    const answered = value(await gateway.handlers.makeAnswer({ callId: CALL, windowSdp }))
    await exchange.leg.applyAnswer(answered.lineSdp)
    await bothHear()
  })

  it('[K9] early media: the exchange is heard before it answers, and goes on by what it answers', async () => {
    const windowSdp = await window.leg.offer()
    const offered = value(await gateway.handlers.makeOffer({ callId: CALL, windowSdp, line: LINE, isMoved: false }))
    const lineSdp = await exchange.leg.answer(offered.lineSdp)
    const early = value(await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: false }))
    await window.leg.applyAnswer(early.windowSdp)
    await bothHear()
    value(await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: true }))
    const late = await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: true })
    expect(late).toMatchObject({ ok: false, error: { reason: 'unknownCall' } })
    expect(window.heard.report().toneHeardHz).toBe(440)
  })

  it('[K9] hold and resume by a new offer of ours keep ports, key and way', async () => {
    await connect()
    const again = value(
      await gateway.handlers.makeOffer({
        callId: CALL,
        windowSdp: (await window.leg.offer()).replace('a=sendrecv', 'a=sendonly'),
        line: LINE,
        isMoved: false,
      }),
    )
    expect(again.lineSdp).toContain('a=sendonly')
    expect(portOf(again.lineSdp)).toBe(portOf(firstOffer))
    await gateway.handlers.rollback({ callId: CALL })
    await bothHear()
  })

  it('[K11] a new connection of the window serves from the answer on, and the one before until then', async () => {
    await connect()
    const successor = party((events) => WebRtcLeg.open(events), 'PCMA')
    const offer = { callId: CALL, windowSdp: await successor.leg.offer(), line: LINE, isMoved: true }
    value(await gateway.handlers.makeOffer(offer))
    await gateway.handlers.rollback({ callId: CALL })
    await bothHear()

    const again = value(await gateway.handlers.makeOffer({ ...offer, windowSdp: await successor.leg.offer() }))
    const lineSdp = await exchange.leg.answer(again.lineSdp)
    const answered = value(await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: true }))
    await successor.leg.applyAnswer(answered.windowSdp)
    window.close()
    window = successor
    window.say(1_000)
    await windowAndExchangeHear(440, 1_000)
  })

  it('hears nobody but the exchange once it has been heard', async () => {
    await connect()
    await bothHear()
    const stranger = await PlainRtpLeg.open({ audio: () => undefined, telephoneEvent: () => undefined })
    await stranger.applyAnswer(firstOffer)
    const player = new TonePlayer(systemClock, 1_000, (packet) => {
      stranger.send(packet)
    })
    player.start('PCMA')
    await waitUntil(async () => stranger.stats().packetsSent > 40)
    const { levels, toneHeardHz } = window.heard.report()
    player.stop()
    stranger.close()
    expect(toneHeardHz).toBe(440)
    expect(levels['1000']).toBeLessThan(0.1)
    expect(stranger.stats().packetsReceived).toBe(0)
  })

  it('[K8] refuses what the account does not allow, and what is no telephone', async () => {
    warnings.length = 0
    const clear = await gateway.handlers.takeOffer({
      callId: CALL,
      lineSdp: await exchange.leg.offer(),
      line: { ...LINE, isEncrypted: true },
      isFresh: false,
    })
    expect(clear).toMatchObject({ ok: false, error: { reason: 'noCommonCodec' } })
    const webRtc = await gateway.handlers.takeOffer({
      callId: CALL,
      lineSdp: await window.leg.offer(),
      line: LINE,
      isFresh: false,
    })
    expect(webRtc).toMatchObject({ ok: false, error: { reason: 'noCommonCodec', detail: 'notPlain' } })
    expect(warnings).toHaveLength(2)
  })
})

let firstOffer = ''

async function connect(): Promise<void> {
  const windowSdp = await window.leg.offer()
  const offered = value(await gateway.handlers.makeOffer({ callId: CALL, windowSdp, line: LINE, isMoved: false }))
  firstOffer = offered.lineSdp
  const lineSdp = await exchange.leg.answer(offered.lineSdp)
  const answered = value(await gateway.handlers.takeAnswer({ callId: CALL, lineSdp, isFinal: true }))
  await window.leg.applyAnswer(answered.windowSdp)
}

function portOf(sdp: string): string | undefined {
  return /^m=audio (\d+) /m.exec(sdp)?.[1]
}
