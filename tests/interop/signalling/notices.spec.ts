import { expect } from '@playwright/test'

import type { CallId } from '#shared/domain/ids'
import { parseNameAddr, tagOf } from '../../../sandbox/sip/message/address'
import { buildResponse } from '../../../sandbox/sip/message/response'
import type { SipRequest } from '../../../sandbox/sip/message/sip-message'
import { WirePhone } from '../../../sandbox/sip/testing/wire-phone'
import { newUser, type Desk } from '../desks'
import { overEach } from '../interop-test'
import { answer, begin, got, IS_LEFT, say, SIPP_SDP, status } from '../rig/sipp-scenario'

const SIPP = 'SIPp behind Kamailio'

function info(version: number, inside: string): string {
  return `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="full" entity="sip:colleague@x">${inside}</dialog-info>`
}

function tells(cseq: number, event: string, type: string, body: string): readonly string[] {
  const headers = [`Event: ${event}`, 'Subscription-State: active;expires=600', `Content-Type: ${type}`]
  return [say('called', 'NOTIFY', cseq, { headers, body }), status(200)]
}

const isAsked = (event: string): readonly string[] => [
  got('SUBSCRIBE', { keep: true, checks: [['Event', event]] }),
  answer(200, { isFirst: true, headers: ['Expires: 600'] }),
]

function presencesOf(desk: Desk): string[] {
  const seen: string[] = []
  desk.phone.onColleaguesChanged(([colleague]) => {
    const kind = colleague?.presence.kind ?? ''
    if (kind !== seen.at(-1)) seen.push(kind)
  })
  return seen
}

overEach(
  {
    feature: 'line of a colleague (BLF)',
    peer: SIPP,
    title: '[K13] follows the line of a colleague: free, ringing, talking, free',
  },
  async ({ transport, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const dialog = (state: string) => `<dialog id="1" direction="recipient"><state>${state}</state></dialog>`
    const bodies = ['', dialog('early'), dialog('confirmed'), dialog('terminated')]
    const notices = bodies.flatMap((body, version) =>
      tells(version + 1, 'dialog', 'application/dialog-info+xml', info(version, body)),
    )
    const peer = await sipp.answers({ steps: [...isAsked('dialog'), ...notices] })
    const seen = presencesOf(desk)
    desk.phone.setColleagues([{ id: 'c', accountId: desk.accountId, number: peer.number, name: null }])
    await peer.finished
    await expect.poll(() => seen.slice(-4)).toEqual(['free', 'ringing', 'talking', 'free'])
  },
)

overEach(
  { feature: 'pickup by Replaces', peer: SIPP, title: '[K13] takes the call that rings at a colleague' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const caller = await sipp.answers({
      steps: [
        got('INVITE', { keep: true, checks: [['Replaces', 'rings-there;to-tag=theirs;from-tag=ours;early-only']] }),
        answer(200, { isFirst: true, body: SIPP_SDP }),
        got('ACK'),
        ...IS_LEFT,
      ],
    })
    const remote = `<remote><identity>sip:client@x</identity><target uri="sip:${caller.number}@${rig.kamailio.domain}"/></remote>`
    const early = `<dialog id="1" call-id="rings-there" local-tag="ours" remote-tag="theirs" direction="recipient"><state>early</state>${remote}</dialog>`
    const notices = tells(1, 'dialog', 'application/dialog-info+xml', info(0, early))
    const peer = await sipp.answers({ steps: [...isAsked('dialog'), ...notices] })
    desk.phone.setColleagues([{ id: 'c', accountId: desk.accountId, number: peer.number, name: null }])
    await expect.poll(() => desk.phone.colleagues()[0]).toMatchObject({ canPickUp: true, caller: { number: 'client' } })
    const taken = await desk.phone.callHandlers.pickUp({ colleagueId: 'c' })
    if (!taken.ok) throw new Error(taken.error.reason)
    const id = taken.value as CallId
    await desk.untilPhase(id, 'active')
    await desk.phone.callHandlers.hangUp({ id })
    await caller.finished
    await peer.finished
  },
)

overEach(
  {
    feature: 'pickup refused (420)',
    peer: 'baresip behind Kamailio',
    title: '[K13] says that a caller’s phone which knows no Replaces refused the pickup',
  },
  async ({ transport, rig, desks }) => {
    const { domain, ws } = rig.kamailio
    const colleague = newUser()
    const phone = await WirePhone.open({
      transport: 'ws',
      port: ws.port,
      user: colleague,
      password: `${colleague}pw`,
      domain,
    })
    try {
      expect((await phone.register()).status).toBe(200)
      const [bob, desk] = [await rig.baresip('bob'), await desks.registered(transport)]
      desk.phone.setColleagues([{ id: 'c', accountId: desk.accountId, number: colleague, name: null }])
      const subscribe = await phone.nextRequest('SUBSCRIBE')
      const headers = [
        ['Expires', '600'],
        ['Contact', phone.contact],
      ] as const
      phone.send(buildResponse(subscribe, 200, { toTag: phone.fromTag, headers }))
      await bob.dial(`sip:${colleague}@${domain}`)
      const invite = await phone.nextRequest('INVITE')
      phone.send(buildResponse(invite, 180, { toTag: 'rings', headers: [['Contact', phone.contact]] }))
      expect(await tell(phone, subscribe, info(0, ringingOf(invite)))).toBe(200)
      await expect.poll(() => desk.phone.colleagues()[0]).toMatchObject({ canPickUp: true, caller: { number: 'bob' } })
      const taken = await desk.phone.callHandlers.pickUp({ colleagueId: 'c' })
      if (!taken.ok) throw new Error(taken.error.reason)
      expect((await desk.untilPhase(taken.value as CallId, 'ended')).phase).toMatchObject({
        reason: 'pickupRefused',
        outcome: 'failed',
      })
      phone.send(buildResponse(invite, 486, { toTag: 'rings' }))
      await bob.waitClosed()
    } finally {
      await phone.close()
    }
  },
)

overEach(
  { feature: 'voice mail told (MWI)', peer: SIPP, title: '[K8] asks for the state of the voice mail, and is told' },
  async ({ transport, rig, desks, sipp }) => {
    const port = await rig.ports.take()
    const body = `Messages-Waiting: yes\nMessage-Account: sip:box@${rig.kamailio.domain}\nVoice-Message: 2/8 (0/2)`
    const notices = tells(1, 'message-summary', 'application/simple-message-summary', body)
    const peer = await sipp.answers({ port, steps: [...isAsked('message-summary'), ...notices] })
    const desk = await desks.registered(transport, { user: `${newUser()}x${String(port)}` })
    await peer.finished
    await desk.until('told', () => desk.voiceMail() !== null)
    expect(desk.voiceMail()).toMatchObject({ isWaiting: true, newCount: 2 })
  },
)

overEach(
  { feature: 'voice mail told unasked', peer: SIPP, title: '[K8] hears of the voice mail also from who was not asked' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const headers = [
      'Event: message-summary',
      'Subscription-State: active',
      'Content-Type: application/simple-message-summary',
    ]
    const body = 'Messages-Waiting: yes\nVoice-Message: 3/0'
    await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [begin('NOTIFY', { headers, body }), status(200)],
    })
    expect(desk.voiceMail()).toMatchObject({ isWaiting: true, newCount: 3 })
  },
)

overEach(
  { feature: 'MESSAGE', peer: SIPP, title: '[K8] takes a text that is sent to the line' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    const message = begin('MESSAGE', { headers: ['Content-Type: text/plain'], body: 'hello' })
    await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, { steps: [message, status(200)] })
    expect(desk.registration()).toMatchObject({ kind: 'registered' })
  },
)

overEach(
  { feature: 'OPTIONS', peer: SIPP, title: '[K8] says what it can when it is asked' },
  async ({ transport, rig, desks, sipp }) => {
    const desk = await desks.registered(transport)
    await sipp.calls(`${desk.user}@${rig.kamailio.domain}`, {
      steps: [begin('OPTIONS'), status(200, { checks: [['Allow', 'INVITE.*UPDATE']] })],
    })
  },
)

function ringingOf(invite: SipRequest): string {
  const { headers } = invite
  const names = `call-id="${headers.get('Call-ID') ?? ''}" local-tag="rings" remote-tag="${tagOf(headers.get('From')) ?? ''}"`
  const caller = parseNameAddr(headers.get('Contact') ?? '')?.uri ?? ''
  const remote = `<remote><identity>sip:bob@softphone.test</identity><target uri="${caller.replace(/&/g, '&amp;')}"/></remote>`
  return `<dialog id="1" ${names} direction="recipient"><state>early</state>${remote}</dialog>`
}

/** Within the dialog of the SUBSCRIBE: its Contact, its Record-Route as it stands (RFC 3261 §12.1.1). */
async function tell(phone: WirePhone, { headers }: SipRequest, body: string): Promise<number> {
  const routes = headers.list('Record-Route').map((route) => ['Route', route] as const)
  const notify = phone.request('NOTIFY', {
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
  })
  return (await phone.ask(notify)).status
}
