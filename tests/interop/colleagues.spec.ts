import { expect, test } from '@playwright/test'

import type { CallId } from '#shared/domain/ids'
import { createFixture, type PhoneFixture } from '../../electron/sip/testing/phone-fixture'
import { parseNameAddr, tagOf } from '../../sandbox/sip/message/address'
import { buildResponse } from '../../sandbox/sip/message/response'
import type { SipRequest } from '../../sandbox/sip/message/sip-message'
import { WirePhone } from '../../sandbox/sip/testing/wire-phone'
import { interop } from './interop-table'
import { startRig, type Rig } from './rig/start-rig'

/**
 * The line of a colleague through Kamailio 5.6.3: Otklik as alice by UDP asks, carol tells of herself, a scripted phone by
 * WebSocket, since neither Kamailio without its presence modules nor baresip 1.0.0 tells of lines.
 */
const CAROL = 2

let rig: Rig
let alice: PhoneFixture
let carol: WirePhone

test.beforeEach(async () => {
  rig = await startRig()
  const { domain, ws, udp, users } = rig.kamailio
  const [own, other] = [users[0], users[CAROL]]
  if (!own || !other) throw new Error('The rig has no such user')
  carol = await WirePhone.open({ transport: 'ws', port: ws.port, user: other.user, password: other.password, domain })
  expect((await carol.register()).status).toBe(200)
  alice = createFixture({
    account: { transport: 'udp', port: udp.port, domain, user: own.user },
    password: own.password,
  })
  alice.phone.setColleagues([{ id: 'c', accountId: alice.accountId, number: 'carol', name: null }])
  alice.phone.start()
  await alice.untilRegistered()
})

test.afterEach(async () => {
  await alice.phone.stop()
  await carol.close()
  await rig.stop()
})

const presence = () => alice.phone.colleagues()[0]?.presence.kind

function info(version: number, inside: string): string {
  return `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="sip:carol@x">${inside}</dialog-info>`
}

/** Within the dialog of the SUBSCRIBE: its Contact, its Record-Route as it stands (RFC 3261 §12.1.1). */
async function tell(subscribe: SipRequest, body: string): Promise<number> {
  const { headers } = subscribe
  const routes = headers.list('Record-Route').map((route) => ['Route', route] as const)
  const answer = await carol.ask(
    carol.request('NOTIFY', {
      uri: parseNameAddr(headers.get('Contact') ?? '')?.uri ?? '',
      to: headers.get('From') ?? '',
      callId: headers.get('Call-ID') ?? '',
      headers: [
        ...routes,
        ['Event', 'dialog'],
        ['Subscription-State', 'active;expires=600'],
        ['Content-Type', 'application/dialog-info+xml'],
      ],
      body,
    }),
  )
  return answer.status
}

test(
  '[K13] asked with digest, told whole and again; a pickup that the caller does not know is told as refused',
  interop('line of a colleague, refused pickup', 'udp', 'a scripted phone behind Kamailio, baresip'),
  async () => {
    const subscribe = await carol.nextRequest('SUBSCRIBE')
    expect(subscribe.headers.get('Event')).toBe('dialog')
    const accepted = [
      ['Expires', '600'],
      ['Contact', carol.contact],
    ] as const
    carol.send(buildResponse(subscribe, 200, { toTag: carol.fromTag, headers: accepted }))
    expect(await tell(subscribe, info(0, ''))).toBe(200)
    await expect.poll(presence).toBe('free')

    await rig.baresip.dial('sip:carol@softphone.test')
    const invite = await carol.nextRequest('INVITE')
    carol.send(buildResponse(invite, 180, { toTag: 'rings', headers: [['Contact', carol.contact]] }))
    const names = `call-id="${invite.headers.get('Call-ID') ?? ''}" local-tag="rings" remote-tag="${tagOf(invite.headers.get('From')) ?? ''}"`
    const caller = parseNameAddr(invite.headers.get('Contact') ?? '')?.uri ?? ''
    const remote = `<remote><identity>sip:bob@softphone.test</identity><target uri="${caller.replace(/&/g, '&amp;')}"/></remote>`
    const early = `<dialog id="1" ${names} direction="recipient"><state>early</state>${remote}</dialog>`
    expect(await tell(subscribe, info(1, early))).toBe(200)
    await expect.poll(presence).toBe('ringing')
    expect(alice.phone.colleagues()[0]).toMatchObject({ caller: { number: 'bob' }, canPickUp: true })

    const taken = await alice.phone.callHandlers.pickUp({ colleagueId: 'c' })
    if (!taken.ok) throw new Error(taken.error.reason)
    const { phase } = await alice.untilPhase(taken.value as CallId, 'ended')
    // baresip 1.0.0 knows no Replaces, and says so (420).
    expect(phase).toMatchObject({ reason: 'pickupRefused', outcome: 'failed' })
  },
)
