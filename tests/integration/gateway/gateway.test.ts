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

let gateway: Gateway
let window: Party
let exchange: Party

beforeEach(async () => {
  gateway = createGateway({
    clock: systemClock,
    random: Math.random,
    warn: (_id, text) => {
      throw new Error(text)
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
  await waitUntil(async () => window.heard.report().toneHeardHz === 440 && exchange.heard.report().toneHeardHz === 600)
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
})
