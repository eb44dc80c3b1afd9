import { beforeEach, describe, expect, it } from 'vitest'

import type { RequestsOf } from '#shared/contract/define'
import type { GatewayContract, GatewayReportsContract } from '#shared/contract/gateway-process'
import { toDisposable } from '#shared/lib/disposable'
import { err, ok } from '#shared/lib/result'
import { FakeMediaPort } from '../sip/testing/fake-media-port'
import { MediaGateway } from './media-gateway'
import { MediaWindowGone, type MediaPort, type PartPort } from './media-port'

const CALL = 'c1'
const LINE = { isEncrypted: false, localAddress: null, server: 'pbx.example' }
const OFFER = { callId: CALL, hold: false, iceRestart: false, muted: false }

/** A gateway that writes down what it was asked, and says of each description which one it is. */
class FakeGateway implements PartPort<GatewayContract, GatewayReportsContract> {
  readonly log: string[] = []
  failure: 'noCommonCodec' | 'noWay' | 'unknownCall' | null = null
  private readonly restartListeners = new Set<() => void>()

  readonly requests: RequestsOf<GatewayContract> = {
    makeOffer: async ({ isMoved }) =>
      this.say(`makeOffer${isMoved ? ' moved' : ''}`, { lineSdp: 'line offer', windowSdp: 'window early answer' }),
    takeAnswer: async ({ isFinal }) => this.say(`takeAnswer${isFinal ? '' : ' early'}`, { windowSdp: 'window answer' }),
    takeOffer: async ({ isFresh }) => this.say(`takeOffer${isFresh ? ' fresh' : ''}`, { windowSdp: 'window offer' }),
    makeAnswer: async () => this.say('makeAnswer', { lineSdp: 'line answer' }),
    rollback: async () => {
      this.log.push('rollback')
      return null
    },
    close: async () => {
      this.log.push('close')
      return null
    },
  }

  on: PartPort<GatewayContract, GatewayReportsContract>['on'] = () => toDisposable(() => undefined)

  onRestarted(listener: () => void) {
    this.restartListeners.add(listener)
    return toDisposable(() => this.restartListeners.delete(listener))
  }

  restart(): void {
    for (const listener of this.restartListeners) listener()
  }

  private say<T>(line: string, value: T) {
    this.log.push(line)
    return this.failure ? err({ reason: this.failure, detail: null }) : ok(value)
  }
}

let window: FakeMediaPort
let gateway: FakeGateway
let through: MediaGateway
let media: MediaPort

beforeEach(() => {
  window = new FakeMediaPort()
  gateway = new FakeGateway()
  through = new MediaGateway(window, gateway)
  media = through.mediaFor(() => LINE)
})

describe('[K8] the media window behind the gateway', () => {
  it('offers what the gateway made of its offer, and opens its way at once', async () => {
    expect(await media.requests.createOffer(OFFER)).toEqual(ok({ sdp: 'line offer' }))
    expect(window.log).toEqual(['createOffer', 'applyAnswer early'])
    expect(await media.requests.applyAnswer({ callId: CALL, answer: 'x', isFinal: true })).toEqual(ok(null))
    expect(window.log.at(-1)).toBe('applyAnswer final')
    expect(gateway.log).toEqual(['makeOffer', 'takeAnswer'])
  })

  it('answers by way of both', async () => {
    const asked = { callId: CALL, offer: 'line says', hold: false, muted: false }
    expect(await media.requests.createAnswer(asked)).toEqual(ok({ sdp: 'line answer' }))
    expect(gateway.log).toEqual(['takeOffer', 'makeAnswer'])
  })

  it('leaves a later offer such that it can be taken back', async () => {
    await media.requests.createOffer(OFFER)
    window.log.length = 0
    await media.requests.createOffer({ ...OFFER, hold: true })
    await media.requests.rollback({ callId: CALL })
    expect(window.log).toEqual(['createOffer hold', 'rollback'])
    expect(gateway.log.slice(1)).toEqual(['makeOffer', 'rollback'])
  })

  it('[K11] seeks another way of the line and within the computer after a change of network', async () => {
    await media.requests.createOffer({ ...OFFER, iceRestart: true })
    expect(window.log[0]).toBe('createOffer restart')
    expect(gateway.log).toEqual(['makeOffer moved'])
  })

  it('takes its offer back and says why where the line cannot be reached or has no codec', async () => {
    gateway.failure = 'noCommonCodec'
    expect(await media.requests.createOffer(OFFER)).toMatchObject(err({ reason: 'noCommonCodec' }))
    expect(window.log).toEqual(['createOffer', 'rollback'])
    gateway.failure = 'noWay'
    expect(await media.requests.createOffer(OFFER)).toMatchObject(err({ reason: 'mediaFailed' }))
  })

  it('takes the gateway’s offer back where the window cannot answer', async () => {
    window.refusals.set('createAnswer', 'microphoneRefused')
    const asked = { callId: CALL, offer: 'line says', hold: false, muted: false }
    expect(await media.requests.createAnswer(asked)).toMatchObject(err({ reason: 'microphoneRefused' }))
    expect(gateway.log).toEqual(['takeOffer', 'rollback'])
  })

  it('closes both', async () => {
    await media.requests.close({ callId: CALL })
    expect([window.log, gateway.log]).toEqual([['close'], ['close']])
  })
})

describe('[K11] when a part of the way dies', () => {
  it('opens a new connection after the gateway’s death, which is told to whom it concerns', async () => {
    await media.requests.createOffer(OFFER)
    window.log.length = 0
    let told = 0
    through.onRestarted(() => (told += 1))
    gateway.restart()
    expect(told).toBe(1)
    await media.requests.createOffer({ ...OFFER, iceRestart: true })
    expect(window.log).toEqual(['close', 'createOffer restart'])
    await media.requests.createOffer(OFFER)
    expect(window.log.at(-1)).toBe('createOffer')
  })

  it.each([
    ['the window died', () => window.restart()],
    ['the way to it failed', () => window.report('connectionChanged', { callId: CALL, state: 'failed' })],
  ])('begins anew with an answer when %s', async (_what, happen) => {
    await media.requests.createOffer(OFFER)
    happen()
    await media.requests.createAnswer({ callId: CALL, offer: 'line says', hold: false, muted: false })
    expect(gateway.log.at(-2)).toBe('takeOffer fresh')
    await media.requests.createAnswer({ callId: CALL, offer: 'line says', hold: false, muted: false })
    expect(gateway.log.at(-2)).toBe('takeOffer')
  })

  it('says so where the gateway knows nothing of an offer any more', async () => {
    gateway.failure = 'unknownCall'
    const lost = media.requests.applyAnswer({ callId: CALL, answer: 'x', isFinal: true })
    await expect(lost).rejects.toBeInstanceOf(MediaWindowGone)
  })
})
