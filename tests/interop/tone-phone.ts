import { systemClock } from '#shared/lib/clock'
import { PlainRtpLeg } from '../../sandbox/sip/media/plain-rtp-leg'
import { SoundAnalyser } from '../../sandbox/sip/media/sound-analyser'
import { TonePlayer } from '../../sandbox/sip/media/tone-player'
import { buildResponse } from '../../sandbox/sip/message/response'
import { WirePhone } from '../../sandbox/sip/testing/wire-phone'
import type { Kamailio } from './rig/start-kamailio'

const TAG = 'tone'
/** Beside a louder voice. */
const AUDIBLE_SHARE = 0.003

/** A phone that answers every call with a tone in plain RTP, and tells which tones it hears. */
export class TonePhone {
  private readonly analyser = new SoundAnalyser()
  private readonly player: TonePlayer

  private constructor(
    private readonly phone: WirePhone,
    private readonly leg: (analyser: SoundAnalyser) => Promise<PlainRtpLeg>,
    hz: number,
  ) {
    this.player = new TonePlayer(systemClock, hz, (packet) => {
      this.talking?.send(packet)
    })
  }

  private talking: PlainRtpLeg | null = null

  /** The rig knows everybody whose password is made as its own are. */
  static async register(kamailio: Kamailio, user: string, hz: number): Promise<TonePhone> {
    const account = { user, password: `${user}pw` }
    const { domain, udp } = kamailio
    const phone = await WirePhone.open({ transport: 'udp', port: udp.port, domain, ...account })
    const { status } = await phone.register()
    if (status !== 200) throw new Error(`Kamailio answered the registration with ${status}`)
    const open = (analyser: SoundAnalyser) =>
      PlainRtpLeg.open({
        audio: (packet) => {
          analyser.push(packet)
        },
        telephoneEvent: () => undefined,
      })
    return new TonePhone(phone, open, hz)
  }

  /** One call; what is offered in it later (hold, resume) is answered as well. */
  async answerCalls(): Promise<void> {
    for (;;) {
      const invite = await this.phone.nextRequest('INVITE')
      this.talking ??= await this.leg(this.analyser)
      const body = await this.talking.answer(invite.body)
      const headers = [['Contact', this.phone.contact] as const, ['Content-Type', 'application/sdp'] as const]
      this.phone.send(buildResponse(invite, 200, { toTag: TAG, headers, body }))
      this.player.start('PCMA')
    }
  }

  /** Of these, which it hears, be it beside a louder one. */
  hears(tones: readonly number[]): readonly number[] {
    const { levels } = this.analyser.report()
    return tones.filter((hz) => (levels[hz] ?? 0) > AUDIBLE_SHARE)
  }

  async close(): Promise<void> {
    this.player.stop()
    this.talking?.close()
    await this.phone.close()
  }
}
