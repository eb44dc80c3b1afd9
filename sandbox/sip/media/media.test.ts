import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#shared/lib/clock'
import type { CallSnapshot } from '../control/sip-control'
import { startSipSandbox, type SipSandbox } from '../index'
import { buildResponse } from '../message/response'
import { WirePhone } from '../testing/wire-phone'
import { createMediaLeg } from './create-media-leg'
import type { MediaLeg } from './media-leg'
import { SoundAnalyser } from './sound-analyser'
import { TonePlayer } from './tone-player'

/** The sound side of a phone in a test: says one tone, tells what it hears. */
class Ear {
  readonly analyser = new SoundAnalyser()
  private player: TonePlayer | undefined

  private constructor(
    readonly kind: 'webrtc' | 'rtp',
    readonly leg: MediaLeg,
  ) {}

  static async open(kind: 'webrtc' | 'rtp'): Promise<Ear> {
    const leg = await createMediaLeg(kind, {
      audio: (packet) => {
        ear.analyser.push(packet)
      },
      telephoneEvent: () => undefined,
    })
    const ear = new Ear(kind, leg)
    return ear
  }

  say(frequencyHz: number): void {
    this.player = new TonePlayer(systemClock, frequencyHz, (packet) => {
      this.leg.send(packet)
    })
    this.player.start('PCMA')
  }

  close(): void {
    this.player?.stop()
    this.leg.close()
  }
}

let sandbox: SipSandbox
let phone: WirePhone
const ears: Ear[] = []

beforeEach(async () => {
  sandbox = await startSipSandbox()
  phone = await WirePhone.open({ transport: 'ws', port: sandbox.ws.port })
  await phone.register()
})

afterEach(async () => {
  for (const ear of ears.splice(0)) ear.close()
  await phone.close()
  await sandbox.stop()
})

async function openEar(kind: 'webrtc' | 'rtp'): Promise<Ear> {
  const ear = await Ear.open(kind)
  ears.push(ear)
  return ear
}

const SDP = [['Content-Type', 'application/sdp']] as const

async function callNumber(ear: Ear, number: string): Promise<{ to: string }> {
  const uri = `sip:${number}@${sandbox.domain}`
  const body = await ear.leg.offer()
  const invite = phone.request('INVITE', { uri, to: `<${uri}>`, callId: 'sound', body, headers: SDP })
  const answer = await phone.ask(invite)
  expect(answer.status).toBe(200)
  const to = answer.headers.get('To') ?? ''
  acknowledge(to, invite.headers.get('CSeq'))
  await ear.leg.applyAnswer(answer.body)
  return { to }
}

function acknowledge(to: string, cseq: string | undefined): void {
  phone.send(phone.request('ACK', { to, callId: 'sound', sequence: Number(cseq?.split(' ')[0]) }))
}

async function reinvite(ear: Ear, to: string, direction: 'sendonly' | 'sendrecv'): Promise<string> {
  const body = (await ear.leg.offer()).replace(/^a=(sendrecv|sendonly)/m, `a=${direction}`)
  const invite = phone.request('INVITE', { uri: 'sip:x@127.0.0.1', to, callId: 'sound', body, headers: SDP })
  const answer = await phone.ask(invite)
  expect(answer.status).toBe(200)
  acknowledge(to, invite.headers.get('CSeq'))
  await ear.leg.applyAnswer(answer.body)
  return answer.body
}

/** The other side holds or resumes; returns the direction that its offer asked for. */
async function answerHold(how: 'hold' | 'resume', ear: Ear): Promise<string | undefined> {
  const done = sandbox.control[how]((await theCall()).callId)
  const invite = await phone.nextRequest('INVITE')
  const body = await ear.leg.answer(invite.body)
  phone.send(buildResponse(invite, 200, { headers: [['Contact', phone.contact], ...SDP], body }))
  await phone.nextRequest('ACK')
  await done
  return /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(invite.body)?.[1]
}

async function theCall(): Promise<CallSnapshot> {
  const [call] = await sandbox.control.calls()
  if (!call) throw new Error('Expected a call')
  return call
}

const heard = (ear: Ear) => () => ear.analyser.report().toneHeardHz
const SOON = { timeout: 10_000, interval: 50 }

describe.each(['webrtc', 'rtp'] as const)('a phone with %s', (kind) => {
  it('hears 440 Hz from the tone callee, not while it holds, and again after', async () => {
    const ear = await openEar(kind)
    const { to } = await callNumber(ear, '+74950000440')
    await expect.poll(heard(ear), SOON).toBe(440)

    expect(await reinvite(ear, to, 'sendonly')).toMatch(/^a=recvonly/m)
    expect(await theCall()).toMatchObject({ state: 'answered', isHeld: true })
    const { packetsSent } = (await theCall()).media
    expect(await reinvite(ear, to, 'sendrecv')).toMatch(/^a=sendrecv/m)
    await expect.poll(async () => (await theCall()).media.packetsSent, SOON).toBeGreaterThan(packetsSent)
    expect(await theCall()).toMatchObject({ isHeld: false })
  })

  it('hears its own 600 Hz from the echo callee, which reports it', async () => {
    const ear = await openEar(kind)
    await callNumber(ear, '1002')
    ear.say(600)
    await expect.poll(heard(ear), SOON).toBe(600)
    expect(await theCall()).toMatchObject({
      toneHeardHz: 600,
      media: { kind, isConnected: true, codec: 'PCMA', packetsLost: 0 },
    })
  })

  it('is called by the sandbox and hears its tone', async () => {
    const ear = await openEar(kind)
    const placed = sandbox.control.callUser({ to: 'agent', from: '+79172041833', media: kind })
    const invite = await phone.nextRequest('INVITE')
    const body = await ear.leg.answer(invite.body)
    phone.send(buildResponse(invite, 200, { toTag: 'p', headers: [['Contact', phone.contact], ...SDP], body }))
    await phone.nextRequest('ACK')
    await placed
    await expect.poll(heard(ear), SOON).toBe(440)
    expect(await answerHold('hold', ear)).toBe('sendonly')
    expect(await answerHold('resume', ear)).toBe('sendrecv')
    ear.say(1000)
    await expect.poll(async () => (await theCall()).toneHeardHz, SOON).toBe(1000)
  })
})

describe('a phone whose media side was started anew', () => {
  it('is answered on its new peer connection in the same call', async () => {
    const first = await openEar('webrtc')
    const { to } = await callNumber(first, 'tone')
    await expect.poll(heard(first), SOON).toBe(440)
    first.close()
    const second = await openEar('webrtc')
    await reinvite(second, to, 'sendrecv')
    await expect.poll(heard(second), SOON).toBe(440)
  })
})

describe('an offer without sound that the sandbox speaks', () => {
  it('is refused with 488', async () => {
    const uri = `sip:tone@${sandbox.domain}`
    const body = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 RTP/AVP 96\r\n'
    const invite = phone.request('INVITE', { uri, to: `<${uri}>`, callId: 'video', body, headers: SDP })
    expect((await phone.ask(invite)).status).toBe(488)
  })
})
