import { join } from 'node:path'

import { expect, type Page } from '@playwright/test'

import { DeskPage } from '../../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../../lib/electron-desk'
import { listen, TONE_SHARE } from '../../lib/heard'
import type { InteropRow, Transport } from '../interop-table'
import type { BaresipPhone } from '../rig/baresip-phone'
import type { PhoneName, Rig } from '../rig/start-rig'
import { writeTone } from '../rig/write-tone'

export type Media = Exclude<InteropRow['media'], 'signalling'>

/** What baresips say, and what the microphone hears. */
const TONE_HZ = 440
const SAID_HZ = 600
/** Out of step with what the microphone hears: that tone pauses once a second. */
const OFTEN_MS = 130
const SILENCE = 0.005

/** Whose media passes rtpengine, which speaks WebRTC on our side; the others' goes straight to baresip. */
const WAYS = {
  WebRTC: { account: 'webrtc', prefix: 'web', peer: 'bob', other: 'bella' },
  RTP: { account: 'rtp', prefix: 'carol', peer: 'bob', other: 'bella' },
  'SDES-SRTP': { account: 'srtp', prefix: 'carol', peer: 'sdes', other: 'sdesOther' },
} as const satisfies Record<Media, { account: string; prefix: string; peer: PhoneName; other: PhoneName }>

let users = 0

/** The whole of Otklik with one account, and what a person does with it. */
export class MediaDesk {
  static async launch(rig: Rig, transport: Transport, media: Media): Promise<MediaDesk> {
    const { account, prefix } = WAYS[media]
    users += 1
    const user = `${prefix}${String(users)}`
    const said = join(rig.folder, 'said.wav')
    await writeTone(said, SAID_HZ)
    const profile = await makeProfile()
    const app = await ElectronDesk.launch({
      profile,
      chromiumArgs: [`--use-file-for-fake-audio-capture=${said}`],
      demo: {
        sip: {
          label: 'АТС',
          transport,
          media: account,
          webSocketPath: '/',
          domain: rig.kamailio.domain,
          user,
          password: `${user}pw`,
          pinnedFingerprint: rig.kamailio.fingerprint,
          host: rig.kamailio[transport].host,
          port: rig.kamailio[transport].port,
        },
      },
    })
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible({ timeout: 20_000 })
    await desk.goTo('Звонки')
    return new MediaDesk(rig, app, desk, profile, user, WAYS[media])
  }

  private constructor(
    private readonly rig: Rig,
    readonly app: ElectronDesk,
    readonly desk: DeskPage,
    private readonly profile: string,
    readonly user: string,
    readonly way: (typeof WAYS)[Media],
  ) {}

  async close(): Promise<void> {
    await this.app.close()
    removeProfile(this.profile)
  }

  peer(which: 'peer' | 'other' = 'peer'): Promise<BaresipPhone> {
    return this.rig.baresip(this.way[which])
  }

  media(): Promise<Page> {
    return this.app.mediaWindow()
  }

  async press(name: RegExp): Promise<void> {
    await this.desk.callBar.getByRole('button', { name }).first().click()
  }

  async dial(number: string): Promise<void> {
    const field = this.desk.page.getByRole('textbox', { name: 'Номер или имя SIP' })
    await field.fill(number)
    await field.press('Enter')
  }

  /** Calls, and is taken. */
  async talk(which: 'peer' | 'other' = 'peer'): Promise<BaresipPhone> {
    const phone = await this.peer(which)
    await this.dial(this.way[which])
    await phone.waitIncoming()
    await phone.accept()
    return phone
  }

  async hearsTone(hz = TONE_HZ, share = TONE_SHARE): Promise<void> {
    const media = await this.media()
    await expect.poll(async () => (await listen(media, hz)).share, { timeout: 20_000 }).toBeGreaterThan(share)
  }

  async hearsNothing(): Promise<void> {
    const media = await this.media()
    await expect.poll(async () => (await listen(media, TONE_HZ)).loudness, { timeout: 10_000 }).toBeLessThan(SILENCE)
  }

  /** What the microphone hears reaches the other side. */
  async isHeardBy(phone: BaresipPhone): Promise<void> {
    await expect.poll(() => phone.recordedTone(), { timeout: 20_000, intervals: [OFTEN_MS] }).toBe(SAID_HZ)
  }

  async isSilentTo(phone: BaresipPhone): Promise<void> {
    await expect.poll(() => phone.recordedTone(), { timeout: 10_000, intervals: [OFTEN_MS] }).toBeNull()
  }

  /** Nobody is on the line any more, neither here nor there. */
  async endsAll(): Promise<void> {
    await this.rig.untilIdle()
    await expect(this.desk.callBar.getByRole('button', { name: /^Завершить звонок/ })).toHaveCount(0)
  }
}
