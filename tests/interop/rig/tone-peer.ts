import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { z } from 'zod'

import { systemClock } from '#shared/lib/clock'
import { parseNameAddr } from '../../../sandbox/sip/message/address'
import { buildResponse } from '../../../sandbox/sip/message/response'
import { serialiseMessage, type SipRequest } from '../../../sandbox/sip/message/sip-message'
import type { AudioPacket } from '../../../sandbox/sip/media/media-leg'
import { PlainRtpLeg } from '../../../sandbox/sip/media/plain-rtp-leg'
import { SoundAnalyser } from '../../../sandbox/sip/media/sound-analyser'
import { TonePlayer } from '../../../sandbox/sip/media/tone-player'
import { WirePhone, type RequestOptions } from '../../../sandbox/sip/testing/wire-phone'
import type { Arrival, PeerReport } from './tone-peer-process'

/**
 * bob, a phone in a process of its own: plain RTP over UDP, says a tone, answers every call and notes when each packet
 * of sound came. Commands come as words on standard input, answers go as lines of JSON to standard output.
 */
const SAYS_HZ = 440
const TAG = 'peer'

const place = z
  .object({ host: z.string(), port: z.number(), user: z.string(), password: z.string(), domain: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''))

class TonePeer {
  private analyser = new SoundAnalyser()
  private leg: PlainRtpLeg | undefined
  private player: TonePlayer | undefined
  private arrivals: Arrival[] = []
  private invite: SipRequest | undefined
  private answer = ''
  private dialog: RequestOptions | undefined
  private isTalking = false

  constructor(private readonly phone: WirePhone) {}

  async register(): Promise<number> {
    return (await this.phone.register()).status
  }

  async serveInvites(): Promise<never> {
    for (;;) await this.handleInvite(await this.phone.nextRequest('INVITE'))
  }

  async serveByes(): Promise<never> {
    for (;;) {
      const bye = await this.phone.nextRequest('BYE')
      this.phone.send(buildResponse(bye, 200))
      this.end()
    }
  }

  /** Calls and waits for the answer; its sound begins at once. Unix ms of the answer. */
  async dial(user: string): Promise<number> {
    const leg = (this.leg ??= await this.openLeg())
    const uri = `sip:${user}@${place.domain}`
    const options = {
      uri,
      to: `<${uri}>`,
      callId: randomUUID(),
      body: await leg.offer(),
      headers: [['Content-Type', 'application/sdp'] as const],
    }
    const challenge = await this.phone.ask(this.phone.request('INVITE', options))
    const invite = this.phone.authorised('INVITE', challenge, options)
    const answer = await this.phone.ask(invite)
    const answeredAt = Date.now()
    if (answer.status !== 200) throw new Error(`Expected 200, got ${answer.status}`)
    this.dialog = {
      uri: parseNameAddr(answer.headers.get('Contact') ?? '')?.uri ?? '',
      to: answer.headers.get('To') ?? '',
      callId: options.callId,
      headers: answer.headers
        .list('Record-Route')
        .reverse()
        .map((route): [string, string] => ['Route', route]),
    }
    const sequence = Number(invite.headers.get('CSeq')?.split(' ')[0])
    this.phone.send(this.phone.request('ACK', { ...this.dialog, sequence }))
    await leg.applyAnswer(answer.body)
    this.startTone(leg)
    this.isTalking = true
    return answeredAt
  }

  /** A BYE along the route of the call; the status that came back. */
  async hangUp(): Promise<number> {
    if (this.dialog) {
      const { status } = await this.phone.ask(this.phone.request('BYE', this.dialog))
      this.end()
      return status
    }
    const { invite } = this
    if (!invite) throw new Error('Expected a call to hang up')
    const routes = invite.headers.list('Record-Route').map((route): [string, string] => ['Route', route])
    const bye = this.phone.request('BYE', {
      uri: parseNameAddr(invite.headers.get('Contact') ?? '')?.uri ?? '',
      to: invite.headers.get('From') ?? '',
      callId: invite.headers.get('Call-ID') ?? '',
      headers: routes,
    })
    // We were called: our From is the To of the INVITE with our tag (RFC 3261 §12.1.1).
    const from = `${(invite.headers.get('To') ?? '').replace(/;tag=.*$/, '')};tag=${TAG}`
    const text = serialiseMessage(bye).replace(/^From: .*$/m, `From: ${from}`)
    const answered = this.phone.response(bye, (status) => status >= 200)
    this.phone.sendRaw(text)
    const { status } = await answered
    this.end()
    return status
  }

  report(): PeerReport {
    const arrivals = this.arrivals
    this.arrivals = arrivals.slice(-1)
    const { headers } = this.invite ?? {}
    const dialog = headers ? `${headers.get('Call-ID') ?? ''} ${headers.get('From') ?? ''}` : null
    return { isTalking: this.isTalking, dialog, arrivals, toneHz: this.analyser.report().toneHeardHz }
  }

  private async handleInvite(invite: SipRequest): Promise<void> {
    const isRepeated = invite.headers.get('CSeq') === this.invite?.headers.get('CSeq') && this.isTalking
    if (!isRepeated) {
      const leg = (this.leg ??= await this.openLeg())
      this.answer = await leg.answer(invite.body)
      this.startTone(leg)
      this.isTalking = true
      this.invite = invite
    }
    const headers = [['Contact', this.phone.contact] as const, ['Content-Type', 'application/sdp'] as const]
    this.phone.send(buildResponse(invite, 200, { toTag: TAG, headers, body: this.answer }))
  }

  private async openLeg(): Promise<PlainRtpLeg> {
    return PlainRtpLeg.open(
      {
        audio: (packet: AudioPacket) => {
          if (packet.origin) this.arrivals.push({ at: Date.now(), ...packet.origin })
          this.analyser.push(packet)
        },
        telephoneEvent: () => undefined,
      },
      place.host,
    )
  }

  private startTone(leg: PlainRtpLeg): void {
    this.player ??= new TonePlayer(systemClock, SAYS_HZ, (packet) => {
      leg.send(packet)
    })
    this.player.start('PCMA')
  }

  private end(): void {
    this.player?.stop()
    this.leg?.close()
    this.player = undefined
    this.leg = undefined
    this.isTalking = false
    this.dialog = undefined
    this.invite = undefined
    this.arrivals = []
    this.analyser = new SoundAnalyser()
  }
}

const phone = await WirePhone.open({ transport: 'udp', ...place })
const peer = new TonePeer(phone)
void peer.serveInvites()
void peer.serveByes()

const commands: Record<string, (argument: string) => unknown> = {
  dial: (user) => peer.dial(user),
  register: () => peer.register(),
  hangUp: () => peer.hangUp(),
  report: () => peer.report(),
}
for await (const line of createInterface({ input: process.stdin })) {
  const [command = '', argument = ''] = line.split(' ')
  const value = await commands[command]?.(argument)
  process.stdout.write(`${JSON.stringify({ value: value ?? null })}\n`)
}
