import { systemClock } from '#shared/lib/clock'
import { createMediaLeg } from '../../sandbox/sip/media/create-media-leg'
import type { MediaLeg } from '../../sandbox/sip/media/media-leg'
import { SoundAnalyser } from '../../sandbox/sip/media/sound-analyser'
import { TonePlayer } from '../../sandbox/sip/media/tone-player'
import { buildResponse } from '../../sandbox/sip/message/response'
import type { SipRequest, SipResponse } from '../../sandbox/sip/message/sip-message'
import { parseNameAddr } from '../../sandbox/sip/message/address'
import { WirePhone } from '../../sandbox/sip/testing/wire-phone'
import type { Kamailio } from './rig/start-kamailio'

const SDP = [['Content-Type', 'application/sdp']] as const
const CALL_ID = 'rig-smoke'

/** The statuses that the other side answers with. */
interface EarCall {
  readonly sendDigit: (digit: string) => Promise<number>
  readonly hangUp: () => Promise<number>
}

/** A scripted WebRTC phone: proves the rig before the real one is tried on it. */
export class EarPhone {
  private readonly analyser = new SoundAnalyser()
  private player: TonePlayer | undefined
  private heardPackets = 0

  static async register({ domain, ws }: Kamailio, user: string): Promise<EarPhone> {
    const phone = await WirePhone.open({ transport: 'ws', port: ws.port, user, password: `${user}pw`, domain })
    const answer = await phone.register()
    if (answer.status !== 200) throw new Error(`Kamailio answered the registration with ${answer.status}`)
    const ear: EarPhone = new EarPhone(
      phone,
      domain,
      await createMediaLeg('webrtc', {
        audio: (packet) => {
          ear.analyser.push(packet)
          ear.heardPackets += 1
        },
        telephoneEvent: () => undefined,
      }),
    )
    return ear
  }

  private constructor(
    private readonly phone: WirePhone,
    private readonly domain: string,
    private readonly leg: MediaLeg,
  ) {}

  async call(user: string): Promise<EarCall> {
    const uri = `sip:${user}@${this.domain}`
    const options = { uri, to: `<${uri}>`, callId: CALL_ID, body: await this.leg.offer(), headers: SDP }
    const challenge = await this.phone.ask(this.phone.request('INVITE', options))
    if (challenge.status !== 407) throw new Error(`Expected 407, got ${challenge.status}`)
    const invite = this.phone.authorised('INVITE', challenge, options)
    const answer = await this.phone.ask(invite)
    if (answer.status !== 200) throw new Error(`Expected 200, got ${answer.status}`)
    const inDialog = inDialogOptions(answer)
    const sequence = Number(invite.headers.get('CSeq')?.split(' ')[0])
    this.phone.send(this.phone.request('ACK', { ...inDialog, sequence }))
    await this.leg.applyAnswer(answer.body)
    const ask = async (method: string, extra: { headers: [string, string][]; body: string }): Promise<number> => {
      const headers = [...inDialog.headers, ...extra.headers]
      return (await this.phone.ask(this.phone.request(method, { ...inDialog, headers, body: extra.body }))).status
    }
    return {
      sendDigit: (digit) =>
        ask('INFO', {
          headers: [['Content-Type', 'application/dtmf-relay']],
          body: `Signal=${digit}
Duration=100
`,
        }),
      hangUp: () => ask('BYE', { headers: [], body: '' }),
    }
  }

  async answer(): Promise<void> {
    const invite = await this.phone.nextRequest('INVITE')
    const body = await this.leg.answer(invite.body)
    const headers = [['Contact', this.phone.contact] as const, ...SDP]
    this.phone.send(buildResponse(invite, 200, { toTag: 'ear', headers, body }))
    await this.phone.nextRequest('ACK')
  }

  /** Answers the next re-INVITE and returns the direction that the other side asked for. */
  async answerReinvite(): Promise<string> {
    const invite = await this.phone.nextRequest('INVITE')
    const body = await this.leg.answer(invite.body)
    this.phone.send(buildResponse(invite, 200, { headers: [['Contact', this.phone.contact], ...SDP], body }))
    await this.phone.nextRequest('ACK')
    return /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(invite.body)?.[1] ?? 'sendrecv'
  }

  async waitHangUp(): Promise<SipRequest> {
    const bye = await this.phone.nextRequest('BYE')
    this.phone.send(buildResponse(bye, 200))
    return bye
  }

  say(frequencyHz: number): void {
    this.player = new TonePlayer(systemClock, frequencyHz, (packet) => {
      this.leg.send(packet)
    })
    this.player.start('PCMA')
  }

  heardTone(): number | null {
    return this.analyser.report().toneHeardHz
  }

  /** Packets of sound that came in so far. */
  packetsHeard(): number {
    return this.heardPackets
  }

  async close(): Promise<void> {
    this.player?.stop()
    this.leg.close()
    await this.phone.close()
  }
}

/** RFC 3261 §12.1.2: the remote target is the Contact, the route set the Record-Route reversed. */
function inDialogOptions(answer: SipResponse): {
  uri: string
  to: string
  callId: string
  headers: [string, string][]
} {
  const routes = answer.headers.list('Record-Route').reverse()
  return {
    uri: parseNameAddr(answer.headers.get('Contact') ?? '')?.uri ?? '',
    to: answer.headers.get('To') ?? '',
    callId: CALL_ID,
    headers: routes.map((route): [string, string] => ['Route', route]),
  }
}
