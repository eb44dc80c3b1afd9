import { join } from 'node:path'

import { expect, test as base } from '@playwright/test'

import type { CallId, SipAccountId } from '#shared/domain/ids'
import { DeskPage } from '../lib/desk-page'
import { ElectronDesk, makeProfile, removeProfile } from '../lib/electron-desk'
import { listen } from '../lib/heard'
import { interop } from './interop-table'
import type { BaresipPhone } from './rig/baresip-phone'
import { startRig, type Rig } from './rig/start-rig'
import { writeTone } from './rig/write-tone'
import { TonePhone } from './tone-phone'

/** What baresip, the other phone and our own microphone say. */
const [BOB_HZ, DAVE_HZ, OWN_HZ] = [440, 1_000, 600]
const TONES = [BOB_HZ, DAVE_HZ, OWN_HZ]
const [ALICE, CAROL] = [0, 2]
const PEER = 'baresip and a phone of plain RTP'
/** Beside louder voices. */
const AUDIBLE_SHARE = 0.003
const WEBRTC_LINE = '01890000-0000-7000-8000-00000000a11c' as SipAccountId
const patience = { timeout: 20_000, intervals: [130] }

interface Fixtures {
  readonly rig: Rig
  readonly dave: TonePhone
  readonly app: ElectronDesk
  readonly desk: DeskPage
}

/** Otklik with a line of plain RTP (carol); bob is baresip, dave a phone of plain RTP. */
const test = base.extend<Fixtures>({
  rig: async ({}, use) => {
    const rig = await startRig()
    await use(rig)
    await rig.stop()
  },
  dave: async ({ rig }, use) => {
    const dave = await TonePhone.register(rig.kamailio, 'dave', DAVE_HZ)
    void dave.answerCalls()
    await use(dave)
    await dave.close()
  },
  app: async ({ rig }, use) => {
    const profile = await makeProfile()
    const carol = rig.kamailio.users[CAROL]
    if (!carol) throw new Error('The rig has no such user')
    const said = join(rig.folder, 'said.wav')
    await writeTone(said, OWN_HZ)
    const { host, port } = rig.kamailio.tcp
    const app = await ElectronDesk.launch({
      profile,
      chromiumArgs: [`--use-file-for-fake-audio-capture=${said}`],
      demo: {
        sip: {
          label: 'АТС',
          transport: 'tcp',
          media: 'rtp',
          host,
          port,
          webSocketPath: '/',
          domain: rig.kamailio.domain,
          ...carol,
        },
      },
    })
    await use(app)
    await app.close()
    removeProfile(profile)
  },
  desk: async ({ app }, use) => {
    const desk = new DeskPage(await app.deskWindow())
    await expect(desk.page.getByRole('button', { name: /Телефон: на связи/ })).toBeVisible({ timeout: 20_000 })
    await use(desk)
  },
})

async function ask<T>(desk: DeskPage, channel: string, args: unknown): Promise<T> {
  const reply = await desk.page.evaluate(([name, given]) => window.otklik.invoke(name, given), [channel, args] as const)
  if (!reply.ok) throw new Error(`${channel} was not answered`)
  return reply.value as T
}

/** By this line; `null`: by the one that is there. */
async function call(desk: DeskPage, number: string, accountId: SipAccountId | null): Promise<CallId> {
  const wish = { number, chatId: null, accountId, presentation: null }
  const begun = await ask<{ ok: boolean; value: CallId }>(desk, 'calls:start-call', wish)
  expect(begun.ok).toBe(true)
  return begun.value
}

interface Listed {
  readonly id: CallId
  readonly phase: { readonly kind: string }
  readonly isHeld: boolean
}

async function untilTalking(desk: DeskPage, id: CallId): Promise<void> {
  const phase = async () => (await ask<Listed[]>(desk, 'calls:list', null)).find((each) => each.id === id)?.phase.kind
  await expect.poll(phase, patience).toBe('active')
}

async function untilHeld(desk: DeskPage, id: CallId): Promise<void> {
  const isHeld = async () => (await ask<Listed[]>(desk, 'calls:list', null)).find((each) => each.id === id)?.isHeld
  await expect.poll(isHeld, patience).toBe(true)
}

async function tonesAt(phone: BaresipPhone, tones: readonly number[]): Promise<readonly number[]> {
  const shares = await Promise.all(tones.map((hz) => phone.recordedShare(hz)))
  return tones.filter((_, index) => (shares[index] ?? 0) > AUDIBLE_SHARE)
}

/**
 * Bob is called while dave waits. Each of the three hears the two others and not itself; muted, the agent is heard by nobody and
 * hears both. Bob, whose recording ends with a hold (baresip 1.0.0), is the one who is never held.
 */
async function threeTalk({ rig, dave, app, desk }: Fixtures, first: CallId, bobsLine: SipAccountId | null) {
  const media = await app.mediaWindow()
  const phone = await rig.baresip('bob')
  const bob = await call(desk, 'bob', bobsLine)
  await phone.waitIncoming()
  await phone.accept()
  await untilTalking(desk, bob)
  await untilHeld(desk, first)
  await ask(desk, 'calls:join', { id: bob, withId: first })
  await expect.poll(() => tonesAt(phone, TONES), patience).toEqual([DAVE_HZ, OWN_HZ])
  await expect.poll(() => dave.hears(TONES), patience).toEqual([BOB_HZ, OWN_HZ])
  await ask(desk, 'calls:set-muted', { id: bob, muted: true })
  await expect.poll(() => tonesAt(phone, TONES), patience).toEqual([DAVE_HZ])
  await expect.poll(() => dave.hears(TONES), patience).toEqual([BOB_HZ])
  for (const hz of [BOB_HZ, DAVE_HZ])
    await expect.poll(async () => (await listen(media, hz)).share, { timeout: 20_000 }).toBeGreaterThan(0.1)
  await ask(desk, 'calls:separate', { id: bob })
  await expect.poll(() => dave.hears([BOB_HZ]), patience).toEqual([])
  await expect.poll(() => tonesAt(phone, [DAVE_HZ]), patience).toEqual([])
}

test(
  '[K9] three talk where both calls are plain RTP through the gateway',
  interop({ feature: 'three-way conference, heard by all', media: 'RTP', peer: PEER }, 'tcp'),
  async ({ rig, dave, app, desk }) => {
    const first = await call(desk, 'dave', null)
    await untilTalking(desk, first)
    await threeTalk({ rig, dave, app, desk }, first, null)
  },
)

test(
  '[K9] three talk where one call is WebRTC and the other plain RTP',
  interop(
    { feature: 'three-way conference with a call of plain RTP, heard by all', media: 'WebRTC', peer: PEER },
    'ws',
  ),
  async ({ rig, dave, app, desk }) => {
    const alice = rig.kamailio.users[ALICE]
    if (!alice) throw new Error('The rig has no such user')
    const { host, port } = rig.kamailio.ws
    const { user, password } = alice
    const account = { id: WEBRTC_LINE, label: 'WebRTC', transport: 'ws', media: 'webrtc', host, port, user, password }
    const rest = { outboundProxy: null, webSocketPath: '/', domain: rig.kamailio.domain, authUser: null }
    const none = { displayName: null, pickupCode: null, isEnabled: true, pinnedFingerprint: null, authorityPem: null }
    await ask(desk, 'sip:save-account', { ...account, ...rest, ...none })
    const lines = () => ask<{ account: { id: string }; registration: { kind: string } }[]>(desk, 'sip:list-lines', null)
    const state = async () => (await lines()).find((line) => line.account.id === WEBRTC_LINE)?.registration.kind
    await expect.poll(state, patience).toBe('registered')
    const carol = (await lines()).find((line) => line.account.id !== WEBRTC_LINE)?.account.id
    const first = await call(desk, 'dave', (carol ?? null) as SipAccountId | null)
    await untilTalking(desk, first)
    await threeTalk({ rig, dave, app, desk }, first, WEBRTC_LINE)
  },
)
